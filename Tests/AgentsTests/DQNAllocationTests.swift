import Agents
import Environments
import Simulation
import TestSupport
import Testing
import Training

@Suite(.enabled(if: countsAllocations, "counting needs glibc")) struct DQNAllocationTests {
  /// What acting, greedily too, observing and updating allocate over some hundred steps on cart-poles.
  private func allocations(
    _ configuration: DQNConfiguration
  ) throws -> (acting: Int, observing: Int, updates: [Int]) {
    let environments = VectorTask(count: 2) { _ in TimeLimit(CartPole(), steps: 500) }
    var generator = RandomGenerator(seed: 0)
    var agent = try DQNAgent(
      in: EncodedTask(environments.specification), environmentCount: 2, configuration: configuration,
      using: &generator)
    var policy = agent.greedyPolicy
    var transitions = Transitions(environments)
    var ignored = transitions.actions
    environments.reset(seed: 0, into: &transitions.outcome)
    agent.advance(to: 0.5)
    var (acting, observing, updates) = (0, 0, [Int]())
    for step in 0..<300 {
      swap(&transitions.observations, &transitions.outcome.observations)
      let count = TestSupport.allocations {
        agent.act(on: transitions.observations, into: &transitions.actions, using: &generator)
        policy.act(on: transitions.observations, into: &ignored, using: &generator)
      }
      environments.step(transitions.actions, into: &transitions.outcome)
      let noting = TestSupport.allocations { agent.observe(transitions, using: &generator) }
      let learning = TestSupport.allocations { agent.learn(using: &generator) }
      // The first steps take the memory that the others use again.
      guard step >= 100 else { continue }
      acting += count
      observing += noting
      if learning > 0 { updates.append(learning) }
    }
    return (acting, observing, updates)
  }

  @Test(
    "Acting allocates nothing, and every update allocates as many objects as the last",
    arguments: [
      ExplorationKind.epsilonGreedy, .boltzmann,
    ])
  func flat(exploration: ExplorationKind) throws {
    var configuration = DQNConfiguration()
    configuration.exploration = exploration
    configuration.learningStarts = 32
    configuration.prioritized = true
    configuration.dueling = true
    let (acting, _, updates) = try allocations(configuration)
    #expect(acting == 0)
    #expect(updates.count == 100)
    let (least, most) = (updates.min() ?? 0, updates.max() ?? .max)
    #expect(most - least <= 2, "from \(least) to \(most)")
  }

  @Test("Acting and observing allocate nothing while a second thread learns")
  func overlapping() throws {
    var configuration = DQNConfiguration()
    configuration.learningStarts = 32
    configuration.trainingInterval = 8
    configuration.overlapsLearning = true
    let (acting, observing, _) = try allocations(configuration)
    #expect(acting == 0)
    #expect(observing == 0)
  }
}
