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
  func relabel(_ batch: inout ReplayBatch, by model: some RewardModel) {
    precondition(stackDepth == 1, "rewards cannot be made of stacks of \(stackDepth) frames")
    batch.steps.resize(to: batch.count * returnSteps)
    placeSteps(of: batch.indices, upTo: batch.rows, &batch.steps.places)
    batch.steps.observations.gather(batch.steps.places, from: observations)
    batch.steps.actions.gather(batch.steps.places, from: actions)
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
    of steps: RewardedSteps, upTo lastRows: [Int], _ valueAfterTermination: Double,
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
struct RewardedSteps: Sendable {
  var observations: RowBuffer
  var actions: RowBuffer
  var rewards: [Float] = []
  var places: [Int] = []

  init(observations: RowLayout, actions: RowLayout) {
    self.observations = RowBuffer(observations, count: 0)
    self.actions = RowBuffer(actions, count: 0)
  }

  /// Gives the arrays their sizes; their contents are then arbitrary.
  mutating func resize(to count: Int) {
    guard rewards.count != count else { return }
    observations.resize(to: count)
    actions.resize(to: count)
    rewards = Array(repeating: 0, count: count)
    places = Array(repeating: 0, count: count)
  }
}
