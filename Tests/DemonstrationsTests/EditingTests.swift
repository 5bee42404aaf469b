import Demonstrations
import Foundation
import Simulation
import TestSupport
import TestTraits
import Testing

@Suite("Datasets can be", .mayHang(inLineFor: .hdf5))
struct EditingTests {
  private let datasets: Datasets
  private let dataset: MinariDataset

  init() throws {
    datasets = try Datasets()
    dataset = try datasets.write((0..<10).map { walk($0) }, plane, choices)
  }

  private func place(_ id: String) -> (url: URL, id: String) { (datasets.root.url(of: id), id) }

  private func seeds(_ dataset: MinariDataset) throws -> [UInt64?] { try dataset.summaries().map(\.seed) }

  @Test("merged, in their order")
  func merge() throws {
    let other = try datasets.write([walk(20), walk(21)], plane, choices, as: "other-v1")
    let merged = try MinariDataset.merge([other, dataset], into: datasets.root.url(of: "all-v0"), as: "all-v0")
    #expect(try seeds(merged) == [20, 21] + (0..<10).map { UInt64($0) })
    #expect(try merged.episode(0) == walk(20) && merged.episode(11) == walk(9))
    #expect(merged.metadata.combinedDatasets == ["other-v1", "walks/test-v0"] && merged.metadata.id == "all-v0")
  }

  @Test("merged only if they are of one task")
  func mergeOthers() throws {
    let other = try datasets.write([walk(20)], plane, .discrete(count: 4, start: 0), as: "other-v1")
    let error = #expect(throws: DatasetError.self) {
      try MinariDataset.merge([dataset, other], into: datasets.root.url(of: "all-v0"), as: "all-v0")
    }
    #expect(error?.description.contains("cannot be merged: one holds episodes of ") ?? false)
    #expect(try datasets.folder.names() == ["other-v1", "walks"])
  }

  @Test("split by count")
  func split() throws {
    let (first, second) = try dataset.split(firstCount: 7, into: place("first-v0"), and: place("second-v0"))
    #expect(try seeds(first) == (0..<7).map { UInt64($0) } && seeds(second) == [7, 8, 9])
    #expect(try second.episode(2) == walk(9))
  }

  @Test("split after being shuffled as NumPy does by the same seed")
  func shuffledSplit() throws {
    let (first, second) = try dataset.split(
      firstCount: 4, shuffledBy: 1, into: place("first-v0"), and: place("second-v0"))
    // numpy.random.default_rng(1).permutation(10) is [8 4 7 0 1 2 5 9 6 3].
    #expect(try seeds(first) == [0, 4, 7, 8] && seeds(second) == [1, 2, 3, 5, 6, 9])
  }

  @Test("split into two parts that are both there", arguments: [0, 10, 11, -1])
  func splitNothing(count: Int) throws {
    let error = #expect(throws: DatasetError.self) {
      try dataset.split(firstCount: count, into: place("first-v0"), and: place("second-v0"))
    }
    #expect(
      error?.description.hasSuffix(
        "has 10 episodes, which cannot be split into \(count) and the others: each part needs at least one.")
        ?? false)
    #expect(try datasets.folder.names() == ["walks"])
  }

  @Test("filtered by return, number and end")
  func filter() throws {
    let returns = try dataset.summaries().map(\.episodeReturn)
    var filter = EpisodeFilter()
    filter.minimumReturn = -1
    filter.maximumReturn = 0
    let middle = try dataset.filter(filter, into: datasets.root.url(of: "middle-v0"), as: "middle-v0")
    #expect(try seeds(middle) == returns.indices.filter { (-1...0).contains(returns[$0]) }.map { UInt64($0) })
    filter = EpisodeFilter()
    filter.indices = [1, 2, 4, 9]
    filter.terminatedOnly = true
    let even = try dataset.filter(filter, into: datasets.root.url(of: "even-v0"), as: "even-v0")
    #expect(try seeds(even) == [2, 4] && even.episode(1) == walk(4))
  }

  @Test("filtered only if something is left")
  func filterNothing() throws {
    var filter = EpisodeFilter()
    filter.minimumReturn = 1e9
    #expect(throws: DatasetError("No episode of \(dataset.url.relativePath) is wanted.")) {
      try dataset.filter(filter, into: datasets.root.url(of: "none-v0"), as: "none-v0")
    }
    filter = EpisodeFilter()
    filter.indices = [3, 10]
    #expect(throws: DatasetError("\(dataset.url.relativePath) has no episode 10: its 10 are numbered from 0.")) {
      try dataset.filter(filter, into: datasets.root.url(of: "none-v0"), as: "none-v0")
    }
    #expect(try datasets.folder.names() == ["walks"])
  }

  @Test("left unwritten when it is stopped within")
  func stopped() throws {
    var questions = 0
    let error = DatasetError("Stopped; \(datasets.root.url(of: "all-v0").relativePath) is not written.")
    #expect(throws: error) {
      try MinariDataset.merge([dataset, dataset], into: datasets.root.url(of: "all-v0"), as: "all-v0") {
        questions += 1
        return questions == 15
      }
    }
    #expect(try datasets.folder.names() == ["walks"])
  }

  @Test("written only where nothing is")
  func taken() throws {
    let error = DatasetError(
      "\(dataset.url.relativePath) is a dataset already; choose another name, or append to it.")
    #expect(throws: error) { try dataset.filter(EpisodeFilter(), into: dataset.url, as: "walks/test-v0") }
    #expect(dataset.episodeCount == 10)
  }
}

@Suite("A recorded episode")
struct EpisodeReplayTests {
  @Test("is acted again as it was, and from its beginning every time")
  func replay() throws {
    let episode = Episode(
      observations: RowBuffer([0, 0, 0, 0] as [Float]),
      actions: RowBuffer([1, 2, 3, 4, 5, 6] as [Float], rowShape: [2]), rewards: [0, 0, 0], ending: .terminated,
      seed: 9)
    var policy = try #require(EpisodeReplay(episode))
    var (generator, action) = (RandomGenerator(seed: 0), [Float](repeating: 0, count: 2))
    func actions(_ count: Int) -> [[Float]] {
      (0..<count).map { _ in
        policy.act(on: [Float(0)], into: &action, rows: 1, using: &generator)
        return action
      }
    }
    #expect(policy.seed == 9 && actions(4) == [[1, 2], [3, 4], [5, 6], [5, 6]])
    policy.beginEpisodes()
    #expect(actions(2) == [[1, 2], [3, 4]])
    policy.observeOutcome(rewards: [0], statuses: [.terminated])
    #expect(actions(1) == [[1, 2]])
  }

  @Test("without a seed cannot be")
  func seedless() {
    #expect(
      EpisodeReplay(
        Episode(observations: RowBuffer([0, 1]), actions: RowBuffer([0]), rewards: [0], ending: .truncated)) == nil)
  }
}
