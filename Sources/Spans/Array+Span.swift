extension Array {
  /// Lends the elements to a function, and keeps them in memory until it is done.
  ///
  /// The optimizer of Swift 6.3 does not see a span as a use of the array that it comes from, and may give a temporary
  /// array's memory back before. Functions that lend the span of an array that they are given do it by this.
  @inlinable @inline(__always)
  package func withSpan<Result, Failure: Error>(
    _ body: (Span<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafeBufferPointer { (buffer) throws(Failure) in try body(Span(_unsafeElements: buffer)) }
  }
}
