/// One number per row, of a type that is known: rewards, statuses, flags.
///
/// A value that owns its memory or borrows it, as a ``RowBuffer`` does.
public struct Column<Element: BitwiseCopyable & Sendable>: Sendable {
  /// The number of rows.
  public let count: Int
  @usableFromInline var memory: RowMemory

  /// Makes a column of one value.
  ///
  /// - Precondition: `count` is not negative.
  public init(repeating element: Element, count: Int) {
    precondition(count >= 0, "there cannot be \(count) rows")
    self.count = count
    memory = RowMemory(byteCount: count * MemoryLayout<Element>.stride)
    memory.start.initializeMemory(as: Element.self, repeating: element, count: count)
  }

  /// Uses memory in place; see ``RowBuffer/init(unsafeBorrowing:_:count:from:)``.
  public init(unsafeBorrowing start: UnsafeMutablePointer<Element>, count: Int, from lender: AnyObject? = nil) {
    self.count = count
    memory = RowMemory(
      borrowing: UnsafeMutableRawPointer(start), byteCount: count * MemoryLayout<Element>.stride, from: lender)
  }

  /// The numbers.
  @inlinable public var span: Span<Element> {
    @_lifetime(borrow self) get {
      let start = UnsafePointer(memory.start.assumingMemoryBound(to: Element.self))
      return _overrideLifetime(Span(_unsafeStart: start, count: count), borrowing: self)
    }
  }

  /// The numbers, to be changed.
  @inlinable public var mutableSpan: MutableSpan<Element> {
    @_lifetime(&self) mutating get {
      let start = mutableStart()
      return _overrideLifetime(MutableSpan(_unsafeStart: start, count: count), mutating: &self)
    }
  }

  /// The number of one row.
  @inlinable public subscript(row: Int) -> Element {
    get {
      precondition(row >= 0 && row < count, "there is no row \(row) among \(count)")
      return memory.start.assumingMemoryBound(to: Element.self)[row]
    }
    set {
      precondition(row >= 0 && row < count, "there is no row \(row) among \(count)")
      mutableStart()[row] = newValue
    }
  }

  /// The indices of the rows.
  @inlinable public var indices: Range<Int> { 0..<count }

  @inlinable
  mutating func mutableStart() -> UnsafeMutablePointer<Element> {
    if !isKnownUniquelyReferenced(&memory) { memory = memory.copyToChange(keeping: memory.byteCount) }
    return memory.start.assumingMemoryBound(to: Element.self)
  }
}

extension Column: Equatable where Element: Equatable {
  /// Returns true if all numbers are equal.
  public static func == (left: Column, right: Column) -> Bool {
    left.count == right.count && left.indices.allSatisfy { left[$0] == right[$0] }
  }
}

extension Column: ExpressibleByArrayLiteral {
  /// A column of the elements of an array.
  public init(_ elements: [Element]) {
    count = elements.count
    memory = RowMemory(byteCount: count * MemoryLayout<Element>.stride)
    let start = memory.start.assumingMemoryBound(to: Element.self)
    for row in elements.indices { (start + row).initialize(to: elements[row]) }
  }

  /// A column of some elements.
  public init(arrayLiteral elements: Element...) { self.init(elements) }

  /// A copy of the numbers.
  public var array: [Element] { indices.map { self[$0] } }
}
