extension RowBuffer {
  /// Makes rows of an array of numbers, one row after the other.
  ///
  /// - Parameters:
  ///   - numbers: The numbers.
  ///   - shape: The shape of a row; empty for one number.
  /// - Precondition: The numbers fill whole rows.
  public init<Number: RowScalar>(_ numbers: [Number], rowShape shape: [Int] = []) {
    let layout = RowLayout(Number.kind, shape: shape)
    precondition(
      numbers.count % layout.fields[0].count == 0, "\(numbers.count) numbers do not fill rows of \(layout)")
    self.init(layout, count: numbers.count / layout.fields[0].count)
    replaceNumbers(with: numbers)
  }

  /// The number of numbers in a row, of all fields.
  @inlinable public var rowSize: Int { layout.scalarCount }

  /// Returns a copy of the numbers of all rows.
  ///
  /// - Precondition: The rows have one field, of the type's kind.
  public func array<Number: RowScalar>(as type: Number.Type = Number.self) -> [Number] {
    let numbers = numbers(as: type)
    return [Number](unsafeUninitializedCapacity: numbers.count) { buffer, count in
      for index in numbers.indices { buffer.initializeElement(at: index, to: numbers[index]) }
      count = numbers.count
    }
  }

  /// Returns a copy of the numbers of one row.
  ///
  /// - Precondition: The rows have one field, of the type's kind, and there is such a row.
  public func array<Number: RowScalar>(ofRow row: Int, as type: Number.Type = Number.self) -> [Number] {
    let numbers = self.row(row, as: type)
    return [Number](unsafeUninitializedCapacity: numbers.count) { buffer, count in
      for index in numbers.indices { buffer.initializeElement(at: index, to: numbers[index]) }
      count = numbers.count
    }
  }

  /// The numbers of all rows as texts, with the fewest digits that read back to the same number.
  ///
  /// - Precondition: The rows have one field, of numbers that spaces use.
  public var texts: [String] {
    func texts<Number: SpaceScalar>(_: Number.Type) -> [String] { array(as: Number.self).map { "\($0)" } }
    guard let type = layout.kind?.spaceScalar else { preconditionFailure("rows of \(layout) have no text form") }
    return texts(type)
  }

  /// The numbers of all rows as doubles.
  ///
  /// - Precondition: The rows have one field, of numbers that spaces use.
  public var doubles: [Double] {
    func doubles<Number: SpaceScalar>(_: Number.Type) -> [Double] { array(as: Number.self).map(\.doubleValue) }
    guard let type = layout.kind?.spaceScalar else { preconditionFailure("rows of \(layout) are no numbers") }
    return doubles(type)
  }

  /// Copies doubles over the numbers of all rows, each as the nearest number of the rows' kind.
  ///
  /// - Precondition: The rows have one field, of numbers that spaces use, and as many.
  public mutating func replaceNumbers(withDoubles doubles: [Double]) {
    func replace<Number: SpaceScalar>(_: Number.Type) { replaceNumbers(with: doubles.map { Number(clamping: $0) }) }
    guard let type = layout.kind?.spaceScalar else { preconditionFailure("rows of \(layout) are no numbers") }
    replace(type)
  }

  /// Copies an array of numbers over those of all rows.
  ///
  /// - Precondition: The rows have one field, of the type's kind, and as many numbers.
  public mutating func replaceNumbers<Number: RowScalar>(with array: [Number]) {
    precondition(array.count == count * rowSize, "\(array.count) numbers do not fill \(count) rows of \(layout)")
    var numbers = mutableNumbers(as: Number.self)
    for index in array.indices { numbers[index] = array[index] }
  }

  /// The one number of a row.
  ///
  /// - Precondition: Rows consist of one number, of the type's kind.
  @inlinable public subscript<Number: RowScalar>(row: Int, as type: Number.Type = Number.self) -> Number {
    get {
      requireOneNumber()
      return numbers(as: type)[row]
    }
    set {
      requireOneNumber()
      var numbers = mutableNumbers(as: type)
      numbers[row] = newValue
    }
  }

  @inlinable
  func requireOneNumber() {
    if stride != kind.size { preconditionFailure("rows of \(layout) are not one number each") }
  }
}
