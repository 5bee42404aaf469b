import Foundation
import Simulation
import TestSupport
import TestTraits
import Testing

@testable import Demonstrations

/// What others store otherwise than Palaestra: read where it can be, and else refused by its name.
@Suite("A file of other programs", .mayHang(inLineFor: .hdf5))
struct ForeignFileTests {
  private let datasets: Datasets
  private var url: URL { datasets.root.url(of: "walks/test-v0") }
  private var file: URL { url.appending(path: "data/main_data.hdf5") }

  init() throws {
    datasets = try Datasets()
    try datasets.write([walk(0, length: 3)], plane, choices)
  }

  /// Puts a file of the folder Golden in the place of the dataset's.
  private func use(_ name: String) throws {
    try Data(golden(name)).write(to: file)
  }

  private func golden(_ name: String) throws -> [UInt8] {
    [UInt8](
      try Data(contentsOf: try #require(Bundle.module.url(forResource: "Golden/\(name)", withExtension: "hdf5"))))
  }

  private func replaceMetadata(_ old: String, by new: String) throws {
    let metadata = url.appending(path: "data/metadata.json")
    let text = String(decoding: try Data(contentsOf: metadata), as: UTF8.self)
    #expect(text.contains(old))
    try Data(text.replacing(old, with: new).utf8).write(to: metadata)
  }

  private func expectMade(_ episode: Episode, length: Int) {
    #expect(episode.observations.array() == (0..<2 * (length + 1)).map { Float($0) / 8 })
    #expect(episode.actions.array() == (0..<length).map { $0 % 3 })
    #expect(episode.rewards == (0..<length).map { Double($0) / 4 } || episode.rewards == [0, 0, 0])
    #expect(episode.ending == .terminated && episode.seed == 7)
  }

  @Test("is read as h5py writes it", arguments: [("plain", 3), ("lzf", 150), ("unwritten", 3)])
  func read(name: String, length: Int) throws {
    try use(name)
    expectMade(try MinariDataset(opening: url).episode(0), length: length)
  }

  @Test("is read as Minari 0.4 wrote it, but not written")
  func old() throws {
    try use("minari-0.4")
    try FileManager.default.removeItem(at: url.appending(path: "data/metadata.json"))
    let dataset = try MinariDataset(opening: url)
    #expect(dataset.metadata.id == "walks-v0" && dataset.metadata.minariVersion == "0.4.3")
    #expect(dataset.metadata.environment == "Walk-v0" && dataset.metadata.authors == ["Ann", "Bo"])
    #expect(dataset.metadata.algorithm == "chance" && dataset.metadata.actionSpace == choices)
    expectMade(try dataset.episode(0), length: 3)
    #expect(try dataset.stepCount == 3)
    let said = try #require(refusal { _ = try MinariWriter(appendingTo: url) })
    #expect(said.hasPrefix("\(url.relativePath) was written by Minari 0.4, which is read here, but not written; "))
    try MinariDataset.merge([dataset], into: datasets.root.url(of: "copy-v0"), as: "copy-v0")
    expectMade(try MinariDataset(opening: datasets.root.url(of: "copy-v0")).episode(0), length: 3)
  }

  @Test(
    "is refused where it leads to other files, or is packed in unknown ways",
    arguments: [
      ("soft-link", "the rewards of episode 0 cannot be read (it is a link that leads elsewhere)."),
      ("external-link", "the rewards of episode 0 cannot be read (it is a link that leads elsewhere)."),
      ("external-episode", "its episode_1 is a link that leads elsewhere."),
      (
        "external-storage",
        "the rewards of episode 0 cannot be read (its numbers are in another file (external storage))."
      ),
      (
        "virtual", "the rewards of episode 0 cannot be read (it is a virtual dataset, made of other files)."
      ),
      (
        "zstd",
        "the rewards of episode 0 cannot be read (it is packed by the filter zstd (32015), which is not known here; "
          + "repack it, as by h5repack --filter=GZIP=4)."
      ),
      ("large-pieces", "the rewards of episode 0 cannot be read (it is in pieces of more than 256 MB)."),
    ])
  func refused(name: String, sentence: String) throws {
    try use(name)
    // What a link would lead to is there.
    try Data(golden("plain")).write(to: url.appending(path: "data/plain.hdf5"))
    let said = refusal { _ = try MinariDataset(opening: url).demonstrations() }
    #expect(said == "\(file.relativePath) cannot be used: \(sentence)")
    #expect(refusal { _ = try MinariDataset(opening: url).summaries() } == said)
  }

  @Test("that is small and unfolds to gigabytes is refused")
  func unfolding() throws {
    try use("unfolding")
    #expect(
      refusal { _ = try MinariDataset(opening: url).summaries() }
        == "\(file.relativePath) cannot be used: its 5944 bytes unfold to more than 268435456, with the rewards of episode "
        + "0; such data is not worth the memory that it takes.")
  }

  @Test("of a newer format is not called damaged")
  func newer() throws {
    try use("newer")
    guard let said = refusal({ _ = try MinariDataset(opening: url).summaries() }) else { return }
    #expect(said.contains("as of newer formats; convert it") && !said.contains("damaged"), "\(said)")
  }

  @Test(
    "that claims more than there can be is damaged",
    arguments: [
      ("endless", "the rewards of episode 0 cannot be read (there are 9223372036854775807 of them)."),
      ("far-number", "it has no episode_0, but 1 that are numbered on."),
    ])
  func claims(name: String, sentence: String) throws {
    try use(name)
    let said = refusal { _ = try MinariDataset(opening: url).demonstrations() }
    #expect(said == "\(file.relativePath) is damaged: \(sentence)")
  }

  @Test(
    "on which HDF5 itself crashes is damaged", arguments: [(5286, 194), (5295, 4), (5566, 226)] as [(Int, UInt8)])
  func crashing(offset: Int, byte: UInt8) throws {
    var bytes = try golden("plain")
    bytes[offset] = byte
    try Data(bytes).write(to: file)
    // Another release may read it, or refuse it in words of its own.
    let said = refusal { _ = try MinariDataset(opening: url).demonstrations() }
    #expect(said?.hasPrefix("\(file.relativePath) ") ?? true, "\(said ?? "")")
    _ = refusal { try MinariWriter(appendingTo: url).close() }
  }
}

extension ForeignFileTests {
  @Test(
    "whose spaces cannot be is refused",
    arguments: [
      (
        "{\"type\": \"MultiBinary\", \"n\": [1099511627776, 1099511627776]}", "is a MultiBinary without a usable n."
      ),
      ("{\"type\": \"Discrete\", \"n\": 9223372036854775807, \"start\": 1}", "is a Discrete without a usable n."),
      ("{\"type\": \"Discrete\", \"n\": -1}", "is a Discrete without a usable n."),
      (
        "{\"type\": \"MultiDiscrete\", \"nvec\": [2], \"start\": [9223372036854775807]}",
        "is a MultiDiscrete without a usable start."
      ),
      (
        "{\"type\": \"Box\", \"dtype\": \"uint8\", \"shape\": [4294967296, 4294967296], \"low\": 0, \"high\": 1}",
        "is a Box without a usable dtype and shape."
      ),
    ])
  func spaces(space: String, sentence: String) throws {
    try replaceMetadata(
      "\"{\\\"type\\\": \\\"Discrete\\\", \\\"dtype\\\": \\\"int64\\\", \\\"start\\\": 0, \\\"n\\\": 3}\"",
      by: "\"\(space.replacing("\"", with: "\\\""))\"")
    let said = try #require(refusal { _ = try MinariDataset(opening: url) })
    #expect(said.hasSuffix("cannot be used: its 'action_space' \(sentence)"), "\(said)")
  }

  @Test("whose bounds are no whole numbers is shown")
  func bounds() throws {
    let space = SpaceDescriptor.box(
      scalar: .uint8, shape: [2], low: [-1e300, .nan], high: [.infinity, 1e300])
    #expect("\(space)" == "Box([-1e+300 nan], [inf 1e+300], (2,), uint8)")
    _ = try JSONEncoder().encode(space)
    #expect(SpaceDescriptor.multiDiscrete(counts: [1 << 40, 1 << 40], start: [0, 0]).elementCount == nil)
  }

  @Test(
    "whose metadata claims other totals is counted", arguments: ["9223372036854775807", "-5", "1e300", "100000000"])
  func totals(steps: String) throws {
    try replaceMetadata("\"total_steps\": 3", by: "\"total_steps\": \(steps)")
    guard steps != "1e300" else {
      #expect(refusal { _ = try MinariDataset(opening: url) }?.contains("no usable 'total_steps'") ?? false)
      return
    }
    #expect(try MinariDataset(opening: url).stepCount == 3)
    let writer = try MinariWriter(appendingTo: url)
    try writer.append(walk(1, length: 3))
    try writer.close()
    #expect(try MinariDataset(opening: url).metadata.stepCount == 6)
  }

  @Test("in float64 is read as it is, copied as it is, and made of float32 where an episode is")
  func doubles() throws {
    let space = SpaceDescriptor.box(scalar: .float64, shape: [2], low: [-1, -1], high: [1, 1])
    let source = datasets.root.url(of: "doubles-v0")
    let writer = try MinariWriter(
      creating: source, metadata: datasets.metadata("doubles-v0", space, choices))
    try writer.append(walk(0, length: 3))
    let third = (0..<8).map { Double($0) / 3 }
    let precise = episode(third, [0, 1, 2], rewards: [0, 0, 0], in: (space, choices))
    try writer.append(precise)
    try writer.close()
    let dataset = try MinariDataset(opening: source)
    #expect(try dataset.episode(0).observations.converted(to: plane.layout) == walk(0, length: 3).observations)
    #expect(try dataset.demonstrations().observationSpace == space)
    #expect(try dataset.episode(1) == precise)
    let copy = try MinariDataset.merge([dataset], into: datasets.root.url(of: "copy-v0"), as: "copy-v0")
    #expect(try copy.group(1).description(of: "observations").byteCount == 8)
    #expect(try copy.episode(1) == precise)
  }

  @Test("whose categories start elsewhere is numbered as the task is")
  func starts() throws {
    let from1 = SpaceDescriptor.discrete(count: 3, start: 1)
    let counted = episode([1, 3], [2], rewards: [0], in: (from1, from1))
    let demonstrations = try datasets.write([counted], from1, from1, as: "one-v0").demonstrations()
    let numbered = demonstrations.numbered(observing: choices, acting: choices)
    #expect(numbered.episodes[0].observations.array() == [0, 2] && numbered.episodes[0].actions.array() == [1])
    #expect(numbered.observationSpace == choices && numbered.actionSpace == choices)
    #expect(!from1.isNumbered(like: .discrete(count: 4, start: 0)))
  }
}
