import NeuralNet

extension Loss {
  /// The quantile Huber loss: Dabney and others (2018), equation 10, with a threshold of 1.
  ///
  /// - Parameters:
  ///   - quantiles: Rows × critics × quantiles; number m of M stands for the share (2 m + 1) / 2M.
  ///   - targets: Rows × samples of what they are quantiles of.
  /// - Returns: The mean over rows, quantiles and samples, summed over the critics and divided by their number.
  static func quantileHuber(_ quantiles: Tensor, _ targets: Tensor) -> Tensor {
    let (rows, critics, count) = (quantiles.shape[0], quantiles.shape[1], quantiles.shape[2])
    let samples = targets.shape[1]
    let shape: Shape = [rows, critics, samples, count]
    let differences =
      targets.reshaped(to: [rows, 1, samples, 1]).broadcast(to: shape)
      - quantiles.reshaped(to: [rows, critics, 1, count]).broadcast(to: shape)
    let limited = differences.clamped(to: -1...1)
    let errors = limited * (differences - limited * 0.5)
    let shares = Tensor((0..<count).map { (2 * Float($0) + 1) / (2 * Float(count)) }, shape: [count])
    // |τ − 1| where the target is below the quantile, τ elsewhere.
    let zero = Tensor.filled(0, shape: shape)
    let isBelow = zero.isGreater(than: differences.detached)
    let weights = (shares.broadcast(to: shape) - isBelow).magnitude()
    return (errors * weights).mean()
  }
}
