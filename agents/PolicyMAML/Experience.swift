import NeuralNet

/// The steps of one policy in one task: whole episodes, one behind the other.
struct Experience: Equatable, Sendable {
  /// The features of the observations acted on, one row for each step.
  var inputs: [Float] = []
  /// The targets that stand for the actions.
  var targets: [Float] = []
  /// The rewards.
  var rewards: [Float] = []
  /// The number of steps after each episode that is over.
  var ends: [Int] = []
  /// log π(a | s) of each step by the policy that acted; empty until it is asked for.
  var logLikelihoods: [Float] = []
  /// Â of each step; empty until it is asked for.
  var advantages: [Float] = []

  /// The number of steps.
  var count: Int { rewards.count }

  /// Ends the running episode.
  mutating func endEpisode() { ends.append(count) }

  /// Estimates the advantages: with mean 0 and deviation 1 over the steps of the task.
  ///
  /// What an episode would still have brought is counted as nothing: it has ended.
  mutating func estimateAdvantages(_ adaptation: PolicyAdaptation) {
    let (discount, decay) = (Float(adaptation.discount), Float(adaptation.discount * adaptation.traceDecay))
    let baseline = TimeBaseline(of: self, returns: discounted(rewards, by: discount))
    let values = baseline.values(of: self)
    var errors = rewards
    for (start, end) in episodes {
      for step in start..<end {
        errors[step] += (step + 1 < end ? discount * values[step + 1] : 0) - values[step]
      }
    }
    advantages = Self.standardized(discounted(errors, by: decay))
  }

  /// The first step of each episode, and the one behind its last.
  var episodes: Zip2Sequence<[Int], [Int]> { zip([0] + ends.dropLast(), ends) }

  /// The discounted sums of numbers up to the end of each episode.
  private func discounted(_ numbers: [Float], by factor: Float) -> [Float] {
    var sums = numbers
    for (start, end) in episodes {
      for step in (start..<end).reversed() where step + 1 < end { sums[step] += factor * sums[step + 1] }
    }
    return sums
  }

  private static func standardized(_ numbers: [Float]) -> [Float] {
    guard !numbers.isEmpty else { return [] }
    let mean = numbers.reduce(0) { $0 + Double($1) } / Double(numbers.count)
    let variance = numbers.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(numbers.count)
    let deviation = variance.squareRoot() + 1e-8
    return numbers.map { Float((Double($0) - mean) / deviation) }
  }
}
