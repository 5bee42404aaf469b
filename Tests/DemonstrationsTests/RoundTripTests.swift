import Demonstrations
import Foundation
import Simulation
import TestSupport
import TestTraits
import Testing

@Suite("A dataset gives back what was written", .mayHang(inLineFor: .hdf5))
struct RoundTripTests {
  private let datasets: Datasets

  init() throws { datasets = try Datasets() }

  private func expectBack<Observation, Action>(
    _ episodes: [Episode<Observation, Action>], _ observations: SpaceDescriptor, _ actions: SpaceDescriptor
  ) throws {
    let dataset = try datasets.write(episodes, observations, actions)
    #expect(dataset.episodeCount == episodes.count)
    #expect(try dataset.stepCount == episodes.reduce(0) { $0 + $1.length })
    #expect(dataset.metadata.observationSpace == observations && dataset.metadata.actionSpace == actions)
    for (index, episode) in episodes.enumerated() { #expect(try dataset.episode(index) == episode) }
  }

  @Test("numbers and choices, of short episodes and long ones")
  func floatInt() throws {
    try expectBack([walk(0), walk(1), walk(2, length: 5000), walk(3)], plane, choices)
  }

  @Test("numbers and numbers, and an episode that was broken off")
  func floatFloat() throws {
    var episode = Episode<Float, Float>(startingAt: [1, 2], seed: .max)
    episode.append(action: [-0.5], reward: 1e300, status: .running, observation: [-0.0, .leastNonzeroMagnitude])
    try expectBack([episode], plane, .box(scalar: .float32, shape: [1], low: [-2], high: [2]))
  }

  @Test("choices that do not begin at 0, and an episode without a seed")
  func intInt() throws {
    let episode = Episode<Int, Int>(
      observations: [-2, 3], actions: [5, 0], rewards: [-1], ending: .truncated)
    try expectBack(
      [episode], .discrete(count: 6, start: -2), .multiDiscrete(counts: [6, 2], start: [0, 0]))
  }

  @Test("tuples, part by part")
  func tuples() throws {
    let episode = Episode<Int, Int>(
      observations: [20, 10, 1, 4, 2, 0, 31, 9, 1], actions: [0, 1], rewards: [0, 1], ending: .terminated, seed: 1)
    try expectBack(
      [episode],
      .tuple([.discrete(count: 32, start: 0), .discrete(count: 11, start: 0), .discrete(count: 2, start: 0)]),
      .discrete(count: 2, start: 0))
  }

  @Test("pictures, pixel by pixel", arguments: [[48, 40], [40, 48, 3]])
  func pictures(shape: [Int]) throws {
    let size = shape.reduce(1, *)
    let space = SpaceDescriptor.box(
      scalar: .uint8, shape: shape, low: [Double](repeating: 0, count: size),
      high: [Double](repeating: 255, count: size))
    let episode = Episode<UInt8, Float>(
      observations: (0..<size * 40).map { UInt8(truncatingIfNeeded: $0 &* $0 / 7) },
      actions: (0..<39).map { Float($0) }, rewards: (0..<39).map { Double($0) }, ending: .truncated, seed: 0)
    try expectBack([episode, episode], space, .box(scalar: .float32, shape: [1], low: [-1], high: [1]))
  }

  @Test("and what it says of itself")
  func metadata() throws {
    var metadata = datasets.metadata("walks/told-v3", plane, choices)
    metadata.environmentSpecification = "{\"id\": \"Walk-v0\", \"kwargs\": {}}"
    metadata.environmentOverrides = ConfigurationOverrides(["gravity": "1.6"])
    metadata.algorithm = "heuristic"
    metadata.authors = ["Zoë", "\"Q\""]
    metadata.authorEmails = ["zoe@example.org"]
    metadata.codePermalink = "https://example.org"
    metadata.summary = "Walks,\nand \\ talks."
    metadata.requirements = ["gymnasium"]
    let writer = try MinariWriter(creating: datasets.root.url(of: metadata.id), metadata: metadata)
    try writer.append(walk(4))
    try writer.close()
    let dataset = try MinariDataset(opening: datasets.root.url(of: metadata.id))
    #expect(dataset.metadata.environment == "Walk-v0" && dataset.metadata.stepCount == walk(4).length)
    let parts: [(MinariMetadata) -> AnyHashable] = [
      \.id, \.environmentSpecification, \.environmentOverrides.values, \.algorithm, \.authors, \.authorEmails,
      \.codePermalink,
      \.summary, \.requirements,
    ]
    for part in parts { #expect(part(dataset.metadata) == part(metadata)) }
  }

  @Test("the same bytes for the same episodes")
  func bytes() throws {
    for id in ["a-v0", "b-v0"] { try datasets.write((0..<20).map { walk($0) }, plane, choices, as: id) }
    let contents = try ["a-v0", "b-v0"].map {
      try Data(contentsOf: datasets.folder.file("\($0)/data/main_data.hdf5"))
    }
    #expect(contents[0] == contents[1])
  }

  @Test("and can be learned from")
  func demonstrations() throws {
    let episodes = (0..<7).map { walk($0) }
    let demonstrations = try datasets.write(episodes, plane, choices).demonstrations()
    guard case .floatInt(let read) = demonstrations.episodes else {
      Issue.record("other scalars")
      return
    }
    #expect(read == episodes && demonstrations.name == "walks/test-v0")
  }

  @Test("summaries without reading all of it")
  func summaries() throws {
    let episodes = (0..<4).map { walk($0) }
    let summaries = try datasets.write(episodes, plane, choices).summaries()
    #expect(summaries.map(\.seed) == [0, 1, 2, 3] && summaries.map(\.length) == episodes.map(\.length))
    #expect(summaries.map(\.episodeReturn) == episodes.map(\.episodeReturn))
    #expect(summaries.map(\.ending) == episodes.map(\.ending))
  }
}
