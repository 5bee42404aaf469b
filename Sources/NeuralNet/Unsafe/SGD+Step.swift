import CKernels

extension SGD {
  /// Makes one step.
  public mutating func update(_ parameters: inout Parameters, along gradients: Gradients) {
    parameters.require(count: velocities.count)
    // PyTorch begins with the whole first gradient as the velocity.
    var step = palaestra_sgd_step(
      learning_rate: learningRate, momentum: momentum, dampening: stepCount == 0 ? 0 : dampening,
      gradient_scale: gradients.scale, weight_decay: weightDecay, nesterov: isNesterov ? 1 : 0)
    stepCount += 1
    velocities.withUnsafeMutableBufferPointer { velocities in
      guard let velocities = velocities.baseAddress else { return }
      parameters.update(along: gradients) { numbers, gradient, range in
        palaestra_sgd(numbers, gradient, velocities + range.lowerBound, &step, range.count)
      }
    }
  }
}
