extension RowBuffer {
  /// Uses memory in place, such as a NumPy array's: a number that is written here is written there.
  ///
  /// Unsafe: the address must be a multiple of 8 and have room for `count` rows for as long as `lender` lives. The buffer
  /// may be copied to be read, but stops the program when it is changed while there is a copy.
  public init(
    unsafeBorrowing start: UnsafeMutableRawPointer, _ layout: RowLayout, count: Int, from lender: AnyObject? = nil
  ) {
    precondition(UInt(bitPattern: start) % 8 == 0, "the memory of rows must begin at a multiple of 8")
    self.init(
      layout, count: count, in: RowMemory(borrowing: start, byteCount: count * layout.stride, from: lender))
  }

  /// Returns the numbers of all rows, one row after the other.
  ///
  /// - Precondition: The rows have one field, of the type's kind, or several, and are seen as bytes.
  @inlinable
  @_lifetime(borrow self)
  public func numbers<Number: RowScalar>(as type: Number.Type = Number.self) -> Span<Number> {
    require(type)
    let start = UnsafePointer(memory.start.assumingMemoryBound(to: Number.self))
    let numbers = Span(_unsafeStart: start, count: count * (stride / MemoryLayout<Number>.stride))
    return _overrideLifetime(numbers, borrowing: self)
  }

  /// Returns the numbers of all rows, to be changed.
  ///
  /// - Precondition: The rows have one field, of the type's kind, or several, and are seen as bytes.
  @inlinable
  @_lifetime(&self)
  public mutating func mutableNumbers<Number: RowScalar>(as type: Number.Type = Number.self) -> MutableSpan<Number>
  {
    require(type)
    let start = mutableStart().assumingMemoryBound(to: Number.self)
    let numbers = MutableSpan(_unsafeStart: start, count: count * (stride / MemoryLayout<Number>.stride))
    return _overrideLifetime(numbers, mutating: &self)
  }

  /// Returns the numbers of one row.
  ///
  /// - Precondition: The rows have one field, of the type's kind, or several, and are seen as bytes; and there is such a row.
  @inlinable
  @_lifetime(borrow self)
  public func row<Number: RowScalar>(_ row: Int, as type: Number.Type = Number.self) -> Span<Number> {
    require(type)
    require(row)
    let start = UnsafePointer((memory.start + row * stride).assumingMemoryBound(to: Number.self))
    return _overrideLifetime(
      Span(_unsafeStart: start, count: stride / MemoryLayout<Number>.stride), borrowing: self)
  }

  /// Returns the numbers of one row, to be changed.
  ///
  /// - Precondition: The rows have one field, of the type's kind, or several, and are seen as bytes; and there is such a row.
  @inlinable
  @_lifetime(&self)
  public mutating func mutableRow<Number: RowScalar>(
    _ row: Int, as type: Number.Type = Number.self
  ) -> MutableSpan<Number> {
    require(type)
    require(row)
    let start = (mutableStart() + row * stride).assumingMemoryBound(to: Number.self)
    return _overrideLifetime(
      MutableSpan(_unsafeStart: start, count: stride / MemoryLayout<Number>.stride), mutating: &self)
  }

  /// Returns one field of every row; `rows.field(0, as: Float.self)[row]` is a span of its numbers.
  ///
  /// - Precondition: The field's numbers are of the type's kind.
  @inlinable
  @_lifetime(borrow self)
  public func field<Number: RowScalar>(_ index: Int, as type: Number.Type = Number.self) -> RowField<Number> {
    let field = layout.fields[index]
    precondition(
      field.kind == Number.kind, "the field '\(field.name)' of \(layout) cannot be read as \(Number.kind)")
    let numbers = RowField<Number>(
      start: UnsafeRawPointer(memory.start) + field.offset, stride: stride, rowCount: count, count: field.count)
    return _overrideLifetime(numbers, borrowing: self)
  }

  /// Returns one field of one row, to be changed.
  ///
  /// - Precondition: The field's numbers are of the type's kind, and there is such a row.
  @inlinable
  @_lifetime(&self)
  public mutating func mutableField<Number: RowScalar>(
    _ index: Int, ofRow row: Int, as type: Number.Type = Number.self
  ) -> MutableSpan<Number> {
    let field = layout.fields[index]
    precondition(
      field.kind == Number.kind, "the field '\(field.name)' of \(layout) cannot be read as \(Number.kind)")
    require(row)
    let start = (mutableStart() + row * stride + field.offset).assumingMemoryBound(to: Number.self)
    return _overrideLifetime(MutableSpan(_unsafeStart: start, count: field.count), mutating: &self)
  }

  /// Returns the bytes of one row, whatever its fields are.
  ///
  /// - Precondition: There is such a row.
  @inlinable
  @_lifetime(borrow self)
  public func rowBytes(_ row: Int) -> Span<UInt8> {
    require(row)
    let start = UnsafePointer((memory.start + row * stride).assumingMemoryBound(to: UInt8.self))
    return _overrideLifetime(Span(_unsafeStart: start, count: stride), borrowing: self)
  }

  /// Returns the bytes of one row, to be changed.
  ///
  /// - Precondition: There is such a row.
  @inlinable
  @_lifetime(&self)
  public mutating func mutableRowBytes(_ row: Int) -> MutableSpan<UInt8> {
    require(row)
    let start = (mutableStart() + row * stride).assumingMemoryBound(to: UInt8.self)
    return _overrideLifetime(MutableSpan(_unsafeStart: start, count: stride), mutating: &self)
  }

  /// The bytes of all rows, for files and messages.
  @inlinable public var bytes: RawSpan {
    @_lifetime(borrow self) get {
      _overrideLifetime(
        RawSpan(_unsafeStart: UnsafeRawPointer(memory.start), byteCount: count * stride), borrowing: self)
    }
  }

  /// The bytes of all rows, to be changed.
  @inlinable public var mutableBytes: MutableRawSpan {
    @_lifetime(&self) mutating get {
      let start = mutableStart()
      return _overrideLifetime(MutableRawSpan(_unsafeStart: start, byteCount: count * stride), mutating: &self)
    }
  }

  /// Returns the address of the first row, after a copy if the memory is shared.
  @inlinable
  mutating func mutableStart() -> UnsafeMutableRawPointer {
    if !isKnownUniquelyReferenced(&memory) { memory = memory.copyToChange(keeping: count * stride) }
    return memory.start
  }
}

/// One field of every row of a buffer, which it cannot outlive.
public struct RowField<Number: RowScalar>: ~Escapable {
  private let start: UnsafeRawPointer
  private let stride: Int
  /// The number of rows.
  public let rowCount: Int
  /// The number of the field's numbers in each row.
  public let count: Int

  @usableFromInline
  @_lifetime(immortal)
  init(start: UnsafeRawPointer, stride: Int, rowCount: Int, count: Int) {
    self.start = start
    self.stride = stride
    self.rowCount = rowCount
    self.count = count
  }

  /// The numbers of one row.
  public subscript(row: Int) -> Span<Number> {
    @_lifetime(copy self) get {
      precondition(row >= 0 && row < rowCount, "there is no row \(row) among \(rowCount)")
      let first = (start + row * stride).assumingMemoryBound(to: Number.self)
      return _overrideLifetime(Span(_unsafeStart: first, count: count), copying: self)
    }
  }
}
