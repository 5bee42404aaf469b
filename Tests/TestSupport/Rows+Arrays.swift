import Simulation

extension Policy {
  /// Chooses actions for arrays of numbers: rows of observations, and as many of actions.
  ///
  /// - Parameter rows: The number of rows; as many as actions have numbers, unless given.
  public mutating func act<Observation: RowScalar, Action: RowScalar>(
    on observations: [Observation], into actions: inout [Action], rows: Int? = nil,
    using generator: inout RandomGenerator
  ) {
    let count = rows ?? actions.count
    var chosen = RowBuffer(actions, rowShape: [actions.count / count])
    act(on: RowBuffer(observations, rowShape: [observations.count / count]), into: &chosen, using: &generator)
    actions = chosen.array()
  }

  /// Observes the outcome of the last actions, of which only rewards and statuses are known.
  public mutating func observeOutcome(rewards: [Double], statuses: [EpisodeStatus]) {
    var outcome = StepBatch(count: rewards.count, observations: RowLayout(.uint8, shape: []))
    for row in rewards.indices { (outcome.rewards[row], outcome.statuses[row]) = (rewards[row], statuses[row]) }
    observeOutcome(outcome)
  }
}

extension StepBatch {
  /// A batch of rows of so many numbers.
  public init<Number: RowScalar>(of type: Number.Type, count: Int, observationSize: Int) {
    self.init(count: count, observations: RowLayout(Number.kind, shape: [observationSize]))
  }
}
