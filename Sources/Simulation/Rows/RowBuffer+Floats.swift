// The one place outside of views that looks at the kinds of numbers: what networks read and write is floats.

extension RowBuffer {
  /// Writes numbers of a field as floats, some of every row.
  ///
  /// - Parameters:
  ///   - numbers: The places of the numbers in the field.
  ///   - index: The index of the field.
  ///   - rows: The rows.
  ///   - floats: Receives the numbers of a row behind each other.
  ///   - start: The place of the first row's first number there.
  ///   - distance: The distance from a row's first number to the next row's.
  /// - Precondition: There are such numbers, none of them float16, and there is room for them.
  public func writeFloats(
    _ numbers: Range<Int>, ofField index: Int, of rows: Range<Int>, into floats: inout MutableSpan<Float>,
    from start: Int = 0, every distance: Int
  ) {
    func copy<Number: RowScalar>(_ value: (Number) -> Float) {
      let field = field(index, as: Number.self)
      var first = start
      for row in rows {
        let row = field[row]
        for position in 0..<numbers.count { floats[first + position] = value(row[numbers.lowerBound + position]) }
        first += distance
      }
    }
    switch layout.fields[index].kind {
    case .float32: copy { (number: Float) in number }
    case .float64: copy { (number: Double) in Float(number) }
    case .int64: copy { (number: Int) in Float(number) }
    case .uint8: copy { (number: UInt8) in Float(number) }
    case .bool: copy { (number: Bool) in number ? 1 : 0 }
    case .int8: copy { (number: Int8) in Float(number) }
    case .uint16: copy { (number: UInt16) in Float(number) }
    case .int16: copy { (number: Int16) in Float(number) }
    case .uint32: copy { (number: UInt32) in Float(number) }
    case .int32: copy { (number: Int32) in Float(number) }
    case .uint64: copy { (number: UInt64) in Float(number) }
    case .float16: preconditionFailure("numbers of \(layout) cannot be computed with")
    }
  }

  /// Fills all rows with floats, which `number` makes for each place among all numbers.
  ///
  /// - Precondition: Rows have one field, of float32 or float64.
  @inlinable
  public mutating func fill(_ number: (Int) -> Float) {
    if kind == .float64 {
      var numbers = mutableNumbers(as: Double.self)
      for index in numbers.indices { numbers[index] = Double(number(index)) }
    } else {
      var numbers = mutableNumbers(as: Float.self)
      for index in numbers.indices { numbers[index] = number(index) }
    }
  }

  /// Returns the rows in another layout of as many fields with as many numbers, where floats may be of another precision.
  ///
  /// - Returns: `nil` if other kinds differ, or counts, or the names of several fields.
  public func converted(to target: RowLayout) -> RowBuffer? {
    if layout == target { return self }
    let pairs = Array(zip(layout.fields, target.fields))
    guard layout.fields.count == target.fields.count, pairs.count == 1 || pairs.allSatisfy({ $0.name == $1.name }),
      pairs.allSatisfy({ $0.count == $1.count && ($0.kind == $1.kind || ($0.kind.isFloat && $1.kind.isFloat)) })
    else { return nil }
    if pairs.allSatisfy({ $0.kind == $1.kind }) { return RowBuffer(target, count: count, in: memory) }
    var rows = RowBuffer(target, count: count)
    for (index, (old, new)) in pairs.enumerated() {
      if old.kind == new.kind {
        for row in 0..<count { rows.copy(old, ofRow: row, of: self, to: new) }
      } else if new.kind == .float64 {
        rows.convert(index, of: self) { (number: Float) in Double(number) }
      } else {
        rows.convert(index, of: self) { (number: Double) in Float(number) }
      }
    }
    return rows
  }

  private mutating func copy(_ old: RowLayout.Field, ofRow row: Int, of rows: RowBuffer, to new: RowLayout.Field) {
    let source = rows.rowBytes(row).extracting(old.bytes(of: 0..<old.count))
    var bytes = mutableRowBytes(row)
    for index in source.indices { bytes[new.offset + index] = source[index] }
  }

  private mutating func convert<Old: RowScalar, New: RowScalar>(
    _ field: Int, of rows: RowBuffer, _ number: (Old) -> New
  ) {
    let source = rows.field(field, as: Old.self)
    for row in 0..<count {
      let numbers = source[row]
      var copies = mutableField(field, ofRow: row, as: New.self)
      for index in numbers.indices { copies[index] = number(numbers[index]) }
    }
  }
}

extension ScalarKind {
  /// True for the precisions of floats that rows are converted between.
  fileprivate var isFloat: Bool { self == .float32 || self == .float64 }
}
