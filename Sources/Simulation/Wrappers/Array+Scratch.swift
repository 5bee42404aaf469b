extension Array {
  /// Moves the array out and leaves an empty one, without copying or allocating.
  ///
  /// A wrapper that lends a buffer of its own to the environment inside takes it out first: a span into a stored
  /// property would lock the whole wrapper.
  mutating func take() -> [Element] {
    var taken: [Element] = []
    swap(&taken, &self)
    return taken
  }
}

extension Array where Element: BitwiseCopyable {
  /// Copies what a span holds.
  init(copying span: Span<Element>) {
    self = span.withUnsafeBufferPointer { Array($0) }
  }
}
