import Foundation
import Simulation
import TestSupport
import TestTraits
import Testing

@testable import Demonstrations

/// What a user may get wrong, or a disk: one sentence each, and nothing is overwritten.
@Suite("Of a bad dataset it is said", .mayHang(inLineFor: .hdf5))
struct BadInputTests {
  private let datasets: Datasets
  private var url: URL { datasets.root.url(of: "walks/test-v0") }
  private var file: URL { url.appending(path: "data/main_data.hdf5") }
  private var metadata: URL { url.appending(path: "data/metadata.json") }

  init() throws {
    datasets = try Datasets()
    try datasets.write((0..<4).map { walk($0, length: 50) }, plane, choices)
  }

  private func change(_ url: URL, _ body: (inout Data) -> Void) throws {
    var data = try Data(contentsOf: url)
    body(&data)
    try data.write(to: url)
  }

  private func replace(_ old: String, by new: String) throws {
    try change(metadata) { data in
      data = Data(String(decoding: data, as: UTF8.self).replacing(old, with: new).utf8)
    }
  }

  /// What is said when it is opened to be learned from, and that appending says so too.
  private func refusalToRead() throws -> String? {
    let names = try datasets.names()
    let before = try Data(contentsOf: file)
    let reading = refusal { _ = try MinariDataset(opening: url).demonstrations() }
    #expect(try datasets.names() == names && Data(contentsOf: file) == before)
    return reading
  }

  @Test("that its file is cut off", arguments: [0, 5, 60, 1000])
  func cutOff(count: Int) throws {
    try change(file) { $0.removeLast($0.count - count) }
    let sentence = try #require(try refusalToRead())
    #expect(sentence.hasPrefix("\(file.relativePath) is damaged: "), "\(sentence)")
    let appending = try #require(refusal { _ = try MinariWriter(appendingTo: url) })
    #expect(appending.contains("main_data.hdf5 "), "\(appending)")
    #expect(try Data(contentsOf: file).count == count)
  }

  @Test("that its file is another one")
  func another() throws {
    try Data("PK\u{3}\u{4} and so on, for some hundreds of bytes".utf8).write(to: file)
    let said = try refusalToRead()
    #expect(said == "\(file.relativePath) is damaged: HDF5 says 'file signature not found'.")
  }

