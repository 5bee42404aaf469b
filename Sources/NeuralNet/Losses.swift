/// The losses that training minimizes, each one number: the mean over all numbers or rows.
///
/// Predictions and targets must have the same shape; broadcasting one of them would compare each with all, the error that
/// is hardest to see. Gradients flow into both, so targets that were computed from the same weights are to be detached.
public enum Loss {
  /// The mean squared error.
  ///
  /// - Parameters:
  ///   - prediction: The network's predictions.
  ///   - target: The targets, of the same shape.
  ///   - weights: The factor of each squared error before the mean over all is taken, if any.
  public static func meanSquaredError(_ prediction: Tensor, _ target: Tensor, weights: Tensor? = nil) -> Tensor {
    mean(of: difference(prediction, target).squared(), weights)
  }

  /// Huber's loss (1964): half the square of the difference up to `delta`, and a straight line beyond.
  ///
  /// As `torch.nn.HuberLoss`; at `delta` 1 also as `torch.nn.SmoothL1Loss`.
  ///
  /// - Parameters:
  ///   - prediction: The network's predictions.
  ///   - target: The targets, of the same shape.
  ///   - delta: The size of a difference at which the line begins.
  ///   - weights: The factor of each error before the mean over all is taken, if any, such as the importance weights of
  ///     prioritized replay.
  public static func huber(
    _ prediction: Tensor, _ target: Tensor, delta: Float = 1, weights: Tensor? = nil
  ) -> Tensor {
    mean(of: huberErrors(prediction, target, delta: delta), weights)
  }

  /// Huber's loss of each difference.
  public static func huberErrors(_ prediction: Tensor, _ target: Tensor, delta: Float = 1) -> Tensor {
    let difference = difference(prediction, target)
    let limited = difference.clamped(to: -delta...delta)
    // c (d − c/2) is d²/2 where c = d, and δ |d| − δ²/2 where c = ±δ.
    return limited * (difference - limited * 0.5)
  }

  /// The cross-entropy of the right classes, their mean negative log-likelihood: `torch.nn.CrossEntropyLoss`.
  ///
  /// - Parameters:
  ///   - logits: One row of unnormalized logarithms of probabilities for each decision, in the last dimension.
  ///   - classes: The right class of each row: whole numbers, stored as floats.
  public static func crossEntropy(_ logits: Tensor, classes: Tensor) -> Tensor {
    -logits.logSoftmax().picking(classes).mean()
  }

  /// The mean cross-entropy of the predictions relative to target distributions: `torch.nn.CrossEntropyLoss` of
  /// probabilities.
  ///
  /// - Parameters:
  ///   - logits: One row of unnormalized logarithms of probabilities for each decision, in the last dimension.
  ///   - probabilities: The distributions, of the same shape; each row adds up to 1.
  public static func crossEntropy(_ logits: Tensor, probabilities: Tensor) -> Tensor {
    requireEqualShapes(logits, probabilities)
    return -(logits.logSoftmax() * probabilities).sum(along: [-1]).mean()
  }

  /// The mean binary cross-entropy: `torch.nn.BCEWithLogitsLoss`.
  ///
  /// - Parameters:
  ///   - logits: log (p / (1 − p)) of the probability p of yes.
  ///   - target: 1 for yes, 0 for no, or a probability; of the same shape.
  public static func binaryCrossEntropy(_ logits: Tensor, _ target: Tensor) -> Tensor {
    requireEqualShapes(logits, target)
    // −t log σ(x) − (1 − t) log (1 − σ(x)), without a logarithm of what may be rounded to zero.
    return (logits.softplus() - logits * target).mean()
  }

  /// The mean negative log-likelihood of numbers under normal distributions, without the constant: as
  /// `torch.nn.GaussianNLLLoss`.
  ///
  /// - Parameters:
  ///   - mean: The distributions' means.
  ///   - variance: Their variances, positive.
  ///   - target: The numbers; all three have the same shape.
  public static func gaussianNegativeLogLikelihood(mean: Tensor, variance: Tensor, _ target: Tensor) -> Tensor {
    requireEqualShapes(variance, target)
    return (variance.logarithm() + difference(mean, target).squared() / variance).mean() * 0.5
  }

  private static func difference(_ prediction: Tensor, _ target: Tensor) -> Tensor {
    requireEqualShapes(prediction, target)
    return prediction - target
  }

  private static func mean(of errors: Tensor, _ weights: Tensor?) -> Tensor {
    guard let weights else { return errors.mean() }
    precondition(
      weights.shape == errors.shape, "weights of the shape \(weights.shape) do not fit errors of \(errors.shape)")
    return (errors * weights).mean()
  }

  private static func requireEqualShapes(_ prediction: Tensor, _ target: Tensor) {
    precondition(
      prediction.shape == target.shape,
      "predictions of the shape \(prediction.shape) cannot be compared with targets of \(target.shape)")
  }
}
