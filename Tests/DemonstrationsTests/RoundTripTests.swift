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

  private func expectBack(
    _ episodes: [Episode], _ observations: SpaceDescriptor, _ actions: SpaceDescriptor
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
    let push = SpaceDescriptor.box(scalar: .float32, shape: [1], low: [-2], high: [2])
    let broken = episode(
      [1, 2, -0.0, .leastNonzeroMagnitude] as [Float], [-0.5] as [Float], rewards: [1e300], .running, seed: .max,
      in: (plane, push))
    try expectBack([broken], plane, push)
  }

  @Test("choices that do not begin at 0, and an episode without a seed")
  func intInt() throws {
    let (seen, done) = (SpaceDescriptor.discrete(count: 6, start: -2), pair)
    try expectBack([episode([-2, 3], [5, 0], rewards: [-1], in: (seen, done))], seen, done)
  }

  @Test("tuples, part by part")
  func tuples() throws {
    let hand = SpaceDescriptor.tuple([
      .discrete(count: 32, start: 0), .discrete(count: 11, start: 0), .discrete(count: 2, start: 0),
    ])
    let played = episode(
      [20, 10, 1, 4, 2, 0, 31, 9, 1], [0, 1], rewards: [0, 1], .terminated, seed: 1, in: (hand, choices))
    try expectBack([played], hand, choices)
  }

  @Test("dictionaries and tuples of several kinds of numbers, part by part")
  func dictionaries() throws {
    let space = SpaceDescriptor.dictionary([
      NamedSpace("count", .box(scalar: .int32, shape: [2, 2], low: [0, 0, 0, 0], high: [9, 9, 9, 9])),
      NamedSpace("flag", .box(scalar: .bool, shape: [1], low: [0], high: [1])),
      NamedSpace(
        "inner",
        .dictionary([
          NamedSpace("lamps", .multiBinary(count: 3)), NamedSpace("level", .tuple([choices, plane])),
          NamedSpace("place", .tuple([choices, pair])),
        ])),
      NamedSpace("speed", .box(scalar: .float64, shape: [2], low: [-9, -9], high: [9, 9])),
    ])
    let layout = space.layout
    #expect(
      layout.fields.map(\.name)
        == ["count", "flag", "inner.lamps", "inner.level.0", "inner.level.1", "inner.place", "speed"])
    var observations = RowBuffer(layout, count: 3)
    var generator = RandomGenerator(seed: 4)
    for row in 0..<3 {
      fill(&observations, row, field: 0) { _ in Int32(generator.integers(0..<10)) }
      fill(&observations, row, field: 1) { _ in generator.integers(0..<2) == 1 }
      fill(&observations, row, field: 2) { _ in UInt8(generator.integers(0..<2)) }
      fill(&observations, row, field: 3) { _ in generator.integers(0..<3) }
      fill(&observations, row, field: 4) { _ in Float(generator.uniform(0, 1)) }
      fill(&observations, row, field: 5) { _ in generator.integers(0..<2) }
      fill(&observations, row, field: 6) { _ in generator.uniform(-9, 9) }
    }
    let played = Episode(
      observations: observations, actions: RowBuffer([0, 2]), rewards: [1, 2], ending: .terminated, seed: 3)
    try expectBack([played, played], space, choices)
  }

  private func fill<Number: RowScalar>(
    _ rows: inout RowBuffer, _ row: Int, field: Int, _ number: (Int) -> Number
  ) {
    var numbers = rows.mutableField(field, ofRow: row, as: Number.self)
    for index in numbers.indices { numbers[index] = number(index) }
  }

  @Test("pictures, pixel by pixel", arguments: [[48, 40], [40, 48, 3]])
  func pictures(shape: [Int]) throws {
    let size = shape.reduce(1, *)
    let space = SpaceDescriptor.box(
      scalar: .uint8, shape: shape, low: [Double](repeating: 0, count: size),
      high: [Double](repeating: 255, count: size))
    let push = SpaceDescriptor.box(scalar: .float32, shape: [1], low: [-1], high: [1])
    let film = episode(
      (0..<size * 40).map { UInt8(truncatingIfNeeded: $0 &* $0 / 7) }, (0..<39).map { Float($0) },
      rewards: (0..<39).map { Double($0) }, seed: 0, in: (space, push))
    try expectBack([film, film], space, push)
  }

  @Test("and what it says of itself")
  func metadata() throws {
    var metadata = datasets.metadata("walks/told-v3", plane, choices)
    metadata.environmentSpecification = "{\"id\": \"Walk-v0\", \"kwargs\": {}}"
    metadata.environmentOverrides = ConfigurationOverrides(["gravity": "1.6"])
    metadata.environmentWrappers = ["resize=48", "frameStack=4"]
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
      \.id, \.environmentSpecification, \.environmentOverrides.values, \.environmentWrappers, \.algorithm,
      \.authors, \.authorEmails,
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
    #expect(demonstrations.episodes == episodes && demonstrations.name == "walks/test-v0")
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

/// A space of two choices.
private let pair = SpaceDescriptor.multiDiscrete(counts: [6, 2], start: [0, 0])
