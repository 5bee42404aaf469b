import CHDF5
import Files
import Simulation

/// An episode of a file, open for reading.
struct EpisodeGroup: ~Copyable {
  private let pointer: OpaquePointer
  private let file: DatasetFile
  private let index: Int

  init(_ pointer: OpaquePointer, of file: DatasetFile, _ index: Int) {
    self.pointer = pointer
    self.file = file
    self.index = index
  }

  private var number: Int64 { Int64(index) }

  /// The kind of an array's numbers as they are stored, and its shape.
  struct Description {
    let kind: CH5Kind
    let byteCount: Int
    let isSigned: Bool
    /// The shape, rows first.
    let extents: [Int]
  }

  /// Returns the description of the array under a path.
  func description(of path: String) throws(DatasetError) -> Description {
    var (description, error) = (CH5Description(), CH5Error())
    guard ch5_describe(pointer, number, path, &description, &error) else { throw failure(path, error) }
    let extents = withUnsafeBytes(of: description.extents) { Array($0.bindMemory(to: Int64.self)).map { Int($0) } }
    return Description(
      kind: description.kind, byteCount: Int(description.byteCount), isSigned: description.isSigned,
      extents: Array(extents.prefix(Int(description.axisCount))))
  }

  /// Reads a whole array as rows of one field, converted to its kind.
  ///
  /// - Precondition: The kind is one that is stored.
  func rows(
    _ path: String, of layout: RowLayout, count: Int, within allowance: inout UnfoldingAllowance
  ) throws(DatasetError) -> RowBuffer {
    guard let scalar = layout.kind?.cScalar else { preconditionFailure("\(layout) cannot be read") }
    guard let numbers = Untrusted.product([count, layout.scalarCount]) else { throw tooMuch(path) }
    try allow(numbers, layout.fields[0].kind.size, path, &allowance)
    var rows = RowBuffer(layout, count: count)
    var error = CH5Error()
    var bytes = rows.mutableBytes
    let isDone = bytes.withUnsafeMutableBytes {
      ch5_read_array(pointer, number, path, scalar, $0.baseAddress, Int64(numbers), &error)
    }
    guard isDone else { throw failure(path, error) }
    rows.makeFlagsValid()
    return rows
  }

  /// Reads a whole array of single numbers, converted to a type.
  func numbers<Number: RowScalar>(
    _ path: String, count: Int, within allowance: inout UnfoldingAllowance
  ) throws(DatasetError) -> [Number] {
    try rows(path, of: RowLayout(Number.kind, shape: []), count: count, within: &allowance).array()
  }

  /// Reads an array of rows of bytes, which may be of different lengths.
  func rows(
    _ path: String, _ description: Description, within allowance: inout UnfoldingAllowance
  ) throws(DatasetError) -> [[UInt8]] {
    let count = description.extents[0]
    guard description.kind == CH5KindRows else {
      let width = description.extents[1]
      guard let size = Untrusted.product([count, width]) else { throw tooMuch(path) }
      let bytes: [UInt8] = try numbers(path, count: size, within: &allowance)
      return (0..<count).map { Array(bytes[$0 * width..<($0 + 1) * width]) }
    }
    // The address of a row takes 16 bytes of the file.
    guard count <= file.byteCount / 16 else {
      throw damage(path, "\(count) rows cannot be in a file of \(file.byteCount) bytes")
    }
    var places = [CH5Row](repeating: CH5Row(), count: count)
    var error = CH5Error()
    guard ch5_find_rows(pointer, number, path, &places, Int64(count), &error) else { throw failure(path, error) }
    var rows: [[UInt8]] = []
    for place in places { rows.append(try row(path, place, &allowance)) }
    return rows
  }

  private func row(
    _ path: String, _ place: CH5Row, _ allowance: inout UnfoldingAllowance
  ) throws(DatasetError) -> [UInt8] {
    guard let count = Untrusted.product([Int(place.count)], atMost: file.byteCount) else { throw tooMuch(path) }
    try allow(count, 1, path, &allowance)
    var (isDone, error) = (true, CH5Error())
    let row = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      isDone = count == 0 || ch5_read_row(pointer, place, buffer.baseAddress, &error)
      initialized = isDone ? buffer.count : 0
    }
    guard isDone else { throw failure(path, error) }
    return row
  }

  /// Takes the bytes of some numbers from the allowance.
  func allow(
    _ count: Int, _ size: Int, _ path: String, _ allowance: inout UnfoldingAllowance
  ) throws(DatasetError) {
    guard let byteCount = Untrusted.product([count, size]), allowance.take(byteCount) else { throw tooMuch(path) }
  }

  private func tooMuch(_ path: String) -> DatasetError {
    DatasetError(
      "\(file.url.relativePath) cannot be used: its \(file.byteCount) bytes unfold to more than "
        + "\(UnfoldingAllowance(for: file).byteCount), with the \(path) of episode \(index); such data is not worth the "
        + "memory that it takes.")
  }

  /// Reads a whole number; `nil` if there is none of the name.
  func wholeNumber(_ name: String) throws(DatasetError) -> UInt64? {
    var value = UInt64(0)
    return try reads(name, CH5ScalarUInt64, &value) ? value : nil
  }

  /// Reads a number; `nil` if there is none of the name.
  func realNumber(_ name: String) throws(DatasetError) -> Double? {
    var value = 0.0
    return try reads(name, CH5ScalarFloat64, &value) ? value : nil
  }

  /// Reads a number of eight bytes; returns false if there is none of the name.
  private func reads<Value: BitwiseCopyable>(
    _ name: String, _ scalar: CH5Scalar, _ value: inout Value
  ) throws(DatasetError) -> Bool {
    var (isThere, error) = (false, CH5Error())
    guard ch5_read_attribute(pointer, number, name, scalar, &value, &isThere, &error) else {
      throw failure(name, error)
    }
    return isThere
  }

  /// Returns the error of a damaged part of the episode.
  func damage(_ path: String, _ reason: String) -> DatasetError {
    .damaged(file.url, "the \(path) of episode \(index) cannot be read (\(reason))")
  }

  private func failure(_ path: String, _ error: CH5Error) -> DatasetError {
    DatasetError(error, file.url, isWriting: false, of: "the \(path) of episode \(index) cannot be read")
  }
}

/// The number of bytes that may be read of a file at a time: a small one can be packed so that it unfolds to any size.
struct UnfoldingAllowance {
  private(set) var byteCount: Int

  /// Allows a few hundred times the size of the file, which equal numbers unfold to, and some bytes in any case.
  init(for file: DatasetFile) {
    let (product, isTooLarge) = file.byteCount.multipliedReportingOverflow(by: 200)
    byteCount = isTooLarge ? .max : max(product, 1 << 28)
  }

  /// Takes some bytes, and returns true, if so many are left.
  mutating func take(_ count: Int) -> Bool {
    guard count <= byteCount else { return false }
    byteCount -= count
    return true
  }
}
