extension Loss {
  /// The quantile Huber loss: Dabney and others (2018), equation 10, with a threshold of 1.
  ///
  /// Its gradients are those at the estimates, and constants: there are no second derivatives, and none at the samples.
  ///
  /// - Parameters:
  ///   - quantiles: Rows × groups × quantiles of estimates; number m of M stands for the share (2 m + 1) / 2M.
  ///   - samples: Rows × samples of what they are quantiles of.
  /// - Returns: The mean over rows, groups, quantiles and samples.
  public static func quantileHuber(_ quantiles: Tensor, _ samples: Tensor) -> Tensor {
    let errors = quantileErrors(quantiles, samples)
    let (losses, slopes) = (errors.slice(0..<1, along: 0), errors.slice(1..<2, along: 0))
    let moves = (quantiles - quantiles.detached) * slopes.reshaped(to: quantiles.shape)
    return losses.mean() + moves.mean()
  }

  /// The loss of each estimate, and its slope, meaned over the samples: two × rows × groups × quantiles.
  static func quantileErrors(_ quantiles: Tensor, _ samples: Tensor) -> Tensor {
    precondition(
      quantiles.shape.count == 3 && samples.shape.count == 2 && samples.shape[0] == quantiles.shape[0]
        && samples.count > 0,
      "samples of the shape \(samples.shape) are none of quantiles of the shape \(quantiles.shape)")
    return Tensor(.quantileErrors, [quantiles, samples], shape: Shape([2] + Array(quantiles.shape)))
  }
}