  @Test("that an episode's numbers are damaged")
  func damagedNumbers() throws {
    try FileManager.default.removeItem(at: url)
    try datasets.write([walk(0, length: 500)], plane, choices)
    // The compressed observations are the first thing in it.
    try change(file) { data in
      guard let zlib = data.firstRange(of: Data([0x78, 0x5E])) else { return }
      for index in zlib.lowerBound + 2..<zlib.lowerBound + 40 { data[index] = 0xAA }
    }
    let sentence = try #require(try refusalToRead())
    #expect(
      sentence.hasPrefix(
        "\(file.relativePath) is damaged: the observations of episode 0 cannot be read (inflate() failed"),
      "\(sentence)")
  }

  @Test("that its file is not there")
  func missing() throws {
    try FileManager.default.removeItem(at: file)
    let sentence = try #require(refusal { _ = try MinariDataset(opening: url) })
    #expect(sentence == "\(file.relativePath) cannot be read: No such file or directory.")
  }

  @Test(
    "what is wrong with its metadata",
    arguments: [
      ("{\"total_episodes\": 4", "{\"total_episodes\": x", "is damaged: at byte 19 of "),
      ("\"dataset_id\"", "\"id\"", "is damaged: it has no usable 'dataset_id'."),
      ("\"total_steps\": 200", "\"total_steps\": \"200\"", "is damaged: it has no usable 'total_steps'."),
      (
        "\\\"type\\\": \\\"Box\\\"", "\\\"type\\\": \\\"Graph\\\"",
        "cannot be used: its 'observation_space' is a Graph, which is not supported."
      ),
      (
        "\\\"shape\\\": [2]", "\\\"shape\\\": [3]",
        "cannot be used: its 'observation_space' is a Box of shape [3] without 3 bounds of each kind."
      ),
      ("\\\"n\\\": 3", "\\\"n\\\": 0", "cannot be used: its 'action_space' is a Discrete without a usable n."),
      ("\\\"n\\\": 3}", "\\\"n\\\": 3", "is damaged: its 'action_space' is no JSON: at byte "),
      ("\"0.5.4\"", "\"0.6.0\"", "was written by Minari 0.6.0, but datasets of Minari 0.4 and 0.5 are known; "),
      ("\"hdf5\"", "\"arrow\"", "describes a dataset in the format 'arrow', but only hdf5 can be read; "),
    ])
  func metadata(old: String, new: String, sentence: String) throws {
    try replace(old, by: new)
    let said = try #require(try refusalToRead())
    #expect(said.hasPrefix("\(metadata.relativePath) \(sentence)"), "\(said)")
    #expect(refusal { _ = try MinariWriter(appendingTo: url) } == said)
  }

  @Test("that its metadata is empty, or is not there")
  func noMetadata() throws {
    try Data().write(to: metadata)
    #expect(try refusalToRead() == "\(metadata.relativePath) is damaged: at byte 0 of 0, a value was expected.")
    try FileManager.default.removeItem(at: metadata)
    #expect(try refusalToRead() == "\(url.relativePath) is no dataset: it has no data/metadata.json.")
  }

  @Test("that its metadata promises more than there is")
  func tooMany() throws {
    try replace("\"total_episodes\": 4", by: "\"total_episodes\": 5")
    #expect(
      try refusalToRead() == "\(file.relativePath) is damaged: it has 4 episodes, but its metadata says 5.")
  }

  @Test("that its spaces are not those of its numbers")
  func otherSpaces() throws {
    try replace("\\\"shape\\\": [2], \\\"low\\\": [-Infinity, -1.0]", by: "\\\"shape\\\": [1], \\\"low\\\": [-1.0]")
    try replace("[Infinity, 3.4028234663852886e+38]", by: "[1.0]")
    #expect(
      try refusalToRead()
        == "\(file.relativePath) is damaged: the observations of episode 0 cannot be read (51 rows of Box(-1.0, 1.0, (1,), "
        + "float32) were expected, but its shape is [51, 2]).")
  }

  @Test("that it cannot be written, though it can be read", .enabled(if: getuid() != 0, "root may write anything"))
  func readOnly() throws {
    func set(_ mode: Int, _ url: URL) throws {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
    }
    let data = url.appending(path: "data")
    try set(0o444, file)
    try set(0o555, data)
    defer { try? set(0o755, data) }
    #expect(
      refusal { _ = try MinariWriter(appendingTo: url) }
        == "\(file.relativePath) cannot be written: Permission denied. What stood there before is untouched.")
    #expect(try refusalToRead() == nil)
  }

  @Test("that it has no episodes")
  func empty() throws {
    let empty = datasets.root.url(of: "empty-v0")
    let writer = try MinariWriter(creating: empty, metadata: datasets.metadata("empty-v0", plane, choices))
    try withExtendedLifetime(writer) {
      try FileManager.default.copyItem(at: empty, to: datasets.root.url(of: "copy-v0"))
    }
    let dataset = try MinariDataset(opening: datasets.root.url(of: "copy-v0"))
    #expect(dataset.episodeCount == 0)
    #expect(
      refusal { _ = try dataset.demonstrations() }
        == "\(dataset.url.relativePath) has no episodes to learn from; record some with `palaestra record`.")
  }

  @Test("what cannot be learned from")
  func numbers() throws {
    var metadata = datasets.metadata("free-v0", plane, .discrete(count: 9, start: 0))
    metadata.algorithm = "chance"
    let free = datasets.root.url(of: "free-v0")
    let writer = try MinariWriter(creating: free, metadata: metadata)
    try writer.append(walk(0))
    try writer.append(
      episode([0, 0, 0, 0, 0, 0] as [Float], [1, 8], rewards: [0, 0]))
    try writer.close()
    let path = free.appending(path: "data/metadata.json")
    try change(path) { data in
      data = Data(String(decoding: data, as: UTF8.self).replacing("\\\"n\\\": 9", with: "\\\"n\\\": 3").utf8)
    }
    #expect(
      refusal { _ = try MinariDataset(opening: free).demonstrations() }
        == "\(free.relativePath) cannot be learned from: episode 1, step 1: the action is 8, which is not in Discrete(3)."
    )
    // What it says can still be looked at.
    #expect(try MinariDataset(opening: free).episode(1).actions.array() == [1, 8])
  }

  @Test(
    "that an episode cannot be appended",
    arguments: [
      (
        episode([0, .nan, 0, 0] as [Float], [0], rewards: [0]),
        "in step 0: the observation holds nan, where numbers must be finite."
      ),
      (
        episode([0, 0, 0, 0, -.infinity, 0] as [Float], [0, 0], rewards: [0, 0]),
        "in step 2: the observation holds -inf, where numbers must be finite."
      ),
      (
        episode([0, 0, 0, 0] as [Float], [3], rewards: [0]),
        "in step 0: the action is 3, which is not in Discrete(3)."
      ),
      (
        episode([0, 0, 0, 0] as [Float], [0], rewards: [.infinity]),
        "in step 0: the reward is inf."
      ),
      (episode([0, 0] as [Float], [] as [Int], rewards: []), "it has no steps."),
      (
        episode(
          [0, 0, 0, 0] as [Float], [0, 1], rewards: [0],
          in: (plane, .multiDiscrete(counts: [2, 2], start: [0, 0]))),
        "it observes float32[2] and acts with int64[2], but the dataset holds Box("
      ),
      // Finite as it is, and not as the dataset would hold it.
      (
        episode([0, 0, 1e300, 0] as [Double], [0], rewards: [0]),
        "in step 1: the observation holds inf, where numbers must be finite."
      ),
    ])
  func appending(episode: Episode, sentence: String) throws {
    let before = try Data(contentsOf: file)
    let writer = try MinariWriter(appendingTo: url)
    let said = try #require(refusal { try writer.append(episode) })
    #expect(said.hasPrefix("Episode 4 cannot be appended to \(url.relativePath): \(sentence)"), "\(said)")
    #expect(try Data(contentsOf: file) == before)
    try writer.append(walk(4, length: 50))
    try writer.close()
    #expect(try MinariDataset(opening: url).demonstrations().episodes.count == 5)
  }

  @Test(
    "that the names of a dictionary are none of arrays",
    arguments: ["", ".", "a/b", "a/\u{301}b", "a\0b", String(repeating: "n", count: 201)])
  func names(name: String) throws {
    let place = datasets.root.url(of: "walks/names-v0")
    for names in [[name], ["outer", name]] {
      let space = names.reversed().reduce(plane) { .dictionary([NamedSpace($1, $0)]) }
      let said = refusal {
        _ = try MinariWriter(creating: place, metadata: datasets.metadata("walks/names-v0", space, choices))
      }
      #expect(said?.hasSuffix("cannot be stored.") == true)
    }
  }

  @Test("that the names of a dictionary are in another order than they are read in")
  func order() throws {
    let space = SpaceDescriptor.dictionary([NamedSpace("b", plane), NamedSpace("a", plane)])
    let said = refusal {
      _ = try MinariWriter(
        creating: datasets.root.url(of: "walks/names-v0"),
        metadata: datasets.metadata("walks/names-v0", space, choices))
    }
    #expect(said?.hasSuffix("cannot be stored.") == true)
  }

  @Test("that the names of dictionaries are too long together")
  func longPath() throws {
    let place = datasets.root.url(of: "walks/names-v0")
    let space = (0..<3).reduce(plane) { space, _ in
      .dictionary([NamedSpace(String(repeating: "n", count: 81), space)])
    }
    let said = refusal {
      _ = try MinariWriter(creating: place, metadata: datasets.metadata("walks/names-v0", space, choices))
    }
    #expect(said?.hasSuffix("cannot be stored.") == true)
  }

  @Test("that it is of another task")
  func otherTask() throws {
    let task = datasets.metadata("walks/test-v0", plane, .discrete(count: 4, start: 0))
    let said = try #require(refusal { _ = try MinariWriter(appendingTo: url, expecting: task) })
    #expect(said.hasPrefix("\(url.relativePath) holds episodes of an unnamed environment, observing Box("))
    #expect(said.hasSuffix(" and acting with Discrete(4)."))
  }

  @Test("that its numbers are of a type that is not computed with")
  func otherType() throws {
    try change(url.appending(path: "data/metadata.json")) { data in
      data = Data(String(decoding: data, as: UTF8.self).replacing("float32", with: "float16").utf8)
    }
    let dataset = try MinariDataset(opening: url)
    let said = try #require(refusal { _ = try dataset.episode(0) })
    #expect(said.hasPrefix("\(url.relativePath) has observations of Box("))
    #expect(said.hasSuffix(" and actions of Discrete(3), which no environment exchanges."))
  }

  @Test("in a sentence that names it, or not at all, whatever bytes are changed")
  func anyByte() throws {
    let sound = try Data(contentsOf: file)
    var generator = RandomGenerator(seed: 0)
    var refusals: [String] = []
    for _ in 0..<300 {
      var data = sound
      for _ in 0..<4 { data[generator.integers(0..<data.count)] = UInt8(generator.integers(0..<256)) }
      try data.write(to: file)
      if let said = refusal({ _ = try MinariDataset(opening: url).demonstrations() }) { refusals.append(said) }
    }
    #expect(!refusals.isEmpty)
    for said in refusals { #expect(said.contains(url.relativePath), "\(said)") }
  }
}

