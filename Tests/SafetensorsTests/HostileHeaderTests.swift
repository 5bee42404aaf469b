import Foundation
import Safetensors
import Testing

/// A header that breaks a rule, and how it has to be refused.
struct Hostile: Sendable, CustomTestStringConvertible {
  let header: String
  let data: Int
  let problem: SafetensorsError.Problem

  init(_ header: String, data: Int = 4, _ problem: SafetensorsError.Problem) {
    self.header = header
    self.data = data
    self.problem = problem
  }

  var testDescription: String { String(header.debugDescription.prefix(90)) }

  /// One F32 tensor `a` with this shape and these offsets.
  static func tensor(_ shape: String, _ offsets: String, type: String = "F32") -> String {
    #"{"a":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":\#(offsets)}}"#
  }

  /// Two F32 tensors, `a` and `b`, of one element each.
  static func pair(_ first: String, _ second: String) -> String {
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":\#(first)},"#
      + #""b":{"dtype":"F32","shape":[1],"data_offsets":\#(second)}}"#
  }

  static func malformed(_ offset: Int, _ expected: String, _ found: String) -> SafetensorsError.Problem {
    .malformedHeader(offset: offset, expected: expected, found: found)
  }

  static let incomplete = #"dtype, shape and two data_offsets for tensor "a""#
  static let wholeNumber = "a whole number from 0 to \(Int.max)"

