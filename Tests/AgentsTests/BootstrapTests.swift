import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// What a hand-made transition does to a table of two actions.
///
/// In state 2 the actions are worth 10 and 0; a step from state 0 that pays 1 leads there.
@Suite struct BootstrapTests {
  private func agent(
    _ target: TemporalDifferenceTarget, _ change: (inout TabularConfiguration) -> Void = { _ in }
  ) -> TabularAgent {
    var configuration = TabularConfiguration()
    configuration.discount = 0.5
    configuration.learningRate = .constant(1)
    configuration.epsilon = .constant(0)
    change(&configuration)
    var agent = TabularAgent(
      target, encoder: .category(Discrete(3)), actionCount: 2, environmentCount: 1,
      configuration: configuration)
    observe(&agent, from: 2, action: 0, reward: 10, .terminated, to: 0)
    return agent
  }

  /// Shows a transition; after an episode's end the next one starts in state 1.
  private func observe(
    _ agent: inout TabularAgent, from state: Int, action: Int, reward: Double,
    _ status: EpisodeStatus, to next: Int, seed: UInt64 = 0
  ) {
    var transitions = Transitions(Identity.batch(of: 1))
    transitions.observations.replaceNumbers(with: [state])
    transitions.actions.replaceNumbers(with: [action])
    transitions.outcome.rewards = [reward]
    transitions.outcome.statuses = [status]
    transitions.outcome.observations.replaceNumbers(with: [status.isFinished ? 1 : next])
    transitions.outcome.finalObservations.replaceNumbers(with: [status.isFinished ? next : 1])
    var generator = RandomGenerator(seed: seed)
    agent.observe(transitions, using: &generator)
  }

  /// The value of action 1 in state 0 after a step that paid 1.
  private func value(_ agent: TabularAgent, after status: EpisodeStatus) -> Double {
    var agent = agent
    observe(&agent, from: 0, action: 1, reward: 1, status, to: 2)
    return agent.values[0, 1]
  }

  @Test(arguments: TemporalDifferenceTarget.allCases)
  func nothingFollowsATermination(target: TemporalDifferenceTarget) {
    #expect(value(agent(target), after: .terminated) == 1)
  }

  @Test(arguments: TemporalDifferenceTarget.allCases, [EpisodeStatus.running, .truncated])
  func whatFollowsAStepOrATruncationCounts(target: TemporalDifferenceTarget, status: EpisodeStatus) {
    #expect(value(agent(target), after: status) == 1 + 0.5 * 10)
  }

  @Test(arguments: TemporalDifferenceTarget.allCases, [Double.nan, .infinity, -.infinity])
  func aRewardBeyondAllNumbersIsDivergence(target: TemporalDifferenceTarget, reward: Double) {
    var agent = agent(target)
    #expect(agent.status == .learning)
    observe(&agent, from: 0, action: 1, reward: reward, .terminated, to: 2)
    observe(&agent, from: 1, action: 1, reward: 1, .terminated, to: 2)
    guard case .diverged(let cause) = agent.status else {
      Issue.record("\(agent.status)")
      return
    }
    #expect(cause.hasPrefix("the mean absolute temporal-difference error is "))
  }

  @Test func theStepSizeIsAShareOfTheError() {
    let agent = agent(.qLearning) { $0.learningRate = .constant(0.25) }
    #expect(agent.values[2, 0] == 2.5)
    #expect(value(agent, after: .running) == 0.25 * (1 + 0.5 * 2.5))
  }

  @Test func qLearningTakesTheBestWhateverItExplores() {
    #expect(value(agent(.qLearning) { $0.epsilon = .constant(1) }, after: .running) == 1 + 0.5 * 10)
  }

  @Test func expectedSarsaWeighsByTheProbabilityOfEachAction() {
    // ε = 0.4: the best action is chosen with probability 0.6 + 0.2.
    let value = value(agent(.expectedSarsa) { $0.epsilon = .constant(0.4) }, after: .running)
    #expect(abs(value - (1 + 0.5 * (0.8 * 10 + 0.2 * 0))) < 1e-12)
  }

  @Test func expectedSarsaWeighsByTheExponentials() {
    // exp(10 / T) : exp(0 / T) is 3 : 1 for T = 10 / ln 3.
    let agent = agent(.expectedSarsa) {
      $0.exploration = .boltzmann
      $0.temperature = .constant(10 / 1.098612288668109_7)
    }
    #expect(abs(value(agent, after: .running) - (1 + 0.5 * 7.5)) < 1e-12)
  }

  @Test func sarsaCountsTheActionThatItThenTakes() {
    var taken: Set<Int> = []
    for seed in 0..<20 {
      var agent = agent(.sarsa) { $0.epsilon = .constant(1) }
      observe(&agent, from: 0, action: 1, reward: 1, .running, to: 2, seed: UInt64(seed))
      var actions = [-1]
      var generator = RandomGenerator(seed: 1000 + UInt64(seed))
      agent.act(on: [2], into: &actions, using: &generator)
      #expect(agent.values[0, 1] == 1 + 0.5 * agent.values[2, actions[0]])
      taken.insert(actions[0])
    }
    #expect(taken == [0, 1])
  }

  @Test(arguments: [EpisodeStatus.terminated, .truncated])
  func sarsaChoosesAnewInANewEpisode(status: EpisodeStatus) {
    var taken: Set<Int> = []
    for seed in 0..<20 {
      var agent = agent(.sarsa) { $0.epsilon = .constant(1) }
      observe(&agent, from: 0, action: 1, reward: 1, status, to: 2)
      var actions = [-1]
      var generator = RandomGenerator(seed: UInt64(seed))
      agent.act(on: [1], into: &actions, using: &generator)
      taken.insert(actions[0])
    }
    #expect(taken == [0, 1])
  }
}

@Suite struct ExplorationTests {
  /// How often each action is chosen where they are worth 0, 1 and 1.
  private func shares(_ exploration: Exploration) -> [Double] {
    let values = ActionValues(stateCount: 1, actionCount: 3, values: [0, 1, 1])
    var generator = RandomGenerator(seed: 4)
    var counts = [0.0, 0, 0]
    for _ in 0..<6000 { counts[exploration.action(in: 0, of: values, using: &generator)] += 1 / 6000 }
    return counts
  }

  private static let expectations: [(Exploration, [Double])] = [
    (.epsilonGreedy(0), [0, 0.5, 0.5]),
    (.epsilonGreedy(0.3), [0.1, 0.45, 0.45]),
    (.epsilonGreedy(1), [0.333, 0.333, 0.333]),
    // exp(0) : exp(1 / T) is 1 : 4.5 for T = 1 / ln 4.5.
    (.boltzmann(temperature: 0.664859), [0.1, 0.45, 0.45]),
    (.boltzmann(temperature: 1e-9), [0, 0.5, 0.5]),
    (.boltzmann(temperature: 1e9), [0.333, 0.333, 0.333]),
  ]

  @Test(arguments: expectations)
  func actionsAreChosenAsOftenAsTheyShould(exploration: Exploration, expected: [Double]) {
    for (share, expected) in zip(shares(exploration), expected) { #expect(abs(share - expected) < 0.025) }
  }

  @Test func withoutChanceTheFirstOfTheBestIsTaken() {
    let values = ActionValues(stateCount: 2, actionCount: 3, values: [0, 1, 1, 2, 0, 2])
    #expect(values.greedyAction(in: 0) == 1)
    #expect(values.greedyAction(in: 1) == 0)
    #expect(values.maximum(of: 1) == 2)
  }
}
