import Foundation
import TestSupport
import Testing

@testable import Training

@Suite struct EventWriterTests {
  private let folder: TemporaryFolder
  private let start = Date(timeIntervalSince1970: 1_234_567_890.5)

  init() throws { folder = try TemporaryFolder() }

  private func golden() throws -> URL {
    try #require(Bundle.module.url(forResource: "events", withExtension: "tfevents", subdirectory: "Golden"))
  }

  private func events() throws -> [TensorBoardEvent] {
    let settings = [
      "agent": "sarsa", "discount": "1.0", "isSlippery": "true", "preset": "", "seed": "18446744073709551615",
    ]
    let scalars = ["train/loss": .nan, "train/epsilon": 1e-9, "time/seconds": 1 / 3, "eval/return": -200]
    let png: [UInt8] = [
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52,
      0, 0, 0x01, 0x2c, 0, 0, 0, 0x02, 8, 2, 0, 0, 0,
    ]
    return [
      .fileVersion(at: start), .sessionStart(at: start, step: 129),
      try .settings(settings, at: start, step: 129),
      .scalars(scalars, at: start + 1, step: 1 << 40),
      .image("eval/curve", png: Data(png), at: start + 2, step: 1 << 40 + 1),
    ]
  }

  @Test(
    "CRC-32C gives the values of RFC 3720 and the standard check value.",
    arguments: [
      (Array("123456789".utf8), 0xE306_9283), ([], 0), ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
      ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43), (Array(0..<32), 0x46DD_794E),
      ((0..<32).reversed(), 0x113F_DB5C),
    ] as [([UInt8], UInt32)])
  func checksums(bytes: [UInt8], checksum: UInt32) {
    #expect(CRC32C.checksum(bytes) == checksum)
  }

  @Test("The bytes are those of TensorBoard's own writer.")
  func theBytesAreTensorBoards() throws {
    let (url, events) = (folder.file("events"), try events())
    let writer = try EventWriter(to: url)
    try writer.write(Array(events.prefix(2)))
    try writer.write(Array(events.dropFirst(2)))
    #expect(try Data(contentsOf: url) == Data(contentsOf: golden()))
  }

  @Test("What TensorBoard's own writer wrote reads as the events it was told.")
  func goldenReadsBack() throws {
    let read = try EventFile(contentsOf: golden()).events
    let scalars = Dictionary(uniqueKeysWithValues: read[3].summary.value.map { ($0.tag, $0.simpleValue) })
    #expect(read[0].fileVersion == "brain.Event:2" && read[0].wallTime == 1_234_567_890.5)
    #expect(read[1].sessionLog.status == .start && read[1].step == 129)
    #expect(scalars["time/seconds"] == 1 / 3 && scalars["train/loss"]?.isNaN == true)
    #expect(read[4].summary.value[0].image.width == 300)
  }

  @Test("Opening a file again appends to it.")
  func openingAgainAppends() throws {
    let url = folder.file("events")
    for step in 1...3 { try EventWriter(to: url).write([.scalars(["a": 0.5], at: start, step: step)]) }
    #expect(try EventFile(contentsOf: url).events.map(\.step) == [1, 2, 3])
  }

  @Test("A full disk is reported with the file's name.")
  func aFullDiskIsReported() throws {
    let url = URL(filePath: "/dev/full")
    let writer = try EventWriter(to: url)
    let error = #expect(throws: RunFolderError.self) { try writer.write([.fileVersion(at: start)]) }
    #expect(
      error?.description
        == "\(url.path) cannot be written: No space left on device. What stood there before is untouched.")
  }

  @Test("A file that cannot be made is reported with its name.")
  func aFileThatCannotBeMadeIsReported() {
    let url = folder.file("missing/events")
    let error = #expect(throws: RunFolderError.self) { _ = try EventWriter(to: url) }
    #expect(error?.description.hasPrefix("\(url.path) cannot be written: No such file or directory.") == true)
  }

  @Test("A link that lies in wait under the file's name is not written through.")
  func aLinkIsRefused() throws {
    let (url, victim) = (folder.file("events"), folder.file("victim"))
    try FileManager.default.createSymbolicLink(atPath: url.path, withDestinationPath: victim.path)
    #expect(throws: RunFolderError.self) { _ = try EventWriter(to: url) }
    #expect(!FileManager.default.fileExists(atPath: victim.path))
  }
}
