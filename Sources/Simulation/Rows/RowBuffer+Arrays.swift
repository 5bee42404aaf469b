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

  /// Returns the numbers of one row, of all fields, each in its own type.
  ///
  /// - Precondition: The fields have numbers that spaces use, and there is such a row.
  public func scalars(ofRow row: Int) -> [any SpaceScalar] {
    func scalars<Number: SpaceScalar>(_ index: Int, _: Number.Type) -> [any SpaceScalar] {
      let numbers = field(index, as: Number.self)[row]
      return numbers.indices.map { numbers[$0] }
    }
    return layout.fields.indices.flatMap { scalars($0, spaceScalar(ofField: $0)) }
  }

  /// Returns the numbers of one row, of all fields, as doubles.
  ///
  /// - Precondition: The fields have numbers that spaces use, and there is such a row.
  public func doubles(ofRow row: Int) -> [Double] { scalars(ofRow: row).map(\.doubleValue) }

  /// Copies doubles over the numbers of one row, of all fields, each as ``SpaceScalar/init(clamping:)`` makes it a number of the field.
  ///
  /// - Precondition: The fields have numbers that spaces use, and as many; and there is such a row.
  public mutating func replaceNumbers(ofRow row: Int, withDoubles doubles: [Double]) {
    precondition(doubles.count == rowSize, "\(doubles.count) numbers do not fill a row of \(layout)")
    var rest = doubles[...]
    func replace<Number: SpaceScalar>(_ index: Int, _: Number.Type) {
      var numbers = mutableField(index, ofRow: row, as: Number.self)
      for place in numbers.indices { numbers[place] = Number(clamping: rest.removeFirst()) }
    }
    for index in layout.fields.indices { replace(index, spaceScalar(ofField: index)) }
  }

  private func spaceScalar(ofField index: Int) -> any SpaceScalar.Type {
    guard let type = layout.fields[index].kind.spaceScalar else {
      preconditionFailure("rows of \(layout) hold what is no number of a space")
    }
    return type
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
