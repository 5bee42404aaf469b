import Simulation

extension ReplayBuffer {
  /// Sums the returns of a batch again, of the rewards that a model makes in place of those that were stored.
  ///
  /// Returns over several steps remain what they are, sums over the same steps; each step's reward is made afresh.
  ///
  /// - Parameters:
  ///   - batch: What was drawn last from this replay, to which nothing was appended since.
  ///   - model: Makes the rewards.
  /// - Precondition: Observations are no stacks of frames.
  func relabel(_ batch: inout ReplayBatch<Observation, Action>, by model: some RewardModel<Observation, Action>) {
    precondition(stackDepth == 1, "rewards cannot be made of stacks of \(stackDepth) frames")
    batch.steps.resize(
      count: batch.count * returnSteps, observationSize: observationSize, actionSize: actionSize)
    placeSteps(of: batch.indices, upTo: batch.rows, &batch.steps.places)
    batch.steps.observations.gather(rowsOf: observationSize, at: batch.steps.places, from: observations)
    batch.steps.actions.gather(rowsOf: actionSize, at: batch.steps.places, from: actions)
    model.writeRewards(
      observations: batch.steps.observations, actions: batch.steps.actions, into: &batch.steps.rewards)
    sumRewards(of: batch.steps, upTo: batch.rows, model.valueAfterTermination, &batch.returns)
  }

  /// Finds the rows of all steps that a return sums over; where it sums over fewer than others, the last is repeated.
  private func placeSteps(of indices: [Int], upTo lastRows: [Int], _ places: inout [Int]) {
    for sample in indices.indices {
      var row = ring.row(of: indices[sample])
      for step in sample * returnSteps..<(sample + 1) * returnSteps {
        places[step] = row
        if row != lastRows[sample] { row = ring.row(after: row) }
      }
    }
  }

  private func sumRewards(
    of steps: RewardedSteps<Observation, Action>, upTo lastRows: [Int], _ valueAfterTermination: Double,
    _ returns: inout [Float]
  ) {
    for sample in returns.indices {
      var (sum, factor) = (0.0, 1.0)
      for step in sample * returnSteps..<(sample + 1) * returnSteps {
        sum += factor * Double(steps.rewards[step])
        factor *= discount
        if steps.places[step] == lastRows[sample] { break }
      }
      if statuses[lastRows[sample]] == .terminated { sum += factor * valueAfterTermination }
      returns[sample] = Float(sum)
    }
  }
}

/// The single steps behind the returns of a batch, as many for each.
struct RewardedSteps<Observation: SpaceScalar, Action: SpaceScalar>: Sendable {
  var observations: [Observation] = []
  var actions: [Action] = []
  var rewards: [Float] = []
  var places: [Int] = []

  /// Gives the arrays their sizes; their contents are then arbitrary.
  mutating func resize(count: Int, observationSize: Int, actionSize: Int) {
    guard rewards.count != count else { return }
    observations = Array(repeating: .zero, count: count * observationSize)
    actions = Array(repeating: .zero, count: count * actionSize)
    rewards = Array(repeating: 0, count: count)
    places = Array(repeating: 0, count: count)
  }
}