@Suite("A root of datasets")
struct DatasetRootTests {
  private let datasets: Datasets

  init() throws {
    datasets = try Datasets()
    try datasets.write([walk(0)], plane, choices, as: "LunarLander-v3/heuristic-v0")
    try datasets.write([walk(0)], plane, choices, as: "pole-v1")
  }

  @Test("lists what is in it")
  func ids() throws {
    try FileManager.default.createDirectory(
      at: datasets.folder.file(".hidden-v0/data"), withIntermediateDirectories: true)
    #expect(datasets.root.ids() == ["LunarLander-v3/heuristic-v0", "pole-v1"])
    #expect(DatasetRoot(datasets.folder.file("nowhere")).ids().isEmpty)
  }

  @Test("finds by id and by path")
  func existing() throws {
    #expect(try datasets.root.existing("pole-v1").path == datasets.folder.file("pole-v1").path)
    let path = datasets.folder.file("LunarLander-v3/heuristic-v0").path
    #expect(try datasets.root.existing(path).path == path)
  }

  @Test("asks for the nearest")
  func nearest() throws {
    let sentence =
      "There is no dataset 'LunarLander-v3/heuristc-v0' in \(datasets.root.url.path). Did you mean "
      + "'LunarLander-v3/heuristic-v0'? `palaestra datasets list` lists them."
    #expect(throws: DatasetError(sentence)) { try datasets.root.existing("LunarLander-v3/heuristc-v0") }
  }

  @Test(
    "takes the ids that Minari takes",
    arguments: ["a-v0", "a_b-c-v12", "ab/c-v0", "LunarLander-v3/x/y-v1", "-v0-v1", "größe-v0", "机器/人-v3"])
  func good(id: String) throws { #expect(try datasets.root.place(for: id).id == id) }

  @Test(
    "and no others",
    arguments: [
      "", "a", "a-v", "a/b-v0", "ä/b-v0", "a b-v0", "a·b-v0", "a😀-v0", "ab//c-v0", "ab/c-v0/", "-v0", "a-v0.1",
    ])
  func bad(id: String) { #expect(throws: DatasetError.self) { try datasets.root.place(for: id) } }

  @Test("takes a folder for what it is")
  func folder() throws {
    let place = try datasets.root.place(for: "./some/lander-v0")
    #expect(place.id == "lander-v0" && place.url.relativePath == "./some/lander-v0")
  }
}
