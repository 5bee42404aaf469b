import Foundation
import Safetensors
import Testing

@Suite struct SafetensorsWriterTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func theOrderOfAddingDoesNotShow() throws {
    var one = SafetensorsWriter(metadata: ["b": "2", "a": "1"])
    one.add("x", [1] as [Float])
    one.add("y", [2] as [Double])
    var other = SafetensorsWriter(metadata: ["a": "1", "b": "2"])
    other.add("y", [2] as [Double])
    other.add("x", [1] as [Float])
    try one.write(to: folder.file("one"))
    try other.write(to: folder.file("other"))
    #expect(try Data(contentsOf: folder.file("one")) == Data(contentsOf: folder.file("other")))
  }

  @Test func writingReplacesAFileAndLeavesNothingElse() throws {
    try Data("old".utf8).write(to: folder.file("a.safetensors"))
    try SafetensorsWriter().write(to: folder.file("a.safetensors"))
    #expect(try folder.names == ["a.safetensors"])
    #expect(try SafetensorsFile(contentsOf: folder.file("a.safetensors")).tensors.isEmpty)
  }

  @Test func writingToAMissingFolderIsRefused() throws {
    let url = folder.url.appending(path: "missing/a.safetensors")
    let expected = SafetensorsError(file: url.path, problem: .unwritable(reason: "No such file or directory"))
    #expect(throws: expected) { try SafetensorsWriter().write(to: url) }
    #expect(try folder.names.isEmpty)
  }

  @Test func writingOverAFolderLeavesItAsItWas() throws {
    try FileManager.default.createDirectory(at: folder.file("taken"), withIntermediateDirectories: true)
    #expect(throws: SafetensorsError.self) { try SafetensorsWriter().write(to: folder.file("taken")) }
    #expect(try folder.names == ["taken"])
  }

  // The superuser may write anywhere, so there the refusal cannot be provoked.
  @Test(.enabled(if: geteuid() != 0))
  func writingToAReadOnlyFolderLeavesWhatWasThere() throws {
    try Data("old".utf8).write(to: folder.file("a.safetensors"))
    try #require(chmod(folder.url.path, 0o555) == 0)
    defer { chmod(folder.url.path, 0o755) }
    #expect(throws: SafetensorsError.self) { try SafetensorsWriter().write(to: folder.file("a.safetensors")) }
    #expect(try folder.names == ["a.safetensors"])
    #expect(try Data(contentsOf: folder.file("a.safetensors")) == Data("old".utf8))
  }

  @Test func aPathThroughAFileIsRefused() throws {
    try Data().write(to: folder.file("a"))
    let url = folder.url.appending(path: "a/b.safetensors")
    let expected = SafetensorsError(file: url.path, problem: .unwritable(reason: "Not a directory"))
    #expect(throws: expected) { try SafetensorsWriter().write(to: url) }
  }

  @Test(
    arguments: [(1, 0x3f80), (1.00390625, 0x3f80), (1.01171875, 0x3f82), (-0.0, 0x8000), (3.4e38, 0x7f80)]
      as [(Float, UInt16)])
  func bfloat16RoundsToTheNearestEven(value: Float, bits: UInt16) {
    #expect(BFloat16(value).bitPattern == bits)
  }

  @Test func aShapeThatTheValuesDoNotFillIsAMistakeOfTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var writer = SafetensorsWriter()
      writer.add("x", [1, 2, 3] as [Float], shape: [2, 2])
    }
  }

  @Test func bfloat16KeepsNaN() {
    #expect(Float(BFloat16(Float(bitPattern: 0x7f80_0001))).isNaN)
  }
}
