import Foundation
import Safetensors
import Testing

@Suite struct SafetensorsFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func written(_ fill: (inout SafetensorsWriter) -> Void) throws -> SafetensorsFile {
    var writer = SafetensorsWriter()
    fill(&writer)
    try writer.write(to: folder.file("a.safetensors"))
    return try SafetensorsFile(contentsOf: folder.file("a.safetensors"))
  }

  private func problem(_ body: () throws -> Void) -> SafetensorsError.Problem? {
    do {
      try body()
      return nil
    } catch {
      return (error as? SafetensorsError)?.problem
    }
  }

  @Test func everyElementTypeSurvivesTheRoundTrip() throws {
    try roundTrip([true, false])
    try roundTrip([0, 255] as [UInt8])
    try roundTrip([-128, 127] as [Int8])
    try roundTrip([0, .max] as [UInt16])
    try roundTrip([.min, .max] as [Int16])
    try roundTrip([0, .max] as [UInt32])
    try roundTrip([.min, .max] as [Int32])
    try roundTrip([0, .max] as [UInt64])
    try roundTrip([.min, .max] as [Int64])
    try roundTrip([Int.min, .max])
    try roundTrip([0.1, -.infinity] as [Float16])
    try roundTrip([BFloat16(0.1), BFloat16(-3)])
    try roundTrip([0.1, -.greatestFiniteMagnitude] as [Float])
    try roundTrip([0.1, .leastNonzeroMagnitude] as [Double])
  }

  private func roundTrip<Element: SafetensorsElement & Equatable>(_ values: [Element]) throws {
    let file = try written { $0.add("values", values, shape: [1, 2]) }
    #expect(try file.array("values", as: Element.self, shape: [1, 2]) == values)
  }

  @Test(arguments: SafetensorsElementType.allCases)
  func everyTypeCanBeReadAsBytes(type: SafetensorsElementType) throws {
    let bytes = (0..<24).map { UInt8($0 * 10) }
    let file = try written { $0.add("x", bytes: bytes, as: type, shape: [24 * 8 / type.bitWidth]) }
    #expect(try file.bytes("x") == bytes)
    #expect(file.tensor("x")?.elementType == type)
  }

  @Test func readingFillsMemoryThatTheCallerOwns() throws {
    let file = try written { $0.add("x", [1, 2, 3] as [Float]) }
    var values: [Float] = [0, 0, 0]
    var span = values.mutableSpan
    try file.read("x", into: &span, shape: [3])
    #expect(values == [1, 2, 3])
  }

  @Test func aMissingTensorIsNamedWithThoseThatAreThere() throws {
    let file = try written { $0.add("x", [1] as [Float]) }
    let found = problem { _ = try file.array("y", as: Float.self) }
    #expect(found == .missingTensor("y", available: ["x"]))
    #expect(found?.description == #"has no tensor "y"; it has "x"."#)
  }

  @Test func anotherTypeIsNotConverted() throws {
    let file = try written { $0.add("x", [1] as [Float]) }
    let found = problem { _ = try file.array("x", as: Double.self) }
    #expect(found == .elementTypeMismatch(tensor: "x", found: .float32, expected: .float64))
  }

  @Test func anotherShapeIsRefused() throws {
    let file = try written { $0.add("x", [1, 2] as [Float]) }
    let found = problem { _ = try file.array("x", as: Float.self, shape: [2, 1]) }
    #expect(found == .shapeMismatch(tensor: "x", found: [2], expected: [2, 1]))
  }

  @Test func aTruthValueOfTwoIsRefused() throws {
    let file = try written { $0.add("x", bytes: [1, 0, 2], as: .bool, shape: [3]) }
    let found = problem { _ = try file.array("x", as: Bool.self) }
    #expect(found == .invalidBoolean(tensor: "x", index: 2, found: 2))
  }

  @Test func aFileThatShrinksWhileOpenIsReportedAsTruncated() throws {
    let file = try written { $0.add("x", [1, 2, 3, 4] as [Float]) }
    let handle = try FileHandle(forWritingTo: folder.file("a.safetensors"))
    let size = try handle.seekToEnd()
    try handle.truncate(atOffset: size - 6)
    let found = problem { _ = try file.array("x", as: Float.self) }
    #expect(found == .truncated(byteCount: Int(size) - 6, expected: Int(size)))
  }

  @Test func aFileThatIsNotThereIsRefusedInTheSystemsWords() {
    let url = folder.file("none.safetensors")
    let expected = SafetensorsError(file: url.path, problem: .unreadable(reason: "No such file or directory"))
    #expect(throws: expected) { try SafetensorsFile(contentsOf: url) }
  }

  @Test func aFolderIsRefused() {
    let expected = SafetensorsError(
      file: folder.url.path, problem: .unreadable(reason: "it is not a regular file"))
    #expect(throws: expected) { try SafetensorsFile(contentsOf: folder.url) }
  }
}
