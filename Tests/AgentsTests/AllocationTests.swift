import Agents
import Environments
import Simulation
import TestSupport
import Testing
import Training

/// Acting and learning with a table allocate nothing.
@Suite(.enabled(if: countsAllocations, "counting needs glibc")) struct AgentAllocationTests {
  @Test(arguments: TemporalDifferenceTarget.allCases, ExplorationKind.allCases)
  func aTableOfStatesAllocatesNothing(
    target: TemporalDifferenceTarget, exploration: ExplorationKind
  ) {
    let lakes = VectorTask(count: 3) { _ in TimeLimit(FrozenLake(), steps: 100) }
    #expect(allocations(target, exploration, .categories(counts: [16], starts: [0]), in: lakes, actions: 4) == 0)
  }

  @Test(arguments: TemporalDifferenceTarget.allCases, ExplorationKind.allCases)
  func aTableOfBinsAllocatesNothing(
    target: TemporalDifferenceTarget, exploration: ExplorationKind
  ) {
    let cars = VectorTask(count: 3) { _ in TimeLimit(MountainCar(), steps: 200) }
    let encoder = StateEncoder.bins(Binning(MountainCar().observationSpace, bins: [5, 5]))
    #expect(allocations(target, exploration, encoder, in: cars, actions: 3) == 0)
  }

  @Test(arguments: TemporalDifferenceTarget.allCases, ExplorationKind.allCases)
  func aTableOfMaskedActionsAllocatesNothing(
    target: TemporalDifferenceTarget, exploration: ExplorationKind
  ) throws {
    let taxis = try Catalog.standard.entry("Taxi-v4").task(ConfigurationOverrides(["masksActions": "true"]))
    let encoder = StateEncoder.categories(counts: [500], starts: [0])
    #expect(allocations(target, exploration, encoder, in: taxis.makeVector(count: 3), actions: 6) == 0)
  }

  /// What acting, greedily too, and learning allocate over some hundred steps.
  private func allocations(
    _ target: TemporalDifferenceTarget, _ exploration: ExplorationKind, _ encoder: StateEncoder,
    in environments: VectorTask, actions: Int
  ) -> Int {
    var configuration = TabularConfiguration()
    configuration.exploration = exploration
    var agent = TabularAgent(
      target, encoder: encoder, actionCount: actions, environmentCount: environments.count,
      configuration: configuration)
    let policy = agent.greedyPolicy
    var transitions = Transitions(environments)
    var ignored = transitions.actions
    var generator = RandomGenerator(seed: 0)
    environments.reset(seed: 0, into: &transitions.outcome)
    var counted = 0
    for step in 0..<300 {
      transitions.advance()
      let masks = ActionMasks(transitions.actionMasks)
      let acting = TestSupport.allocations {
        agent.act(on: transitions.observations, allowing: masks, into: &transitions.actions, using: &generator)
        policy.act(on: transitions.observations, allowing: masks, into: &ignored, using: &generator)
      }
      environments.step(transitions.actions, into: &transitions.outcome)
      let learning = TestSupport.allocations { agent.observe(transitions, using: &generator) }
      // The first steps warm up what the runtime keeps for itself.
      if step >= 10 { counted += acting + learning }
    }
    return counted
  }
}
