import Simulation
import TestSupport
import Testing

@Suite(.enabled(if: countsAllocations, "counting needs glibc"))
struct WrapperAllocationTests {
  private var drifter: TimeLimit<Drifter> { TimeLimit(Drifter(), steps: 3) }

  @Test func wrappersOfRewardsAndEpisodesAllocateNothing() {
    expectNoAllocations(drifter)
    expectNoAllocations(ClipReward(drifter, to: -1...1), forwardsResets: true)
    expectNoAllocations(TransformReward(drifter) { 2 * $0 }, forwardsResets: true)
    expectNoAllocations(NormalizeReward(drifter), forwardsResets: true)
    expectNoAllocations(RepeatAction(drifter, count: 2), forwardsResets: true)
    expectNoAllocations(StickyAction(drifter, probability: 0.5))
    expectNoAllocations(RecordEpisodeStatistics(drifter))
    expectNoAllocations(Checked(drifter))
  }

  @Test func wrappersOfObservationsAllocateNothing() {
    expectNoAllocations(FrameStack(drifter, depth: 3))
    expectNoAllocations(NormalizeObservation(drifter))
    expectNoAllocations(RescaleObservation(drifter))
    expectNoAllocations(DiscretizeObservation(drifter, bins: [9, 5]))
  }

  @Test func wrappersOfActionsAllocateNothing() {
    expectNoAllocations(ClipAction(drifter), forwardsResets: true)
    expectNoAllocations(RescaleAction(drifter), forwardsResets: true)
    expectNoAllocations(DiscretizeAction(drifter, bins: [4, 3]), forwardsResets: true)
  }

  @Test func wrappersOfPicturesAllocateNothing() {
    let slides = TimeLimit(Slides(shape: [8, 6, 3]), steps: 3)
    expectNoAllocations(GrayscaleObservation(slides))
    expectNoAllocations(ResizeObservation(slides, height: 3, width: 4))
    expectNoAllocations(FrameStack(GrayscaleObservation(slides), depth: 2))
  }

  @Test func wrappersOfWhatCannotBeCopiedAllocateNothing() {
    func buttons() -> TimeLimit<Spotlight<Buttons>> { TimeLimit(Spotlight(SpotlightConfiguration()), steps: 3) }
    func slider() -> TimeLimit<Spotlight<Slider>> { TimeLimit(Spotlight(SpotlightConfiguration()), steps: 3) }
    expectNoAllocations(Checked(RecordEpisodeStatistics(ClipReward(buttons(), to: 0...1))), forwardsResets: true)
    expectNoAllocations(FrameStack(ResizeObservation(StickyAction(buttons()), height: 3, width: 4), depth: 2))
    expectNoAllocations(RepeatAction(NormalizeReward(ClipAction(slider())), count: 2), forwardsResets: true)
    expectNoAllocations(Checked(DiscretizeAction(RescaleAction(slider()), bins: [3])), forwardsResets: true)
  }

  /// Plays a few episodes of three steps.
  ///
  /// - Parameter forwardsResets: Whether a wrapper leaves resets to the protocol, which without optimization allocates.
  private func expectNoAllocations<E: Environment & ~Copyable>(
    _ environment: consuming E, forwardsResets: Bool = false, _ location: SourceLocation = #_sourceLocation
  ) {
    var observation = [E.ObservationSpace.Scalar](repeating: .zero, count: environment.observationSpace.scalarCount)
    let action = [E.ActionSpace.Scalar](repeating: .zero, count: environment.actionSpace.scalarCount)
    var row = observation.mutableSpan
    var finished = 0
    environment.reset(seed: 1, into: &row)
    var counted = 0
    for round in 0..<12 {
      var isOver = false
      let count = allocations {
        let result = environment.step(action.span, into: &row)
        isOver = result.status.isFinished
        guard isOver else { return }
        finished += 1
        environment.reset(seed: nil, into: &row)
      }
      if round >= 6, isOptimized || !forwardsResets || !isOver { counted += count }
    }
    #expect(counted == 0, sourceLocation: location)
    #expect(finished >= 2, "the episodes are too long to test resets", sourceLocation: location)
  }
}
