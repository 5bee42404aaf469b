import Files
import Foundation
import Simulation
import TestSupport
import TestTraits
import Testing

@testable import Demonstrations

/// A dataset from elsewhere leads to no file but its own, and who reads it writes nothing.
@Suite("Of a dataset's files", .mayHang(inLineFor: .hdf5))
struct OwnFilesTests {
  private let datasets: Datasets
  private var url: URL { datasets.root.url(of: "walks/test-v0") }
  private var data: URL { url.appending(path: "data") }
  private var file: URL { data.appending(path: "main_data.hdf5") }
  private var journal: URL { data.appending(path: "main_data.hdf5.journal") }
  private var victim: URL { datasets.folder.file("victim") }

  init() throws {
    datasets = try Datasets()
    try datasets.write((0..<4).map { walk($0, length: 50) }, plane, choices)
    try Data("important\n".utf8).write(to: victim)
  }

  /// What is said when the dataset is read, and when it is appended to.
  private func refusals() throws -> (reading: String?, appending: String?) {
    let before = (try? datasets.contents()) ?? [:]
    let reading = refusal { _ = try MinariDataset(opening: url).demonstrations() }
    #expect(((try? datasets.contents()) ?? [:]) == before)
    let appending = refusal { try MinariWriter(appendingTo: url).close() }
    #expect(try Data(contentsOf: victim) == Data("important\n".utf8))
    return (reading, appending)
  }

  @Test("none may be a link", arguments: ["main_data.hdf5", "metadata.json"])
  func link(name: String) throws {
    let own = data.appending(path: name)
    try FileManager.default.removeItem(at: own)
    try FileManager.default.createSymbolicLink(at: own, withDestinationURL: victim)
    let (reading, appending) = try refusals()
    #expect(reading == "\(own.relativePath) cannot be used: it is a link; put the file itself there.")
    #expect(appending == reading)
  }

  @Test("their folder may be no link either")
  func folderLink() throws {
    let elsewhere = datasets.folder.file("elsewhere")
    try FileManager.default.moveItem(at: data, to: elsewhere)
    try FileManager.default.createSymbolicLink(at: data, withDestinationURL: elsewhere)
    let (reading, appending) = try refusals()
    #expect(reading == "\(data.relativePath) cannot be used: it is a link; put the file itself there.")
    #expect(appending == reading)
  }

  @Test("a journal that is a link is refused")
  func journalLink() throws {
    try FileManager.default.createSymbolicLink(at: journal, withDestinationURL: victim)
    let (reading, appending) = try refusals()
    let sentence = "\(file.relativePath) cannot be used: of its journal: it is a link; put the file itself there."
    #expect(reading == sentence && appending == sentence)
  }

  @Test("those with a second name are read, but not written")
  func hardLink() throws {
    try FileManager.default.linkItem(at: file, to: datasets.folder.file("copy"))
    let (reading, appending) = try refusals()
    #expect(reading == nil)
    #expect(
      appending
        == "\(file.relativePath) cannot be used: it has another name elsewhere (a hard link); write to a copy.")
  }

  @Test("a link at the name of a temporary one is left alone")
  func temporary() throws {
    let names = [".metadata.json.tmp", ".palaestra-\(getpid())-0.json"]
    for name in names {
      try FileManager.default.createSymbolicLink(at: data.appending(path: name), withDestinationURL: victim)
    }
    let writer = try MinariWriter(appendingTo: url)
    try writer.append(walk(4))
    try writer.close()
    #expect(try Data(contentsOf: victim) == Data("important\n".utf8))
    #expect(try MinariDataset(opening: url).episodeCount == 5)
  }

  @Test("those that a killed writer left are swept by the next one")
  func sweeping() throws {
    // No process has this number.
    let staged = url.appending(path: ".new-2147483646-0123/data")
    try FileManager.default.createDirectory(at: staged, withIntermediateDirectories: true)
    try Data().write(to: staged.appending(path: "main_data.hdf5"))
    try Data().write(to: data.appending(path: ".palaestra-2147483646-0.json"))
    _ = try MinariDataset(opening: url)
    #expect(try Folder.names(in: url).count == 2)
    try MinariWriter(appendingTo: url).close()
    #expect(try Folder.names(in: url) == ["data"])
    #expect(try datasets.names() == ["main_data.hdf5", "metadata.json"])
  }
}

extension OwnFilesTests {
  /// Writes a journal, with a checksum that is right.
  private func write(_ changes: [(offset: Int64, bytes: [UInt8])], end: Int64? = nil) throws {
    var body: [UInt8] = []
    for change in changes {
      body += Self.bytes(change.offset) + Self.bytes(Int64(change.bytes.count)) + change.bytes
    }
    let end = try end ?? Int64(Data(contentsOf: file).count)
    func header(_ sum: UInt32) -> [UInt8] {
      Array("CH5JOURN".utf8) + Self.bytes(Int64(body.count)) + Self.bytes(end) + Self.bytes(UInt32(changes.count))
        + Self.bytes(sum)
    }
    try Data(header(checksum(RowBuffer(header(0) + body))) + body).write(to: journal)
  }

  private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  @Test(
    "a journal is refused that holds what no writer of this file can have meant",
    arguments: [[(-1, 4)], [(0, 0)], [(1 << 40, 4)], [(Int64.max, 4)], [(100, 8), (104, 8)]] as [[(Int64, Int)]])
  func strangeJournal(changes: [(Int64, Int)]) throws {
    try write(changes.map { ($0.0, [UInt8](repeating: 7, count: $0.1)) })
    let (reading, appending) = try refusals()
    let sentence = "\(file.relativePath) is damaged: its journal holds changes that are none of this file's."
    #expect(reading == sentence && appending == sentence)
  }

  @Test("a journal beside a file that is not HDF5 is refused, and changes nothing")
  func foreignFile() throws {
    try Data("# a profile\nexport A=1\n".utf8).write(to: file)
    try write([(0, Array("touch pwned".utf8))])
    let before = try datasets.contents()
    let (reading, appending) = try refusals()
    #expect(reading != nil && appending != nil)
    #expect(try datasets.contents() == before)
  }

  @Test("a journal that makes a file unreadable is not carried out")
  func ruinousJournal() throws {
    try write([(8, [UInt8](repeating: 255, count: 200))])
    let before = try datasets.contents()
    let (reading, appending) = try refusals()
    #expect(reading != nil && appending != nil)
    #expect(try datasets.contents() == before)
  }

  @Test("a journal of very many changes is read in one pass")
  func manyChanges() throws {
    let sound = try [UInt8](Data(contentsOf: file)), count = 200_000
    try Data(sound + [UInt8](repeating: 0, count: 2 * count)).write(to: file)
    try write((0..<count).map { (Int64(sound.count + 2 * $0), [1]) })
    #expect(try MinariDataset(opening: url).episodeCount == 4)
  }
}
