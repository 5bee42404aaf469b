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
  /// Nothing is added for what would follow an episode's end.
  mutating func estimateAdvantages(_ adaptation: PolicyAdaptation) {
    let returns = traces(beyond: Array(repeating: 0, count: count), adaptation, decay: 1)
    let values = TimeBaseline(of: self, returns: returns).values(of: self)
    advantages = Self.standardized(traces(beyond: values, adaptation, decay: adaptation.traceDecay))
  }

  /// The advantages beyond some values; beyond zeros and without decay, the discounted returns.
  private func traces(beyond values: [Float], _ adaptation: PolicyAdaptation, decay: Double) -> [Float] {
    var endings = [Float?](repeating: nil, count: count)
    for end in ends { endings[end - 1] = 0 }
    return Advantages(
      rewards: rewards, values: values, endings: endings, last: [0], discount: Float(adaptation.discount),
      decay: Float(decay)
    ).values
  }

  /// The first step of each episode, and the one behind its last.
  var episodes: Zip2Sequence<[Int], [Int]> { zip([0] + ends.dropLast(), ends) }

  private static func standardized(_ numbers: [Float]) -> [Float] {
    guard !numbers.isEmpty else { return [] }
    let mean = numbers.reduce(0) { $0 + Double($1) } / Double(numbers.count)
    let variance = numbers.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(numbers.count)
    let deviation = variance.squareRoot() + 1e-8
    return numbers.map { Float((Double($0) - mean) / deviation) }
  }
}
