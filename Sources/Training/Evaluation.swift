import Simulation

/// How a policy did over some episodes.
public struct Evaluation: Sendable, Equatable, Codable {
  /// The return of each episode; episode *k* is the one that `reset(seed: seed + k)` starts.
  public let returns: [Double]
  /// The number of steps of each episode.
  public let lengths: [Int]

  /// Makes an evaluation from its episodes.
  public init(returns: [Double], lengths: [Int]) {
    precondition(
      !returns.isEmpty && returns.count == lengths.count,
      "an evaluation needs as many returns as lengths and at least one, not \(returns.count) and \(lengths.count)")
    self.returns = returns
    self.lengths = lengths
  }

  /// The number of episodes.
  public var episodes: Int { returns.count }
  /// The mean return.
  public var meanReturn: Double { returns.reduce(0, +) / Double(returns.count) }
  /// The population standard deviation of the returns.
  public var standardDeviation: Double {
    let mean = meanReturn
    return (returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(returns.count)).squareRoot()
  }
  /// The smallest return.
  public var minimumReturn: Double { returns.min() ?? 0 }
  /// The largest return.
  public var maximumReturn: Double { returns.max() ?? 0 }
  /// The mean number of steps.
  public var meanLength: Double { Double(lengths.reduce(0, +)) / Double(lengths.count) }
}

extension Evaluation {
  /// After how many steps an episode is cut off unless one says otherwise.
  ///
  /// Some tasks have no time limit, and a policy that walks in circles would never be done with them.
  public static let longestEpisode = 10_000

  /// Plays whole episodes with a policy.
  ///
  /// Every row of the batch plays one episode at a time, so that short episodes do not count more often than long
  /// ones, and a policy without randomness gets the same returns in batches of any size.
  ///
  /// - Parameters:
  ///   - policy: The policy; the random numbers that it draws, if any, depend on `seed` alone.
  ///   - environments: A batch of the environment; its episodes are ended.
  ///   - episodes: How many episodes to play.
  ///   - seed: The seed of the first episode; the next ones follow.
  ///   - longest: After how many steps an episode is cut off, to count as it is.
  ///   - shouldStop: Asked after every step; the episodes that are over by then count.
  /// - Returns: `nil` if it was stopped before an episode was over.
  public static func evaluate<Observation, Action>(
    _ policy: any Policy<Observation, Action>, on environments: ErasedVectorEnvironment<Observation, Action>,
    episodes: Int, seed: UInt64, longest: Int = longestEpisode, shouldStop: () -> Bool = { false }
  ) -> Evaluation? {
    precondition(episodes > 0 && longest > 0, "\(episodes) episodes of at most \(longest) steps cannot be played")
    var evaluator = Evaluator(policy: policy, environments: environments, seed: seed, longest: longest)
    for start in stride(from: 0, to: episodes, by: environments.count) {
      evaluator.play(from: start, count: min(environments.count, episodes - start), shouldStop: shouldStop)
      if shouldStop() { break }
    }
    guard !evaluator.returns.isEmpty else { return nil }
    return Evaluation(returns: evaluator.returns, lengths: evaluator.lengths)
  }
}

/// Plays one round of episodes after the other, one per row.
private struct Evaluator<Observation: SpaceScalar, Action: SpaceScalar> {
  var policy: any Policy<Observation, Action>
  let environments: ErasedVectorEnvironment<Observation, Action>
  let seed: UInt64
  let longest: Int
  var batch: StepBatch<Observation>
  var actions: [Action]
  var generator: RandomGenerator
  var returns: [Double] = []
  var lengths: [Int] = []

  init(
    policy: any Policy<Observation, Action>, environments: ErasedVectorEnvironment<Observation, Action>,
    seed: UInt64, longest: Int
  ) {
    self.policy = policy
    self.environments = environments
    self.seed = seed
    self.longest = longest
    batch = environments.makeBatch()
    actions = environments.makeActions()
    generator = RandomGenerator(actingBeside: seed)
  }

  mutating func play(from first: Int, count: Int, shouldStop: () -> Bool) {
    environments.reset(seed: seed &+ UInt64(first), into: &batch)
    var statistics = EpisodeStatistics(count: environments.count)
    var ends = [End?](repeating: nil, count: count)
    var (running, steps) = (count, 0)
    while running > 0, steps < longest, !shouldStop() {
      policy.act(on: batch.observations, into: &actions, using: &generator)
      environments.step(actions, into: &batch)
      statistics.update(with: batch)
      steps += 1
      for episode in statistics.finished where episode.row < count && ends[episode.row] == nil {
        ends[episode.row] = End(return: episode.episodeReturn, length: episode.length)
        running -= 1
      }
    }
    if steps == longest {
      for row in 0..<count where ends[row] == nil {
        ends[row] = End(return: statistics.returns[row], length: longest)
      }
    }
    for case let end? in ends {
      returns.append(end.return)
      lengths.append(end.length)
    }
  }

  private struct End {
    let `return`: Double
    let length: Int
  }
}
