import Training

extension VariationalImitation {
  /// Exchanges the parameters, the optimizer's state, and the order of the steps; the demonstrations must be the same.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(2)
    try scope.requireSame(marks)
    try fitted.exchange(with: &scope)
    try scope.exchange("sampler", &sampler)
    try scope.exchange("score", json: &score)
  }
}
