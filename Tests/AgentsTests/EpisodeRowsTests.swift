import Demonstrations
import Simulation
import TestSupport
import Testing

@testable import Agents

@Suite("Rows of episodes") struct EpisodeRowsTests {
  private func episode(_ length: Int, from start: Float) -> Episode {
    Episode(
      observations: (0..<2 * (length + 1)).map { start + Float($0) }, actions: Array(0..<length),
      rewards: Array(repeating: Double(start), count: length), ending: .truncated)
  }

  private static let task = TaskSpecification(
    observationSpace: .box(scalar: .float32, shape: [2], low: [0, 0], high: [99, 99]),
    actionSpace: .discrete(count: 9, start: 0))

  private var rows: EpisodeRows {
    EpisodeRows([episode(2, from: 0), episode(0, from: 5), episode(3, from: 10)], of: Self.task)
  }

  @Test("hold every step, leave out what was seen at the ends, and know what went before")
  func steps() {
    #expect(rows.count == 5)
    #expect(rows.observations.array() == [0, 1, 2, 3, 10, 11, 12, 13, 14, 15] as [Float])
    #expect(rows.actions.array() == [0, 1, 0, 1, 2])
    #expect(rows.rewards == [0, 0, 10, 10, 10])
    #expect(rows.predecessors == [-1, 0, -1, 2, 3])
  }

  @Test("take in running episodes in turn")
  func runningEpisodes() {
    var rows = EpisodeRows(observations: Self.task.observationLayout, actions: Self.task.actionLayout)
    let steps: [([Float], Int)] = [([0, 1], -1), ([10, 11], -1), ([2, 3], 0), ([12, 13], 1)]
    for (observation, predecessor) in steps {
      rows.append(
        0, of: RowBuffer(observation, rowShape: [2]), actions: RowBuffer([7]), reward: 1, after: predecessor)
    }
    #expect(rows.predecessors == [-1, -1, 0, 1])
    #expect(rows.observations.array() == [0, 1, 10, 11, 2, 3, 12, 13] as [Float])
  }

  @Test("refuse episodes of other sizes")
  func sizes() async {
    await #expect(processExitsWith: .failure) {
      _ = EpisodeRows(
        [Episode(observations: [0, 1] as [Float], actions: [0], rewards: [0], ending: .running)], of: Self.task)
    }
  }
}

@Suite("A split of episodes") struct EpisodeSplitTests {
  @Test("holds out a share of them, whole, and learns from all others", arguments: [2, 7, 20, 101])
  func shares(count: Int) {
    var generator = RandomGenerator(seed: 3)
    let split = EpisodeSplit(of: count, holdingOut: 0.1, using: &generator)
    #expect(split.heldOut.count == max(1, Int((Double(count) / 10).rounded())))
    #expect((split.training + split.heldOut).sorted() == Array(0..<count))
    #expect(split.training == split.training.sorted() && split.heldOut == split.heldOut.sorted())
  }

  @Test("holds none out if it need not or cannot", arguments: [(0, 0.5), (1, 0.5), (9, 0)])
  func nothingHeldOut(count: Int, fraction: Double) {
    var generator = RandomGenerator(seed: 3)
    let split = EpisodeSplit(of: count, holdingOut: fraction, using: &generator)
    #expect(split.heldOut.isEmpty && split.training.count == count)
  }

  @Test("follows from the seed")
  func seeds() {
    func heldOut(_ seed: UInt64) -> [Int] {
      var generator = RandomGenerator(seed: seed)
      return EpisodeSplit(of: 100, holdingOut: 0.2, using: &generator).heldOut
    }
    #expect(heldOut(1) == heldOut(1) && heldOut(1) != heldOut(2))
  }
}