  static let syntax: [Hostile] = [
    Hostile("", data: 0, malformed(0, "'{'", "the end")),
    Hostile(" {}", data: 0, malformed(0, "'{'", "byte 32")),
    Hostile("[]", data: 0, malformed(0, "'{'", "'['")),
    Hostile("{", data: 0, malformed(1, "a string", "the end")),
    Hostile("{}x", data: 0, malformed(2, "spaces up to the end of the header", "'x'")),
    Hostile("{} \n", data: 0, malformed(3, "spaces up to the end of the header", "byte 10")),
    Hostile("{}\0", data: 0, malformed(2, "spaces up to the end of the header", "byte 0")),
    Hostile(#"{"a":{},}"#, data: 0, malformed(7, incomplete, "','")),
    Hostile(#"{"a":"b"}"#, data: 0, malformed(5, "'{'", "'\"'")),
    Hostile(#"{"a"}"#, data: 0, malformed(4, "':'", "'}'")),
    Hostile(#"{"a\"#, data: 0, malformed(4, "an escaped character", "the end")),
    Hostile(#"{"\x"#, data: 0, malformed(3, "an escaped character", "'x'")),
    Hostile(#"{"\u12g4":{}}"#, data: 0, malformed(6, "four hexadecimal digits", "'g'")),
    Hostile(#"{"\ud800":{}}"#, data: 0, malformed(8, "the other half of a surrogate pair", "'\"'")),
    Hostile(#"{"\ud800\u0041":{}}"#, data: 0, malformed(14, "the other half of a surrogate pair", "'\"'")),
    Hostile(#"{"\udbff\ud800":{}}"#, data: 0, malformed(14, "the other half of a surrogate pair", "'\"'")),
    Hostile(#"{"\ud800\uffff":{}}"#, data: 0, malformed(14, "the other half of a surrogate pair", "'\"'")),
    Hostile(#"{"\udc00":{}}"#, data: 0, malformed(8, "the other half of a surrogate pair", "'\"'")),
    Hostile("{\"a\nb\":{}}", data: 0, malformed(3, "a string without control characters", "byte 10")),
    Hostile(#"{"a":"# + String(repeating: "[", count: 100_000), data: 0, malformed(5, "'{'", "'['")),
    Hostile(#"{"a":{"shape":"# + String(repeating: "[", count: 100_000), malformed(15, wholeNumber, "'['")),
    Hostile(#"{"__metadata__":{"a":1}}"#, data: 0, malformed(21, "a string", "'1'")),
    Hostile(#"{"__metadata__":{"a":{}}}"#, data: 0, malformed(21, "a string", "'{'")),
    Hostile(#"{"__metadata__":null}"#, data: 0, malformed(16, "'{'", "'n'")),
    Hostile(#"{"a":{"extra":1}}"#, malformed(14, #"no member "extra" in tensor "a""#, "'1'")),
    Hostile(tensor("[-1]", "[0,4]"), malformed(29, wholeNumber, "'-'")),
    Hostile(tensor("[1.0]", "[0,4]"), malformed(30, wholeNumber, "'.'")),
    Hostile(tensor("[1e0]", "[0,4]"), malformed(30, wholeNumber, "'e'")),
    Hostile(tensor("[01]", "[0,4]"), malformed(30, wholeNumber, "'1'")),
    Hostile(tensor("[9223372036854775808]", "[0,4]"), malformed(47, wholeNumber, "'8'")),
    Hostile(tensor("[1,]", "[0,4]"), malformed(31, wholeNumber, "']'")),
    Hostile(tensor("[\"1\"]", "[0,4]"), malformed(29, wholeNumber, "'\"'")),
    Hostile(tensor("[1]", "[0,4,8]"), malformed(55, incomplete, "'}'")),
  ]

  static let meaning: [Hostile] = [
    Hostile(#"{"__metadata__":{"a":"","a":""}}"#, data: 0, .duplicateName("a")),
    Hostile(#"{"__metadata__":{},"__metadata__":{}}"#, data: 0, .duplicateName("__metadata__")),
    Hostile(pair("[0,4]", "[4,8]").replacing("\"b\"", with: #""\u0061""#), data: 8, .duplicateName("a")),
    Hostile(#"{"a":{"dtype":"F32","dtype":"F32"}}"#, .duplicateName("dtype")),
    Hostile(tensor("[1]", "[0,4]", type: "F99"), .unknownElementType("F99", tensor: "a")),
    Hostile(tensor("[1]", "[0,4]", type: "f32"), .unknownElementType("f32", tensor: "a")),
    Hostile(tensor("[1]", "[4,0]"), .reversedOffsets(tensor: "a", begin: 4, end: 0)),
    Hostile(tensor("[2]", "[0,8]"), .offsetsOutOfRange(tensor: "a", end: 8, dataByteCount: 4)),
    Hostile(pair("[0,4]", "[0,4]"), data: 8, .overlap(tensor: "b", begin: 0, expected: 4)),
    Hostile(pair("[0,4]", "[2,6]"), data: 8, .overlap(tensor: "b", begin: 2, expected: 4)),
    Hostile(pair("[0,4]", "[6,10]"), data: 10, .hole(tensor: "b", begin: 6, expected: 4)),
    Hostile(tensor("[1]", "[4,8]"), data: 8, .hole(tensor: "a", begin: 4, expected: 0)),
    Hostile(tensor("[1]", "[0,4]"), data: 5, .uncoveredBytes(count: 1)),
    Hostile("{}", data: 3, .uncoveredBytes(count: 3)),
    Hostile(tensor("[2]", "[0,4]"), .sizeMismatch(tensor: "a", byteCount: 4, expected: 8)),
    Hostile(tensor("[]", "[0,0]"), data: 0, .sizeMismatch(tensor: "a", byteCount: 0, expected: 4)),
    Hostile(
      tensor("[4294967296,4294967296]", "[0,4]"),
      .impossibleShape(tensor: "a", shape: [1 << 32, 1 << 32], elementType: .float32)),
    Hostile(
      tensor("[9223372036854775807,0]", "[0,0]"), data: 0,
      .impossibleShape(tensor: "a", shape: [.max, 0], elementType: .float32)),
    Hostile(
      tensor("[3]", "[0,1]", type: "F4"), data: 1,
      .impossibleShape(tensor: "a", shape: [3], elementType: .float4)),
  ]
}

@Suite struct HostileHeaderTests {
  @Test(arguments: Hostile.syntax + Hostile.meaning)
  func aHostileHeaderIsRefusedForWhatItIs(hostile: Hostile) throws {
    let folder = try TemporaryFolder()
    let url = try folder.safetensors(Array(hostile.header.utf8), data: hostile.data)
    #expect(throws: SafetensorsError(file: url.path, problem: hostile.problem)) {
      try SafetensorsFile(contentsOf: url)
    }
  }

  @Test func aHeaderThatIsNoTextIsRefused() throws {
    let folder = try TemporaryFolder()
    let url = try folder.safetensors(Array(#"{"__metadata__":{"a":""#.utf8) + [0xff] + Array(#""}}"#.utf8))
    #expect(throws: SafetensorsError(file: url.path, problem: .headerNotText)) {
      try SafetensorsFile(contentsOf: url)
    }
  }

  @Test(
    arguments: [
      ([], .truncated(byteCount: 0, expected: 8)),
      ([1, 0, 0], .truncated(byteCount: 3, expected: 8)),
      ([9, 0, 0, 0, 0, 0, 0, 0, 0x7b], .truncated(byteCount: 9, expected: 17)),
      ([1, 0xe1, 0xf5, 5, 0, 0, 0, 0], .headerTooLong(byteCount: 100_000_001, limit: 100_000_000)),
      ([255, 255, 255, 255, 255, 255, 255, 255], .headerTooLong(byteCount: .max, limit: 100_000_000)),
    ] as [([UInt8], SafetensorsError.Problem)])
  func aFileTooShortForItsHeaderIsRefused(bytes: [UInt8], problem: SafetensorsError.Problem) throws {
    let folder = try TemporaryFolder()
    let url = try folder.write(bytes)
    #expect(throws: SafetensorsError(file: url.path, problem: problem)) {
      try SafetensorsFile(contentsOf: url)
    }
  }

  @Test(arguments: ["{}", "{}     ", #"{ "__metadata__" : { "a" : "\u00e9\ud83c\udfdb" } }"#])
  func aHarmlessHeaderIsTaken(header: String) throws {
    let folder = try TemporaryFolder()
    let file = try SafetensorsFile(contentsOf: folder.safetensors(Array(header.utf8)))
    #expect(file.tensors.isEmpty)
    #expect(file.metadata["a", default: "é🏛"] == "é🏛")
  }
}
