import Foundation
import Safetensors
import Testing

/// `Golden/reference.safetensors` comes from the reference library; see `Golden/make_safetensors.py`.
@Suite struct ReferenceTests {
  private static let note = "line\nbreak, \"quotes\", back\\slash, tab\t, bell\u{7}, 🏛"

  private func reference() throws -> URL {
    try #require(Bundle.module.url(forResource: "Golden/reference", withExtension: "safetensors"))
  }

  @Test func readingTheReferenceLibrarysFileGivesItsNumbers() throws {
    let file = try SafetensorsFile(contentsOf: reference())
    #expect(file.metadata == ["tëxt": Self.note])
    #expect(file.tensors.count == 18)
    let weight = try file.array("q_net.0.weight", as: Float.self, shape: [2, 3])
    #expect(weight == [0, 0.25, 0.5, 0.75, 1, 1.25])
    #expect(try file.array("scalar", as: Float.self, shape: []) == [2.5])
    #expect(try file.array("empty", as: Float.self, shape: [0, 4]).isEmpty)
    #expect(try file.array("half", as: Float16.self) == [0.5, -2, .infinity])
    #expect(try file.array("brain", as: BFloat16.self).map { Float($0) } == [1, -2, .infinity])
    #expect(try file.array("flags", as: Bool.self) == [true, false, true])
    #expect(try file.array("i64", as: Int.self) == [.min, .max])
    #expect(try file.array("naïve \"name\"\n", as: UInt8.self) == [1])
    #expect(try file.bytes("complex") == [0, 0, 128, 63, 0, 0, 0, 64])
  }

  @Test func whatIsWrittenEqualsTheReferenceLibrary() throws {
    let folder = try TemporaryFolder()
    let url = ProcessInfo.processInfo.environment["PALAESTRA_SAFETENSORS"].map { URL(fileURLWithPath: $0) }
    let ours = url ?? folder.file("ours.safetensors")
    try writer().write(to: ours)
    #expect(try Data(contentsOf: ours) == Data(contentsOf: reference()))
  }

  private func writer() -> SafetensorsWriter {
    var writer = SafetensorsWriter(metadata: ["tëxt": Self.note])
    writer.add("flags", [true, false, true])
    writer.add("b.u8", [0, 1, 254, 255] as [UInt8], shape: [2, 2])
    writer.add("b.i8", [-128, -1, 127] as [Int8])
    writer.add("u16", [0, 65535] as [UInt16])
    writer.add("i16", [-32768, 32767] as [Int16])
    writer.add("half", [0.5, -2, .infinity] as [Float16])
    writer.add("brain", [1, -2, .infinity].map { BFloat16($0) })
    writer.add("u32", [.max] as [UInt32])
    writer.add("i32", [.min, 7] as [Int32])
    let parameters: [Float] = [9, 0, 0.25, 0.5, 0.75, 1, 1.25, 9]
    writer.add("q_net.0.weight", parameters[1..<7], shape: [2, 3])
    writer.add("q_net.0.bias", [-1.5, 3e38] as [Float])
    writer.add("scalar", [2.5] as [Float], shape: [])
    writer.add("empty", [] as [Float], shape: [0, 4])
    writer.add("complex", bytes: [0, 0, 128, 63, 0, 0, 0, 64], as: .complex64, shape: [1])
    writer.add("double", [Double.pi, -0.0])
    writer.add("i64", [Int.min, .max])
    writer.add("u64", [.max] as [UInt64])
    writer.add("naïve \"name\"\n", [1] as [UInt8])
    return writer
  }
}
