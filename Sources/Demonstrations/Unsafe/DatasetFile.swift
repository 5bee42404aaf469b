import CHDF5
import Files
import Foundation

/// The HDF5 file of a dataset, by way of CHDF5, which reads it in a process of its own.
final class DatasetFile: Sendable {
  /// The name of a group of the root, before its number.
  private static let prefix = "episode_"

  /// The mode in which a file is opened.
  enum Mode { case creating, adding, reading }

  let url: URL
  private nonisolated(unsafe) let pointer: OpaquePointer

  /// Opens a file.
  ///
  /// - Throws: If it is damaged, if another program writes it, or if the system refuses.
  init(_ url: URL, _ mode: Mode) throws(DatasetError) {
    self.url = url
    var error = CH5Error()
    let path = url.path.pathBytes.map { CChar(bitPattern: $0) } + [0]
    let pointer =
      switch mode {
      case .creating: ch5_create(path, &error)
      case .adding: ch5_open_for_adding(path, Self.prefix, &error)
      case .reading: ch5_open_for_reading(path, Self.prefix, &error)
      }
    guard let pointer else { throw DatasetError(error, url, isWriting: mode != .reading) }
    self.pointer = pointer
  }

  deinit {
    // What was not committed is to be lost.
    var error = CH5Error()
    ch5_close(pointer, &error)
  }

  /// The size of the file in bytes.
  var byteCount: Int { Int(ch5_byte_count(pointer)) }

  /// Counts the episodes.
  ///
  /// - Throws: If one of them is missing.
  func episodeCount() throws(DatasetError) -> Int {
    var (count, error) = (Int64(0), CH5Error())
    guard ch5_count_groups(pointer, Self.prefix, &count, &error) else {
      throw DatasetError(error, url, isWriting: false)
    }
    return Int(count)
  }

  /// Lets commits wait until the disk has everything.
  func synchronizesCommits() { ch5_set_synchronizes(pointer, true) }

  /// For tests: ends all changes of the disk after some, as if the process were killed, or with an error.
  func stop(afterChanges count: Int, number: Int32 = 0) { ch5_stop_after(pointer, Int64(count), number) }

  /// For tests: the number of changes of the disk so far.
  var changeCount: Int { Int(ch5_change_count(pointer)) }

  /// Adds an episode.
  func addEpisode(
    _ index: Int, attributes: [DatasetAttribute], arrays: [DatasetArray]
  ) throws(DatasetError) {
    var error = CH5Error()
    let isDone = withCForm(of: attributes) { attributes in
      withCForm(of: arrays[...]) { arrays in
        ch5_add_group(
          pointer, "\(Self.prefix)\(index)", attributes, Int32(attributes.count), arrays, Int32(arrays.count),
          &error)
      }
    }
    guard isDone else { throw DatasetError(error, url, isWriting: true) }
  }

  /// Makes the additions part of the file.
  func commit() throws(DatasetError) {
    var error = CH5Error()
    guard ch5_commit(pointer, &error) else { throw DatasetError(error, url, isWriting: true) }
  }

  /// Opens an episode of a file that was opened for reading.
  func episode(_ index: Int) throws(DatasetError) -> EpisodeGroup {
    var error = CH5Error()
    guard ch5_check_group(pointer, Int64(index), &error) else {
      throw DatasetError(error, url, isWriting: false, of: "episode \(index) cannot be opened")
    }
    return EpisodeGroup(pointer, of: self, index)
  }

  /// Reads a text that stands beside all episodes; `nil` if there is none of the name.
  func text(_ name: String) throws(DatasetError) -> String? {
    var (count, error) = (Int64(0), CH5Error())
    var isDone = true
    // As long as any description of spaces may be.
    let capacity = 1 << 24
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, initialized in
      isDone = buffer.withMemoryRebound(to: CChar.self) {
        ch5_read_text(pointer, Int64(CH5_ROOT), name, $0.baseAddress, Int64(capacity), &count, &error)
      }
      initialized = max(Int(count), 0)
    }
    guard isDone else { throw DatasetError(error, url, isWriting: false, of: "its \(name) cannot be read") }
    return count < 0 ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// Reads a number that stands beside all episodes; `nil` if there is none of the name.
  func wholeNumber(_ name: String) throws(DatasetError) -> Int? {
    var (value, isThere, error) = (Int64(0), false, CH5Error())
    guard ch5_read_attribute(pointer, Int64(CH5_ROOT), name, CH5ScalarInt64, &value, &isThere, &error) else {
      throw DatasetError(error, url, isWriting: false, of: "its \(name) cannot be read")
    }
    return isThere ? Int(value) : nil
  }
}

/// An episode of a file, open for reading.
struct EpisodeGroup: ~Copyable {
  private let pointer: OpaquePointer
  private let file: DatasetFile
  private let index: Int

