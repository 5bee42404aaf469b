import Simulation
import TestSupport
import Testing

/// Each wrapper does to the environments of `make_wrappers.py` what Gymnasium's wrapper of that name does.
@Suite struct WrapperParityTests {
  private var drifter: TimeLimit<Drifter> { TimeLimit(Drifter(), steps: 8) }

  @Test(arguments: [4, 6, 9]) func timeLimit(steps: Int) throws {
    try expectTrace("TimeLimit \(steps)", TimeLimit(Counter(length: 6), steps: steps))
  }

  @Test func clipReward() throws {
    try expectTrace("ClipReward", ClipReward(Counter(length: 6), to: -0.75...1.25))
  }

  @Test func transformReward() throws {
    try expectTrace("TransformReward", TransformReward(Counter(length: 6)) { 2 * $0 + 1 })
  }

  @Test func normalizeReward() throws {
    try expectTrace("NormalizeReward", NormalizeReward(drifter, discount: 0.9))
  }

  @Test func repeatAction() throws {
    try expectTrace("RepeatAction", RepeatAction(Counter(length: 7), count: 3))
  }

  @Test func stickyAction() throws {
    try expectTrace("StickyAction", StickyAction(drifter, probability: 0.4))
  }

  @Test func recordEpisodeStatistics() throws {
    let trace = try WrappersGolden.trace("RecordEpisodeStatistics")
    var environment = RecordEpisodeStatistics(TimeLimit(Counter(length: 6), steps: 5))
    var episodes: [EpisodeStatistics.Episode?] = []
    let replay = Replay(trace.actions, in: &environment) { environment, result in
      if result.status.isFinished { episodes.append(environment.lastEpisode) }
    }
    #expect(replay.rewards == trace.rows.map(\.reward))
    let expected = trace.rows.compactMap(\.episode)
    #expect(episodes.map { $0?.episodeReturn } == expected.map { $0.return })
    #expect(episodes.map { $0?.length } == expected.map { $0.length })
    #expect(episodes.allSatisfy { $0?.status == .truncated })
  }

  @Test func frameStack() throws {
    try expectTrace("FrameStack", FrameStack(drifter, depth: 3))
  }

  @Test func normalizeObservation() throws {
    // Gymnasium's first update still multiplies in single precision.
    try expectTrace("NormalizeObservation", NormalizeObservation(drifter), observationsWithin: 1e-8)
  }

  @Test func rescaleObservation() throws {
    try expectTrace("RescaleObservation", RescaleObservation(drifter, to: -1...3))
  }

  @Test func discretizeObservation() throws {
    try expectTrace("DiscretizeObservation", DiscretizeObservation(drifter, bins: [9, 5]))
  }

  @Test func binsBeginAtTheEdgesOfGymnasiums() throws {
    for row in try WrappersGolden.load().edges {
      let binning = Binning(Box<Float>(low: [-1.2], high: [0.6]), bins: [row.count])
      #expect(row.numbers.map { binning.bin(of: [$0].span) } == row.bins, "\(row.count) bins")
    }
  }

  @Test func clipAction() throws {
    try expectTrace("ClipAction", ClipAction(drifter))
  }

  @Test func rescaleAction() throws {
    try expectTrace("RescaleAction", RescaleAction(drifter, from: -1...1))
  }

  @Test func discretizeAction() throws {
    try expectTrace("DiscretizeAction", DiscretizeAction(drifter, bins: [4, 3]))
  }

  @Test func grayscaleObservation() throws {
    let slides = Slides(shape: [6, 5, 3])
    try expectTrace("GrayscaleObservation", GrayscaleObservation(slides))
    let keeping = GrayscaleObservation(slides, keepsChannelAxis: true)
    #expect(keeping.observationSpace.shape == [6, 5, 1])
    try expectTrace("GrayscaleObservation with axis", keeping)
  }

  @Test(arguments: [
    ("halved", [8, 12, 3], [4, 6, 3]), ("by 3 and 4", [9, 16], [3, 4]), ("by fractions", [10, 13, 3], [7, 5, 3]),
    ("of one axis", [10, 13, 1], [10, 4, 1]), ("to one pixel", [7, 11, 3], [1, 1, 3]),
  ])
  func resizeObservation(name: String, from shape: [Int], to newShape: [Int]) throws {
    let environment = ResizeObservation(Slides(shape: shape), height: newShape[0], width: newShape[1])
    #expect(environment.observationSpace.shape == newShape)
    try expectTrace("ResizeObservation \(name)", environment, observationsWithin: 1)
  }
}
