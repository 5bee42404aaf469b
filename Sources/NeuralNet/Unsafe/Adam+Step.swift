import CKernels
import Foundation

extension Adam {
  /// Makes one step.
  public mutating func update(_ parameters: inout Parameters, along gradients: Gradients) {
    parameters.require(count: firstMoments.count)
    stepCount += 1
    var step = palaestra_adam_step(
      learning_rate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
      correction1: Float(1 / (1 - pow(Double(beta1), Double(stepCount)))),
      correction2: Float(1 / (1 - pow(Double(beta2), Double(stepCount)))),
      gradient_scale: gradients.scale, weight_decay: weightDecay, decoupled_weight_decay: decoupledWeightDecay)
    firstMoments.withUnsafeMutableBufferPointer { first in
      secondMoments.withUnsafeMutableBufferPointer { second in
        guard let first = first.baseAddress, let second = second.baseAddress else { return }
        parameters.update(along: gradients) { numbers, gradient, range in
          palaestra_adam(
            numbers, gradient, first + range.lowerBound, second + range.lowerBound, &step, range.count)
        }
      }
    }
  }
}
