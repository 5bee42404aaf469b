import Files
import Foundation
import Safetensors
import Simulation

extension CheckpointScope {
  /// Exchanges a part in a scope of its own.
  public mutating func exchange(_ name: String, _ part: inout some Checkpointable) throws {
    try within(name) { try part.exchange(with: &$0) }
  }

  /// Exchanges a part that there is or is not by the settings.
  public mutating func exchange<Part: Checkpointable>(_ name: String, _ part: inout Part?) throws {
    guard var some = part else { return }
    try exchange(name, &some)
    if isReading { part = some }
  }

  /// Exchanges a part that there is or is not by what has happened.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - part: The part.
  ///   - make: Makes one to be read into; it is in the part's scope, whose sizes the part may depend on.
  public mutating func exchange<Part: Checkpointable>(
    _ name: String, _ part: inout Part?, making make: (inout CheckpointScope) throws -> Part
  ) throws {
    guard isReading else { return try exchange(name, &part) }
    part = holds(name) ? try within(name, make) : nil
    try exchange(name, &part)
  }

  /// Writes the version of the part's layout; refuses to read another one.
  public mutating func version(_ current: Int) throws {
    var found = current
    // A part without a version is from before there were versions.
    if isReading, !holds(Self.versionName) { found = 1 } else { try exchange(Self.versionName, json: &found) }
    guard found == current else {
      throw CheckpointError(
        "It is laid out in version \(found), but this release goes on from version \(current). The policies beside it, "
          + "policy.safetensors and best.safetensors, can still be used; train anew, or go on with the release that wrote "
          + "it.")
    }
  }

  static var versionName: String { "layout_version" }

  /// Exchanges a count or another whole number that must be in a range.
  public mutating func exchange(
    _ name: String, count: inout Int, in range: ClosedRange<Int> = Untrusted.counts
  ) throws {
    var found = count
    try exchange(name, &found)
    guard !isReading || range.contains(found) else {
      throw CheckpointError(
        "Its '\(path(name))' is \(found), but must be from \(range.lowerBound) to \(range.upperBound).")
    }
    count = found
  }

  /// Exchanges one number.
  public mutating func exchange<Number: SafetensorsElement>(_ name: String, _ number: inout Number) throws {
    var numbers = [number]
    try exchange(name, &numbers, shape: [])
    number = numbers[0]
  }

  /// Exchanges numbers.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - numbers: The numbers.
  ///   - shape: The shape that they have, or that is expected; `nil` for one dimension, with as many as there are now.
  public mutating func exchange<Number: SafetensorsElement>(
    _ name: String, _ numbers: inout [Number], shape: [Int]? = nil
  ) throws {
    let shape = shape ?? [numbers.count]
    if let file = fileToRead(name) {
      numbers = try file.array(path(name), as: Number.self, shape: shape)
    } else {
      let (path, written) = (path(name), numbers)
      write { $0.add(path, written, shape: shape) }
    }
  }

  /// Exchanges numbers, of which the file may have any count.
  public mutating func exchange<Number: SafetensorsElement>(_ name: String, growing numbers: inout [Number]) throws
  {
    try exchange(name, &numbers, shape: [count(of: name) ?? numbers.count])
  }

  /// Exchanges whole numbers that must be in a range.
  public mutating func exchange(
    _ name: String, _ numbers: inout [Int], shape: [Int]? = nil, in range: Range<Int>
  ) throws {
    var found = numbers
    try exchange(name, &found, shape: shape)
    if isReading, let stray = found.first(where: { !range.contains($0) }) {
      throw CheckpointError(
        "Its '\(path(name))' hold \(stray), but numbers from \(range.lowerBound) to below \(range.upperBound) were expected."
      )
    }
    numbers = found
  }

  /// Exchanges rows, which are not copied to be written.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - rows: The rows; what is read has their layout.
  ///   - shape: The shape that they have, or that is expected; its numbers fill whole rows.
  public mutating func exchange(_ name: String, _ rows: inout RowBuffer, shape: [Int]) throws {
    if let file = fileToRead(name) {
      rows = try file.rows(path(name), of: rows.layout, shape: shape)
    } else {
      let (path, written) = (path(name), rows)
      write { $0.add(path, written, shape: shape) }
    }
  }

  /// Exchanges some number of rows, one after the other.
  public mutating func exchange(_ name: String, _ rows: inout RowBuffer, count: Int) throws {
    try exchange(name, &rows, shape: [count, rows.rowSize])
  }

  /// The first size of a tensor that is read; `nil` if there is none, or nothing is read.
  public mutating func count(of name: String) -> Int? { fileToRead(name)?.tensor(path(name))?.shape.first }

  /// Throws unless the file that is read has numbers of a shape: so that nothing is made that it cannot fill.
  public mutating func check<Number: SafetensorsElement>(_ name: String, as: Number.Type, shape: [Int]) throws {
    try fileToRead(name)?.check(path(name), as: Number.self, shape: shape)
  }

  /// Throws unless every row that was read is an element of a space, but for the bounds of boxes: a category out of its
  /// range would be written beside its place among ones and zeros.
  public func check(_ rows: RowBuffer, in space: SpaceDescriptor, _ name: String) throws(CheckpointError) {
    guard isReading, let fault = space.fault(in: rows) else { return }
    throw CheckpointError("Row \(fault.row) of its '\(path(name))' \(fault.reason).")
  }

  /// Exchanges a small value as a text in the file's metadata.
  public mutating func exchange<Value: Codable>(_ name: String, json value: inout Value) throws {
    guard !isReading else { return value = try read(name, json: Value.self) }
    let (path, text) = (path(name), String(decoding: try RunFolder.encoder.encode(value), as: UTF8.self))
    write { $0.metadata[path] = text }
  }

  /// Reads a small value that was exchanged as a text.
  ///
  /// - Precondition: The scope is read.
  public mutating func read<Value: Decodable>(_ name: String, json: Value.Type) throws -> Value {
    let text = fileToRead(name)?.metadata[path(name)]
    guard let text,
      let value = try? UntrustedJSON.decode(Value.self, from: Data(text.utf8), by: RunFolder.decoder)
    else { throw CheckpointError("Its metadata has no usable '\(path(name))'.") }
    return value
  }
}