  fileprivate init(_ pointer: OpaquePointer, of file: DatasetFile, _ index: Int) {
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

  /// Reads a whole array, converted to a type.
  func array<Scalar: DatasetScalar>(
    _ path: String, count: Int, as: Scalar.Type = Scalar.self, within allowance: inout UnfoldingAllowance
  ) throws(DatasetError) -> [Scalar] {
    try allow(count, MemoryLayout<Scalar>.stride, path, &allowance)
    var error = CH5Error()
    var isDone = true
    let values = [Scalar](unsafeUninitializedCapacity: count) { buffer, initialized in
      isDone = ch5_read_array(pointer, number, path, Scalar.cScalar, buffer.baseAddress, Int64(count), &error)
      initialized = isDone ? count : 0
    }
    guard isDone else { throw failure(path, error) }
    return values
  }

  /// Reads an array of rows of bytes, which may be of different lengths.
  func rows(
    _ path: String, _ description: Description, within allowance: inout UnfoldingAllowance
  ) throws(DatasetError) -> [[UInt8]] {
    let count = description.extents[0]
    guard description.kind == CH5KindRows else {
      let width = description.extents[1]
      guard let size = Untrusted.product([count, width]) else { throw tooMuch(path) }
      let bytes: [UInt8] = try array(path, count: size, within: &allowance)
      return (0..<count).map { Array(bytes[$0 * width..<($0 + 1) * width]) }
    }
    // Where a row is takes 16 bytes of the file.
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

  /// Reads a number; `nil` if there is none of the name.
  func wholeNumber(_ name: String) throws(DatasetError) -> UInt64? {
    var (value, isThere, error) = (UInt64(0), false, CH5Error())
    guard ch5_read_attribute(pointer, number, name, CH5ScalarUInt64, &value, &isThere, &error) else {
      throw failure(name, error)
    }
    return isThere ? value : nil
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

/// A number that is stored as it is in memory.
protocol DatasetScalar: BitwiseCopyable {
  static var cScalar: CH5Scalar { get }
}

extension Float: DatasetScalar { static var cScalar: CH5Scalar { CH5ScalarFloat32 } }
extension Double: DatasetScalar { static var cScalar: CH5Scalar { CH5ScalarFloat64 } }
extension Int: DatasetScalar { static var cScalar: CH5Scalar { CH5ScalarInt64 } }
extension UInt8: DatasetScalar { static var cScalar: CH5Scalar { CH5ScalarUInt8 } }

/// A number to be stored beside an episode's arrays.
struct DatasetAttribute {
  enum Value { case whole(UInt64), real(Double) }

  let name: String
  let value: Value
}

/// An array to be stored.
struct DatasetArray {
  let path: String
  /// The shape, rows first.
  let extents: [Int]
  fileprivate let scalar: CH5Scalar
  fileprivate let withBytes: ((UnsafeRawPointer?) -> Bool) -> Bool

  init<Scalar: DatasetScalar>(_ path: String, extents: [Int], _ values: [Scalar]) {
    self.init(path, extents, Scalar.cScalar, values)
  }

  init(_ path: String, flags: [Bool]) {
    self.init(path, [flags.count], CH5ScalarBool, flags)
  }

  private init<Scalar: BitwiseCopyable>(
    _ path: String, _ extents: [Int], _ scalar: CH5Scalar, _ values: [Scalar]
  ) {
    precondition(
      extents.count <= Int(CH5_MOST_AXES) && extents.reduce(1, *) == values.count,
      "\(values.count) numbers have not the shape \(extents)")
    self.path = path
    self.extents = extents
    self.scalar = scalar
    withBytes = { body in values.withUnsafeBytes { body($0.baseAddress) } }
  }
}

/// Hands arrays over in C's form, one held in place after the other.
private func withCForm(
  of arrays: ArraySlice<DatasetArray>, _ done: [CH5Array] = [], _ body: ([CH5Array]) -> Bool
) -> Bool {
  guard let array = arrays.first else { return body(done) }
  return array.path.withCString { path in
    array.withBytes { bytes in
      var form = CH5Array()
      form.path = path
      form.scalar = array.scalar
      form.axisCount = Int32(array.extents.count)
      withUnsafeMutableBytes(of: &form.extents) { extents in
        for (axis, extent) in array.extents.enumerated() {
          extents.storeBytes(of: Int64(extent), toByteOffset: axis * 8, as: Int64.self)
        }
      }
      form.bytes = bytes
      return withCForm(of: arrays.dropFirst(), done + [form], body)
    }
  }
}

private func withCForm(of attributes: [DatasetAttribute], _ body: ([CH5Attribute]) -> Bool) -> Bool {
  func extended(_ rest: ArraySlice<DatasetAttribute>, _ done: [CH5Attribute]) -> Bool {
    guard let attribute = rest.first else { return body(done) }
    return attribute.name.withCString { name in
      var form = CH5Attribute()
      form.name = name
      switch attribute.value {
      case .whole(let number):
        form.scalar = number > UInt64(Int64.max) ? CH5ScalarUInt64 : CH5ScalarInt64
        form.whole = number
      case .real(let number):
        form.scalar = CH5ScalarFloat64
        form.real = number
      }
      return extended(rest.dropFirst(), done + [form])
    }
  }
  return extended(attributes[...], [])
}

extension CH5Error {
  /// The message, without a dot at its end.
  fileprivate var sentence: String {
    withUnsafeBytes(of: message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}

extension DatasetError {
  /// Makes the error that CHDF5 reports of a file, or of a part of it.
  fileprivate init(_ error: CH5Error, _ url: URL, isWriting: Bool, of part: String? = nil) {
    let reason = error.code == CH5CodeLibrary && part == nil ? "HDF5 says '\(error.sentence)'" : error.sentence
    let sentence = part.map { "\($0) (\(reason))" } ?? reason
    switch error.code {
    case CH5CodeBusy:
      self.init("\(url.relativePath) is being written by another program; wait until it is done.")
    case CH5CodeSystem: self = isWriting ? .notWritten(url, sentence) : .notRead(url, sentence)
    case CH5CodeDamaged: self = .damaged(url, sentence)
    case CH5CodeRefused: self.init("\(url.relativePath) cannot be used: \(sentence).")
    default: self = isWriting ? .notWritten(url, sentence) : .damaged(url, sentence)
    }
  }
}

/// The CRC-32 of the bytes of numbers, as zlib and Python's `zlib.crc32` compute it.
package func checksum<Scalar: BitwiseCopyable>(_ numbers: [Scalar]) -> UInt32 {
  numbers.withUnsafeBytes { ch5_checksum(0, $0.baseAddress, $0.count) }
}
