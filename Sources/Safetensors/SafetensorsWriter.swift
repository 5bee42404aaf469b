import Files
import Foundation

/// Collects tensors and writes them to a safetensors file, whole or not at all.
///
/// Equal contents give equal bytes: those of the reference library, which orders tensors by the size of their type,
/// largest first, and then by name. Arrays that are added are shared, not copied, until the file is written.
///
/// ```swift
/// var writer = SafetensorsWriter(metadata: ["environment": "CartPole-v1"])
/// writer.add("q_net.0.weight", weights, shape: [64, 4])
/// try writer.write(to: url)
/// ```
public struct SafetensorsWriter: Sendable {
  /// Text to store beside the tensors.
  public var metadata: [String: String]

  private var tensors: [String: Entry] = [:]

  private struct Entry: Sendable {
    let name: String
    let elementType: SafetensorsElementType
    let shape: [Int]
    let byteCount: Int
    let withBytes: @Sendable ((UnsafeRawBufferPointer) -> Void) -> Void
  }

  /// A writer without tensors.
  public init(metadata: [String: String] = [:]) {
    self.metadata = metadata
  }

  /// Adds a tensor of `values` in row-major order.
  ///
  /// - Parameters:
  ///   - name: Not yet taken, and not `__metadata__`.
  ///   - values: As many as `shape` asks for.
  ///   - shape: Sizes from the outermost dimension to the innermost; `nil` means one dimension.
  public mutating func add<Element: SafetensorsElement>(
    _ name: String, _ values: [Element], shape: [Int]? = nil
  ) {
    add(name, values[...], shape: shape)
  }

  /// Adds a tensor of a part of an array; see `add(_:_:shape:)` for arrays.
  public mutating func add<Element: SafetensorsElement>(
    _ name: String, _ values: ArraySlice<Element>, shape: [Int]? = nil
  ) {
    let byteCount = values.count * MemoryLayout<Element>.stride
    add(name, Element.elementType, shape ?? [values.count], byteCount) { body in
      values.withUnsafeBytes(body)
    }
  }

  /// Adds a tensor of any type from its bytes as they are to be stored.
  ///
  /// - Parameters:
  ///   - name: Not yet taken, and not `__metadata__`.
  ///   - bytes: As many as `shape` and `elementType` ask for.
  ///   - elementType: What the bytes mean.
  ///   - shape: Sizes from the outermost dimension to the innermost.
  public mutating func add(
    _ name: String, bytes: [UInt8], as elementType: SafetensorsElementType, shape: [Int]
  ) {
    add(name, elementType, shape, bytes.count) { body in bytes.withUnsafeBytes(body) }
  }

  /// Adds a tensor of any type from memory that is read when the file is written.
  ///
  /// - Parameters:
  ///   - name: Not yet taken, and not `__metadata__`.
  ///   - elementType: What the bytes mean.
  ///   - shape: Sizes from the outermost dimension to the innermost.
  ///   - byteCount: The number of bytes, as many as `shape` and `elementType` ask for.
  ///   - withBytes: Lends the bytes.
  public mutating func add(
    _ name: String, as elementType: SafetensorsElementType, shape: [Int], byteCount: Int,
    lending withBytes: @escaping @Sendable ((UnsafeRawBufferPointer) -> Void) -> Void
  ) {
    add(name, elementType, shape, byteCount, withBytes: withBytes)
  }

  /// Writes the file to the disk, and only then gives it its name.
  ///
  /// Throws a `SafetensorsError` when the system refuses; then nothing is left behind, and what stood there before is
  /// untouched.
  public func write(to url: URL) throws(SafetensorsError) {
    do throws(SafetensorsError.Problem) {
      try write(whole: url)
    } catch {
      throw SafetensorsError(file: url.path, problem: error)
    }
  }
}

extension SafetensorsWriter {
  private mutating func add(
    _ name: String, _ elementType: SafetensorsElementType, _ shape: [Int], _ byteCount: Int,
    withBytes: @escaping @Sendable ((UnsafeRawBufferPointer) -> Void) -> Void
  ) {
    precondition(name != Header.metadataName, "a tensor cannot have the reserved name \"\(name)\"")
    precondition(tensors[name] == nil, "a tensor \"\(name)\" was already added")
    precondition(
      elementType.byteCount(shape: shape) == byteCount,
      "tensor \"\(name)\": \(byteCount) bytes of \(elementType.rawValue) do not fill the shape \(shape)")
    tensors[name] = Entry(
      name: name, elementType: elementType, shape: shape, byteCount: byteCount, withBytes: withBytes)
  }

  private func write(whole url: URL) throws(SafetensorsError.Problem) {
    let entries = sortedEntries()
    let header = header(of: entries)
    guard header.count <= Header.byteLimit else {
      throw .headerTooLong(byteCount: UInt64(header.count), limit: Header.byteLimit)
    }
    do throws(FileError) {
      let file = try FileReplacement(of: url, isNamed: false)
      try write(to: file) { body in withUnsafeBytes(of: UInt64(header.count).littleEndian, body) }
      try write(to: file) { body in header.withUnsafeBytes(body) }
      for entry in entries {
        try write(to: file, entry.withBytes)
      }
      try file.commit(synchronizes: true)
    } catch {
      throw .unwritable(reason: error.reason)
    }
  }

  private func write(
    to file: borrowing FileReplacement, _ withBytes: ((UnsafeRawBufferPointer) -> Void) -> Void
  ) throws(FileError) {
    var failure: FileError?
    withBytes { bytes in
      do throws(FileError) { try file.write(bytes.bytes) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  private func sortedEntries() -> [Entry] {
    let types = SafetensorsElementType.allCases
    let ranks = Dictionary(uniqueKeysWithValues: zip(types, types.indices))
    return tensors.values.sorted { left, right in
      if left.elementType != right.elementType {
        return ranks[left.elementType, default: 0] > ranks[right.elementType, default: 0]
      }
      return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
  }

  private func header(of entries: [Entry]) -> [UInt8] {
    var members: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      let texts = pairs.map { "\(Self.quoted($0.key)):\(Self.quoted($0.value))" }
      members.append("\"\(Header.metadataName)\":{\(texts.joined(separator: ","))}")
    }
    var offset = 0
    for entry in entries {
      let shape = entry.shape.map(String.init).joined(separator: ",")
      let offsets = "\(offset),\(offset + entry.byteCount)"
      members.append(
        "\(Self.quoted(entry.name)):{\"dtype\":\"\(entry.elementType.rawValue)\","
          + "\"shape\":[\(shape)],\"data_offsets\":[\(offsets)]}")
      offset += entry.byteCount
    }
    let text = Array("{\(members.joined(separator: ","))}".utf8)
    // Padding puts the first, widest numbers at a multiple of eight bytes, for readers that map the file.
    return text + [UInt8](repeating: 0x20, count: -text.count & 7)
  }

  private static func quoted(_ text: String) -> String {
    let escapes: [Unicode.Scalar: String] = [
      "\"": "\\\"", "\\": "\\\\", "\u{8}": "\\b", "\u{c}": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t",
    ]
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if let escape = escapes[scalar] {
        quoted += escape
      } else if scalar.value < 0x20 {
        quoted += "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
      } else {
        quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