@Suite("A sampler of minibatches") struct MinibatchSamplerTests {
  @Test("draws every row once before any comes again, across the ends of batches")
  func epochs() {
    var (sampler, generator) = (MinibatchSampler(of: 10), RandomGenerator(seed: 1))
    var (batch, drawn) = ([Int](repeating: 0, count: 4), [Int]())
    for _ in 0..<15 {
      sampler.draw(into: &batch, using: &generator)
      drawn += batch
    }
    let epochs = stride(from: 0, to: 60, by: 10).map { Array(drawn[$0..<$0 + 10]) }
    for epoch in epochs { #expect(epoch.sorted() == Array(0..<10)) }
    #expect(Set(epochs).count == 6)
  }

  @Test("fills batches that are larger than the rows are many")
  func fewRows() {
    var (sampler, generator) = (MinibatchSampler(of: 2), RandomGenerator(seed: 1))
    var batch = [Int](repeating: 9, count: 6)
    sampler.draw(into: &batch, using: &generator)
    #expect(batch.sorted() == [0, 0, 0, 1, 1, 1])
  }

  @Test("draws rows that were added with all others")
  func growth() {
    var (sampler, generator) = (MinibatchSampler(of: 3), RandomGenerator(seed: 1))
    var batch = [0, 0]
    sampler.draw(into: &batch, using: &generator)
    sampler.grow(to: 6)
    batch = Array(repeating: 0, count: 6)
    sampler.draw(into: &batch, using: &generator)
    #expect(batch.sorted() == Array(0..<6))
  }

  @Test("goes on from a checkpoint, and refuses one of other rows")
  func checkpoint() throws {
    var (sampler, generator) = (MinibatchSampler(of: 10), RandomGenerator(seed: 1))
    var batch = [Int](repeating: 0, count: 7)
    sampler.draw(into: &batch, using: &generator)
    let file = try StoredFile { try sampler.writeCheckpoint(to: &$0) }
    var restored = MinibatchSampler(of: 10)
    try restored.readCheckpoint(from: file.open())
    #expect(restored == sampler)
    var other = MinibatchSampler(of: 9)
    #expect(throws: (any Error).self) { try other.readCheckpoint(from: file.open()) }
    let twice = try StoredFile {
      $0.add("order", [0, 0])
      $0.add("position", [0], shape: [])
    }
    var two = MinibatchSampler(of: 2)
    #expect(throws: (any Error).self) { try two.readCheckpoint(from: twice.open()) }
  }

  @Test("allocates nothing between two orders", .enabled(if: countsAllocations, "counting needs glibc"))
  func allocations() {
    var (sampler, generator) = (MinibatchSampler(of: 1000), RandomGenerator(seed: 1))
    var batch = [Int](repeating: 0, count: 64)
    sampler.draw(into: &batch, using: &generator)
    let count = TestSupport.allocations {
      for _ in 0..<14 { sampler.draw(into: &batch, using: &generator) }
    }
    #expect(count == 0)
  }
}

@Suite("A normalizer of observations") struct ObservationNormalizerTests {
  private let encoder = ObservationEncoder(
    .box(scalar: .float32, shape: [3], low: [-1, -1, -1], high: [1, 1, 1]))

  @Test("brings features to mean 0 and deviation 1, leaves constant ones whole, and limits what is far off")
  func moments() throws {
    let encoder = try #require(encoder)
    let normalizer = try #require(
      ObservationNormalizer(
        of: RowBuffer([1, 100, 7, 3, 100.5, 7, 5, 101, 7, 7, 101.5, 7] as [Float], rowShape: [3]), by: encoder))
    #expect(normalizer.means == [4, 100.75, 7])
    #expect(abs(normalizer.deviations[0] - Float(5).squareRoot()) < 1e-6 && normalizer.deviations[2] == 1)
    var row: [Float] = [4 + Float(5).squareRoot(), 1000, 8]
    var span = row.mutableSpan
    normalizer.normalize(&span)
    #expect(abs(row[0] - 1) < 1e-6 && row[1] == ObservationNormalizer.limit && row[2] == 1)
  }

  @Test("is not for categories")
  func categories() throws {
    let encoder = try #require(ObservationEncoder(.discrete(count: 3, start: 0)))
    #expect(ObservationNormalizer(of: RowBuffer([0, 1, 2]), by: encoder) == nil)
  }

  @Test("is read as it was written, and refused if it cannot be one")
  func storing() throws {
    let normalizer = ObservationNormalizer(means: [1, 2], deviations: [0.1, 3])
    let file = try StoredFile { normalizer.write(to: &$0) }
    #expect(try ObservationNormalizer(from: file.open(), featureCount: 2) == normalizer)
    #expect(throws: (any Error).self) { try ObservationNormalizer(from: file.open(), featureCount: 3) }
    let none = try StoredFile { $0.add("other", [1] as [Float]) }
    #expect(try ObservationNormalizer(from: none.open(), featureCount: 2) == nil)
    let zero = try StoredFile {
      $0.add("observation_mean", [1] as [Float])
      $0.add("observation_deviation", [0] as [Float])
    }
    #expect(throws: (any Error).self) { try ObservationNormalizer(from: zero.open(), featureCount: 1) }
  }
}
