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
  /// - Returns: `nil` if other kinds differ, or counts.
  public func converted(to target: RowLayout) -> RowBuffer? {
    let pairs = zip(layout.fields, target.fields)
    guard layout.fields.count == target.fields.count, pairs.allSatisfy({ $0.count == $1.count }) else { return nil }
    if layout == target { return self }
    if pairs.allSatisfy({ $0.kind == $1.kind }) { return relabeled(as: target) }
    guard layout.fields.count == 1 else { return nil }
    var rows = RowBuffer(target, count: count)
    switch (layout.kind, target.kind) {
    case (.float32, .float64):
      let numbers = self.numbers(as: Float.self)
      var copies = rows.mutableNumbers(as: Double.self)
      for index in numbers.indices { copies[index] = Double(numbers[index]) }
    case (.float64, .float32):
      let numbers = self.numbers(as: Double.self)
      var copies = rows.mutableNumbers(as: Float.self)
      for index in numbers.indices { copies[index] = Float(numbers[index]) }
    default: return nil
    }
    return rows
  }

  private func relabeled(as layout: RowLayout) -> RowBuffer { RowBuffer(layout, count: count, in: memory) }
}
