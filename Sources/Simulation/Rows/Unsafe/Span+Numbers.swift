extension Span where Element: RowScalar {
  /// The same memory seen as numbers of another type.
  ///
  /// - Precondition: It consists of such numbers, and begins where one may.
  @inlinable
  @_lifetime(copy self)
  func numbers<Number: RowScalar>(as type: Number.Type) -> Span<Number> {
    let size = MemoryLayout<Number>.stride
    let start = withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress) }
    precondition(
      UInt(bitPattern: start) % UInt(size) == 0 && count * MemoryLayout<Element>.stride % size == 0,
      "\(count) numbers of \(Element.kind) cannot be seen as \(Number.kind)")
    guard let start else { return _overrideLifetime(Span<Number>(), copying: self) }
    let numbers = Span<Number>(
      _unsafeStart: start.assumingMemoryBound(to: Number.self), count: count * MemoryLayout<Element>.stride / size)
    return _overrideLifetime(numbers, copying: self)
  }
}

extension MutableSpan where Element: RowScalar {
  /// The same memory seen as numbers of another type, to be changed.
  ///
  /// - Precondition: It consists of such numbers, and begins where one may.
  @inlinable
  @_lifetime(&self)
  mutating func mutableNumbers<Number: RowScalar>(as type: Number.Type) -> MutableSpan<Number> {
    let size = MemoryLayout<Number>.stride
    let start = withUnsafeMutableBufferPointer { UnsafeMutableRawPointer($0.baseAddress) }
    precondition(
      UInt(bitPattern: start) % UInt(size) == 0 && count * MemoryLayout<Element>.stride % size == 0,
      "\(count) numbers of \(Element.kind) cannot be seen as \(Number.kind)")
    guard let start else { return _overrideLifetime(MutableSpan<Number>(), mutating: &self) }
    let numbers = MutableSpan<Number>(
      _unsafeStart: start.assumingMemoryBound(to: Number.self), count: count * MemoryLayout<Element>.stride / size)
    return _overrideLifetime(numbers, mutating: &self)
  }
}
