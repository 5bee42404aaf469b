/// What training makes small: each loss is the mean over all numbers, unless it says otherwise.
public enum Loss {
  /// The mean squared difference.
  public static func meanSquaredError(_ prediction: Tensor, _ target: Tensor) -> Tensor {
    (prediction - target).squared().mean()
  }

  /// Huber's loss (1964): half the square of the difference up to `delta`, and a straight line beyond.
  public static func huber(_ prediction: Tensor, _ target: Tensor, delta: Float = 1) -> Tensor {
    huberErrors(prediction, target, delta: delta).mean()
  }

  /// Huber's loss of each difference.
  public static func huberErrors(_ prediction: Tensor, _ target: Tensor, delta: Float = 1) -> Tensor {
    let difference = prediction - target
    let limited = difference.clamped(to: -delta...delta)
    // c (d − c/2) is d²/2 where c = d, and δ |d| − δ²/2 where c = ±δ.
    return limited * (difference - limited * 0.5)
  }
}
