import Foundation
import Simulation
import TestSupport
import TestTraits
import Testing

@testable import Demonstrations

/// A dataset that Minari's collector recorded, and what Minari reads of it.
private struct Film: Decodable {
  let shape: [Int]
  let checksum: UInt32

  /// In colour and stored as rows of different lengths, or grey and stored as rows of one length.
  static func named(_ name: String) throws -> Film {
    try #require(JSONDecoder().decode([String: Film].self, from: Data(contentsOf: golden("pictures.json")))[name])
  }

  static func golden(_ name: String) -> URL { Bundle.module.bundleURL.appending(path: "Golden/\(name)") }

  var space: SpaceDescriptor {
    let size = shape.reduce(1, *)
    return .box(
      scalar: .uint8, shape: shape, low: [Double](repeating: 0, count: size),
      high: [Double](repeating: 255, count: size))
  }
}

@Suite("Pictures that Minari stores as JPEG", .mayHang(inLineFor: .hdf5))
struct PictureTests {
  private let datasets: Datasets
  private var url: URL { datasets.root.url(of: "film-v0") }
  private var file: URL { url.appending(path: "data/main_data.hdf5") }

  init() throws { datasets = try Datasets() }

  /// Puts a recorded dataset into the root, where it may be said to be of other pictures.
  @discardableResult
  private func open(_ name: String, as space: SpaceDescriptor? = nil) throws -> MinariDataset {
    let data = url.appending(path: "data")
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: Film.golden("\(name).hdf5"), to: file)
    let metadata = datasets.metadata("film-v0", try space ?? Film.named(name).space, choices)
    var description = MetadataFile(metadata, in: data)
    try description.write(episodes: 1, steps: 3, byteCount: 0)
    let text = try String(contentsOf: description.url, encoding: .utf8)
    try text.replacing("\"jpeg_encoding\": false", with: "\"jpeg_encoding\": true")
      .write(to: description.url, atomically: true, encoding: .utf8)
    return try MinariDataset(opening: url)
  }

  /// Where the JPEG files of the dataset are, from their first markers to their last.
  private func pictures() throws -> [Range<Int>] {
    let bytes = try Data(contentsOf: file)
    var pictures: [Range<Int>] = []
    while let start = bytes[(pictures.last?.upperBound ?? 0)...].firstRange(of: [0xFF, 0xD8, 0xFF]),
      let end = bytes[start.upperBound...].firstRange(of: [0xFF, 0xD9])
    {
      pictures.append(start.lowerBound..<end.upperBound)
    }
    return pictures
  }

  @Test("are read with its numbers", arguments: ["colour", "grey"])
  func same(name: String) throws {
    let episode = try open(name).episode(0)
    let film = try Film.named(name)
    #expect(episode.observations.count == 4 && episode.observations.rowSize == film.shape.reduce(1, *))
    #expect(checksum(episode.observations) == film.checksum)
    #expect(episode.actions.array() == [0, 1, 2] && episode.rewards == [0, 1, 2] && episode.seed == 7)
  }

  @Test("can be learned from")
  func demonstrations() throws {
    #expect(try open("colour").demonstrations().episodes.map(\.length) == [3])
  }

  @Test("are copied pixel by pixel, and then can be gone on with", arguments: ["colour", "grey"])
  func copied(name: String) throws {
    let dataset = try open(name)
    let copy = try MinariDataset.merge([dataset], into: datasets.root.url(of: "copy-v0"), as: "copy-v0")
    let episode = try dataset.episode(0)
    #expect(try copy.episode(0) == episode && !copy.metadata.encodesJPEG)
    let writer = try MinariWriter(appendingTo: copy.url)
    try writer.append(episode)
    try writer.close()
    #expect(try MinariDataset(opening: copy.url).episode(1) == episode)
  }

  @Test("are not appended to")
  func appending() throws {
    try open("grey")
    let before = try Data(contentsOf: file)
    #expect(
      refusal { _ = try MinariWriter(appendingTo: url) }
        == "\(url.relativePath) stores its pictures as JPEG, which is read here, but not written; append to a copy, "
        + "which `palaestra datasets merge film-v0 --out …` makes of plain pixels.")
    #expect(try Data(contentsOf: file) == before)
  }

  @Test("are of the space's shape")
  func otherShape() throws {
    let other = SpaceDescriptor.box(
      scalar: .uint8, shape: [35, 45], low: [Double](repeating: 0, count: 1575),
      high: [Double](repeating: 255, count: 1575))
    let dataset = try open("colour", as: other)
    #expect(
      refusal { _ = try dataset.episodes([0]) }
        == "\(file.relativePath) is damaged: the observations of episode 0 cannot be read (picture 0 is of shape "
        + "[35, 45, 3] instead of [35, 45]).")
  }

  @Test(
    "are said to be damaged",
    arguments: [
      ("colour", "picture 2 is no sound JPEG: Corrupt JPEG data: premature end of data segment"),
      ("grey", "picture 2 is no sound JPEG: Corrupt JPEG data: premature end of data segment"),
    ])
  func damaged(name: String, reason: String) throws {
    try open(name)
    var bytes = try Data(contentsOf: file)
    let end = try pictures()[2].upperBound
    // The picture ends forty bytes early.
    bytes.replaceSubrange(end - 42..<end - 40, with: [0xFF, 0xD9])
    try bytes.write(to: file)
    #expect(
      refusal { _ = try MinariDataset(opening: url).demonstrations() }
        == "\(file.relativePath) is damaged: the observations of episode 0 cannot be read (\(reason)).")
  }

  @Test("are said not to be there")
  func lost() throws {
    try open("colour")
    var bytes = try Data(contentsOf: file)
    let heap = try #require(bytes.firstRange(of: Data("GCOL".utf8)))
    bytes[heap.lowerBound] = 0
    try bytes.write(to: file)
    #expect(
      refusal { _ = try MinariDataset(opening: url).demonstrations() }
        == "\(file.relativePath) is damaged: the observations of episode 0 cannot be read (row 0 is not where it should be)."
    )
  }

  @Test("are said to be in pieces of another size than they are, beyond which HDF5 would read")
  func resized() throws {
    try open("grey")
    var bytes = try Data(contentsOf: file)
    // Where a tree tells how many bytes its first piece has.
    for tree in bytes.places(of: Data("TREE\u{1}".utf8)) { bytes[tree + 25] ^= 0x01 }
    try bytes.write(to: file)
    #expect(
      refusal { _ = try MinariDataset(opening: url).demonstrations() }
        == "\(file.relativePath) is damaged: the rewards of episode 0 cannot be read (it is in pieces of the wrong "
        + "size).")
  }

  @Test("do not end the process, whatever byte of theirs is changed", arguments: ["colour", "grey"])
  func anyByteOfAPicture(name: String) throws {
    try open(name)
    let shape = try Film.named(name).shape
    let sound = try [UInt8](Data(contentsOf: file)[pictures()[0]])
    var damaged = 0
    for index in sound.indices {
      for change: UInt8 in [0x01, 0x80, 0xFF] {
        var bytes = sound
        bytes[index] ^= change
        do throws(JPEGDamage) {
          #expect(try JPEGDecoder().pixels(of: bytes, shape: shape).count == shape.reduce(1, *))
        } catch {
          damaged += 1
        }
      }
      #expect(throws: JPEGDamage.self) { try JPEGDecoder().pixels(of: Array(sound[..<index]), shape: shape) }
    }
    #expect(damaged > sound.count / 2)
  }

  /// The bytes that lead to the pictures: the nodes of the arrays' trees, the heads of collections and of the objects in
  /// them, and the references to these.
  private func signposts() throws -> [Int] {
    let bytes = try Data(contentsOf: file)
    let trees = bytes.places(of: Data("TREE\u{1}".utf8)).flatMap { $0..<$0 + 72 }
    let collections = bytes.places(of: Data("GCOL".utf8))
    let heads = try (collections + pictures().map { $0.lowerBound - 16 }).flatMap { $0..<$0 + 16 }
    let references = collections.flatMap { place in
      withUnsafeBytes(of: UInt64(place).littleEndian) { bytes.places(of: Data($0)) }.flatMap { $0 - 4..<$0 + 12 }
    }
    return trees + heads + references
  }

  @Test("do not end the process, whatever byte is changed that leads to them", arguments: ["colour", "grey"])
  func anySignpost(name: String) throws {
    try open(name)
    let space = try Film.named(name).space
    let sound = try Data(contentsOf: file)
    let handle = try FileHandle(forUpdating: file)
    func put(_ byte: UInt8, at place: Int) throws {
      try handle.seek(toOffset: UInt64(place))
      try handle.write(contentsOf: [byte])
    }
    var damaged = 0
    for place in try signposts() {
      // Another change for each of the bytes of a number: reading takes a process of its own.
      try put(sound[place] ^ ([0x01, 0x10, 0x80, 0xFF] as [UInt8])[place / 3 % 4], at: place)
      do throws(DatasetError) {
        let source = try DatasetFile(file, .reading)
        var allowance = UnfoldingAllowance(for: source)
        _ = try source.episode(0).elements("observations", rows: 4, of: space, within: &allowance)
      } catch {
        damaged += 1
        #expect(error.description.hasPrefix("\(file.relativePath) is damaged: "))
      }
      try put(sound[place], at: place)
    }
    #expect(damaged > 50)
  }
}

extension Data {
  /// Where a pattern begins.
  fileprivate func places(of pattern: Data) -> [Int] {
    var places: [Int] = []
    while let found = self[(places.last.map { $0 + 1 } ?? 0)...].firstRange(of: pattern) {
      places.append(found.lowerBound)
    }
    return places
  }
}
