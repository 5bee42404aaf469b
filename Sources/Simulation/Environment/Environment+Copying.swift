/// The future of a copied environment, which follows from its random stream.
public enum CopiedFuture: Sendable {
  /// The same: by the same actions, both see the same.
  case same
  /// One of its own, drawn from a stream of that seed; the state is the same.
  case independent(seed: UInt64)
}

extension Environment {
  /// Returns a copy in the same state, with the same future or one of its own.
  ///
  /// To look ahead, step the copy: the environment itself stays where it is.
  ///
  /// ```swift
  /// var imagined = lake.copy(with: .independent(seed: 7))
  /// let outcome = imagined.step(2)
  /// ```
  ///
  /// - Precondition: For a future of its own, the environment shows its random stream.
  public func copy(with future: CopiedFuture) -> Self {
    var copy = self
    guard case .independent(let seed) = future else { return copy }
    precondition(
      stream != nil, "\(Self.self) does not show its random stream, so its copy has no future of its own")
    copy.stream = RandomGenerator(seed: seed)
    return copy
  }
}

extension Environment where Self: ~Copyable {
  /// True if it has copies with futures of their own: those who look ahead in them do not foresee what will be drawn.
  public var canBeForeseen: Bool {
    guard stream != nil, case .some = copied() else { return false }
    return true
  }
}
