/// The parsed and checked header of a file.
struct Header {
  typealias Problem = SafetensorsError.Problem

  /// The limit of the reference library.
  static let byteLimit = 100_000_000

  static let metadataName = "__metadata__"

  private(set) var metadata: [String: String] = [:]
  private(set) var tensors: [SafetensorsFile.Tensor] = []

  /// Reads the JSON in `bytes` and checks that the tensors cover `dataByteCount` bytes exactly.
  init(_ bytes: [UInt8], dataByteCount: Int) throws(Problem) {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw .headerNotText }
    var scanner = HeaderScanner(bytes)
    guard scanner.next == 0x7b else { throw scanner.unexpected("'{'") }
    try scanner.object { (scanner, name) throws(Problem) in
      if name == Self.metadataName {
        metadata = try Self.strings(&scanner)
      } else {
        tensors.append(try Self.tensor(name, &scanner))
      }
    }
    scanner.skipPadding()
    guard scanner.isAtEnd else { throw scanner.unexpected("spaces up to the end of the header") }
    tensors.sort { left, right in
      let (left, right) = (left.byteRange, right.byteRange)
      return (left.lowerBound, left.upperBound) < (right.lowerBound, right.upperBound)
    }
    try checkCover(dataByteCount)
  }

  private static func strings(_ scanner: inout HeaderScanner) throws(Problem) -> [String: String] {
    var strings: [String: String] = [:]
    try scanner.object { (scanner, name) throws(Problem) in
      strings[name] = try scanner.string()
    }
    return strings
  }

  private static func tensor(
    _ name: String, _ scanner: inout HeaderScanner
  ) throws(Problem) -> SafetensorsFile.Tensor {
    var type: String?
    var shape: [Int]?
    var offsets: [Int]?
    try scanner.object { (scanner, key) throws(Problem) in
      switch key {
      case "dtype": type = try scanner.string()
      case "shape": shape = try scanner.wholeNumbers()
      case "data_offsets": offsets = try scanner.wholeNumbers()
      default: throw scanner.unexpected("no member \"\(key)\" in tensor \"\(name)\"")
      }
    }
    guard let type, let shape, let offsets, offsets.count == 2 else {
      throw scanner.unexpected("dtype, shape and two data_offsets for tensor \"\(name)\"")
    }
    guard let elementType = SafetensorsElementType(rawValue: type) else {
      throw .unknownElementType(type, tensor: name)
    }
    return try checked(name, elementType, shape, begin: offsets[0], end: offsets[1])
  }

  private static func checked(
    _ name: String, _ elementType: SafetensorsElementType, _ shape: [Int], begin: Int, end: Int
  ) throws(Problem) -> SafetensorsFile.Tensor {
    guard begin <= end else { throw .reversedOffsets(tensor: name, begin: begin, end: end) }
    guard let byteCount = elementType.byteCount(shape: shape) else {
      throw .impossibleShape(tensor: name, shape: shape, elementType: elementType)
    }
    guard byteCount == end - begin else {
      throw .sizeMismatch(tensor: name, byteCount: end - begin, expected: byteCount)
    }
    return SafetensorsFile.Tensor(name: name, elementType: elementType, shape: shape, byteRange: begin..<end)
  }

  private func checkCover(_ dataByteCount: Int) throws(Problem) {
    var end = 0
    for tensor in tensors {
      let range = tensor.byteRange
      guard range.upperBound <= dataByteCount else {
        throw .offsetsOutOfRange(tensor: tensor.name, end: range.upperBound, dataByteCount: dataByteCount)
      }
      if range.lowerBound < end {
        throw .overlap(tensor: tensor.name, begin: range.lowerBound, expected: end)
      }
      if range.lowerBound > end {
        throw .hole(tensor: tensor.name, begin: range.lowerBound, expected: end)
      }
      end = range.upperBound
    }
    if end < dataByteCount { throw .uncoveredBytes(count: dataByteCount - end) }
  }
}
