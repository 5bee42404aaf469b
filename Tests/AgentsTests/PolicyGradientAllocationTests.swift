import Agents
import Environments
import Simulation
import TestSupport
import Testing
import Training

/// Acting by networks that draw from distributions allocates nothing.
@Suite(.enabled(if: countsAllocations, "counting needs glibc")) struct PolicyGradientAllocationTests {
  /// The number of objects that acting allocates over some hundred steps, in which nothing is learned.
  private func allocations(_ student: some Agent, in environments: VectorTask) -> Int {
    var (agent, generator) = (student, RandomGenerator(seed: 0))
    var transitions = Transitions(environments)
    environments.reset(seed: 0, into: &transitions.outcome)
    var acting = 0
    for step in 0..<200 {
      transitions.advance()
      let count = TestSupport.allocations {
        agent.act(on: transitions.observations, into: &transitions.actions, using: &generator)
      }
      environments.step(transitions.actions, into: &transitions.outcome)
      agent.observe(transitions, using: &generator)
      agent.observeOutcome(transitions.outcome)
      // The first steps take the memory that the others use again.
      if step >= 50 { acting += count }
    }
    return acting
  }

  private func pendulums() -> VectorTask { VectorTask(count: 2) { _ in TimeLimit(Pendulum(), steps: 200) } }

  @Test(
    "by PPO with numbers", arguments: PPOConfiguration.DistributionKind.allCases,
    [(memory: 0, color: 0.0), (8, 0), (0, 1)])
  func numbers(distribution: PPOConfiguration.DistributionKind, kind: (memory: Int, color: Double)) throws {
    guard distribution != .beta || kind.color == 0 else { return }
    let environments = pendulums()
    var configuration = PPOConfiguration()
    (configuration.distribution, configuration.memorySize) = (distribution, kind.memory)
    (configuration.noiseColor, configuration.normalizesObservations) = (kind.color, true)
    let heads: [any ActionHead.Type] =
      switch distribution {
      case .gaussian: [DiagonalGaussianHead.self]
      case .squashed: [SquashedGaussianHead.self]
      case .beta: [BetaHead.self]
      }
    var generator = RandomGenerator(seed: 0)
    let agent = try PPOAgent(
      in: EncodedTask(environments.specification, heads: heads), environmentCount: 2,
      configuration: configuration, using: &generator)
    #expect(allocations(agent, in: environments) == 0)
  }

  @Test("by PPO with categories", arguments: [0, 8])
  func categories(memory: Int) throws {
    let environments = VectorTask(count: 2) { _ in TimeLimit(CartPole(), steps: 500) }
    var configuration = PPOConfiguration()
    configuration.memorySize = memory
    var generator = RandomGenerator(seed: 0)
    let agent = try PPOAgent(
      in: EncodedTask(environments.specification), environmentCount: 2, configuration: configuration,
      using: &generator)
    #expect(allocations(agent, in: environments) == 0)
  }

  @Test("by a soft actor-critic", arguments: [0.0, 1])
  func soft(color: Double) throws {
    let environments = pendulums()
    var configuration = SoftActorCriticConfiguration()
    (configuration.noiseColor, configuration.learningStarts) = (color, 10)
    (configuration.hiddenSizes, configuration.criticHiddenSizes) = ([16], [16])
    var generator = RandomGenerator(seed: 0)
    let agent = try SoftActorCriticAgent(
      in: EncodedTask(environments.specification, heads: [SquashedGaussianHead.self]), environmentCount: 2,
      configuration: configuration, using: &generator)
    #expect(allocations(agent, in: environments) == 0)
  }
}
