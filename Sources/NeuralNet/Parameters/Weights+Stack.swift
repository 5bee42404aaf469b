extension Weights {
  /// The weights as often as told, one copy after the other in a new first dimension.
  ///
  /// ```swift
  /// let stacked = parameters.variables.stacked(25)  // 40 × 1 becomes 25 × 40 × 1
  /// let outputs = network(inputs, stacked)          // inputs of 25 tasks, each with weights of its own
  /// ```
  ///
  /// A layer that is called with them takes one block of inputs for each copy. Once the copies are changed, each by the
  /// gradient of its own block, they are the weights of as many networks, which are computed together. ``Linear``,
  /// ``Conv2d``, the activations, and what is made of them take stacked weights.
  public func stacked(_ count: Int) -> Weights {
    precondition(count > 0, "weights cannot be stacked \(count) times")
    return Weights(all.map { $0.broadcast(to: Shape([count] + Array($0.shape))) })
  }
}
