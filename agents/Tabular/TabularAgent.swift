import Simulation
import Training

/// The target that an action value is moved towards.
public enum TemporalDifferenceTarget: String, Sendable, Codable, CaseIterable {
  /// R + γ max Q(S′, a): Watkins (1989); Sutton and Barto, equation 6.8.
  case qLearning = "q-learning"
  /// R + γ Q(S′, A′), with the action that is taken next: Rummery and Niranjan (1994); equation 6.7.
  case sarsa
  /// R + γ Σ π(a | S′) Q(S′, a): van Seijen et al. (2009); equation 6.9.
  case expectedSarsa = "expected-sarsa"
}

/// One-step temporal-difference control with a table: Q-learning, SARSA and expected SARSA.
///
/// Sutton and Barto, "Reinforcement Learning: An Introduction", second edition, sections 6.4 to 6.6. The value of
/// what follows is dropped after a termination and kept at a truncation.
public struct TabularAgent: Agent {
  /// The settings.
  public let configuration: TabularConfiguration
  /// The target that values are moved towards.
  public let target: TemporalDifferenceTarget
  /// The table.
  public private(set) var values: ActionValues
  /// The number of updates, each of one value.
  public private(set) var updateCount = 0

  private let encoder: StateEncoder
  private var exploration: Exploration
  private var stepSize: Double
  /// SARSA's A′, chosen when the value was updated and taken in the next step; -1 where none is.
  private var chosenActions: [Int]
  private var absoluteError = 0.0

  /// Makes an agent with an empty table.
  ///
  /// - Parameters:
  ///   - target: What values are moved towards.
  ///   - encoder: What numbers the states.
  ///   - actionCount: How many actions there are.
  ///   - environmentCount: How many environments are acted in at a time.
  ///   - configuration: The settings.
  public init(
    _ target: TemporalDifferenceTarget, encoder: StateEncoder, actionCount: Int, environmentCount: Int,
    configuration: TabularConfiguration = TabularConfiguration()
  ) {
    self.target = target
    self.encoder = encoder
    self.configuration = configuration
    values = ActionValues(
      stateCount: encoder.stateCount, actionCount: actionCount, initialValue: configuration.initialValue)
    exploration = configuration.exploration(at: 0)
    stepSize = configuration.learningRate.value(at: 0)
    chosenActions = [Int](repeating: -1, count: environmentCount)
  }

  /// The table's best actions.
  public var greedyPolicy: TabularPolicy { TabularPolicy(values: values, encoder: encoder) }

  /// ε or the temperature, α, and the running mean of the absolute temporal-difference error.
  public var measurements: [Measurement] {
    let explored =
      switch exploration {
      case .epsilonGreedy(let epsilon): Measurement("train/epsilon", epsilon)
      case .boltzmann(let temperature): Measurement("train/temperature", temperature)
      }
    return [
      explored, Measurement("train/learning_rate", stepSize), Measurement("train/absolute_td_error", absoluteError),
    ]
  }

  /// The status: a reward that is no number or beyond all bounds spoils the running mean of the error, and the table.
  public var status: LearnerStatus {
    absoluteError.isFinite
      ? .learning : .diverged("the mean absolute temporal-difference error is \(absoluteError)")
  }

  /// Follows the schedules.
  public mutating func advance(to progress: Double) {
    exploration = configuration.exploration(at: progress)
    stepSize = configuration.learningRate.value(at: progress)
  }

  /// Explores.
  public mutating func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    act(on: observations, allowing: .none, into: &actions, using: &generator)
  }

  /// Explores among what is allowed.
  public mutating func act(
    on observations: borrowing RowBuffer, allowing masks: ActionMasks, into actions: inout RowBuffer,
    using generator: inout RandomGenerator
  ) {
    for row in 0..<actions.count {
      actions[row] =
        chosenActions[row] >= 0
        ? chosenActions[row]
        : exploration.action(
          in: state(ofRow: row, observations), of: values, allowing: masks, row: row, using: &generator)
    }
  }

  /// Moves the value of every row's action towards its target.
  public mutating func observe(
    _ transitions: borrowing Transitions, using generator: inout RandomGenerator
  ) {
    let (masks, finalMasks) = (transitions.outcome.masks, ActionMasks(transitions.outcome.finalActionMasks))
    for row in 0..<transitions.count {
      let status = transitions.outcome.statuses[row]
      let state = state(ofRow: row, transitions.observations)
      let next =
        status.isFinished
        ? self.state(ofRow: row, transitions.outcome.finalObservations)
        : self.state(ofRow: row, transitions.outcome.observations)
      let following =
        status == .terminated
        ? 0
        : followingValue(
          of: next, allowing: status.isFinished ? finalMasks : masks, row: row, using: &generator)
      if status.isFinished { chosenActions[row] = -1 }
      let goal = transitions.outcome.rewards[row] + configuration.discount * following
      let action = transitions.actions[row, as: Int.self]
      let error = goal - values[state, action]
      values[state, action] += stepSize * error
      absoluteError += 0.001 * (abs(error) - absoluteError)
    }
    updateCount += transitions.count
  }

  /// Does nothing: a table learns as it observes.
  public mutating func learn(using generator: inout RandomGenerator) {}

  /// The value of the state that follows, as the target wants it.
  private mutating func followingValue(
    of state: Int, allowing masks: ActionMasks, row: Int, using generator: inout RandomGenerator
  ) -> Double {
    switch target {
    case .qLearning: return values.maximum(of: state, allowing: masks, row: row)
    case .expectedSarsa: return exploration.expectedValue(of: state, in: values, allowing: masks, row: row)
    case .sarsa:
      chosenActions[row] = exploration.action(in: state, of: values, allowing: masks, row: row, using: &generator)
      return values[state, chosenActions[row]]
    }
  }

  private func state(ofRow row: Int, _ observations: borrowing RowBuffer) -> Int {
    encoder.state(ofRow: row, observations)
  }
}

extension TabularAgent {
  /// Exchanges the table, the count, and the actions that were chosen ahead.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(1)
    try scope.exchange("action_values", &values.values, shape: [values.stateCount, values.actionCount])
    try scope.exchange("updates", count: &updateCount)
    try scope.exchange("absolute_td_error", &absoluteError)
    try scope.exchange("chosen_actions", &chosenActions, in: -1..<values.actionCount)
  }

  /// Forgets the actions that were chosen ahead.
  public mutating func discardEpisodes() {
    chosenActions = [Int](repeating: -1, count: chosenActions.count)
  }
}
