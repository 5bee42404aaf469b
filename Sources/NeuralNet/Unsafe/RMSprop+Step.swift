import CKernels

extension RMSprop {
  /// Makes one step.
  public mutating func update(_ parameters: inout Parameters, along gradients: Gradients) {
    parameters.require(count: meanSquares.count)
    stepCount += 1
    var step = palaestra_rmsprop_step(
      learning_rate: learningRate, decay: decay, epsilon: epsilon, momentum: momentum,
      gradient_scale: gradients.scale, weight_decay: weightDecay)
    meanSquares.withUnsafeMutableBufferPointer { squares in
      velocities.withUnsafeMutableBufferPointer { velocities in
        guard let squares = squares.baseAddress, let velocities = velocities.baseAddress else { return }
        parameters.update(along: gradients) { numbers, gradient, range in
          palaestra_rmsprop(
            numbers, gradient, squares + range.lowerBound, velocities + range.lowerBound, &step, range.count)
        }
      }
    }
  }
}
