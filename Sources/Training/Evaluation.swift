import Files
import Simulation

/// The returns and lengths of a policy's evaluation episodes.
public struct Evaluation: Sendable, Equatable, Codable {
  /// The return of each episode; episode *k* is the one that `reset(seed: seed + k)` starts.
  public let returns: [Double]
  /// The number of steps of each episode.
  public let lengths: [Int]
  /// Of an evaluation in trials, the return of each episode of each trial; empty otherwise, and where it was read from a file.
  public let trials: [[Double]]

  /// Makes an evaluation from its episodes.
  public init(returns: [Double], lengths: [Int], trials: [[Double]] = []) {
    precondition(
      !returns.isEmpty && returns.count == lengths.count,
      "an evaluation needs as many returns as lengths and at least one, not \(returns.count) and \(lengths.count)")
    self.returns = returns
    self.lengths = lengths
    self.trials = trials
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
  /// Of an evaluation in trials, the mean return of their first episodes, of their second ones, and so on.
  public var meanReturnsInTrials: [Double] {
    let count = trials.map(\.count).min() ?? 0
    return (0..<count).map { place in trials.reduce(0) { $0 + $1[place] } / Double(trials.count) }
  }
}

extension Evaluation {
  private enum Key: CodingKey { case returns, lengths }

  /// Reads an evaluation; the file it comes from may hold anything.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    returns = try container.decode([Double].self, forKey: .returns)
    lengths = try container.decode([Int].self, forKey: .lengths)
    trials = []
    guard !returns.isEmpty, returns.count == lengths.count, Untrusted.sum(lengths, atMost: 1 << 53) != nil else {
      throw DecodingError.dataCorruptedError(
        forKey: .lengths, in: container,
        debugDescription: "\(returns.count) returns and \(lengths.count) lengths are no evaluation")
    }
  }

  /// Writes the returns and the lengths.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(returns, forKey: .returns)
    try container.encode(lengths, forKey: .lengths)
  }
}

extension Evaluation {
  /// The default limit on the steps of an episode, after which it is cut off.
  public static let defaultStepLimit = 10_000

  /// Plays whole episodes with a policy.
  ///
  /// Every row of the batch plays one episode at a time, so that short episodes do not count more often than long
  /// ones, and a policy without randomness gets the same returns in batches of any size.
  ///
  /// - Parameters:
  ///   - policy: The policy; the random numbers that it draws, if any, depend on `seed` alone.
  ///   - environments: A batch of the environment; its episodes are ended.
  ///   - episodes: The number of episodes to play.
  ///   - seed: The seed of the first episode; the next ones follow.
  ///   - stepLimit: An episode that is not over by then is cut off and counts as it stands: a policy may walk in
  ///     circles for ever in a task without a time limit.
  ///   - shouldStop: Asked after every step; the episodes that are over by then count.
  ///   - report: Told after every step how far it is.
  /// - Returns: `nil` if it was stopped before an episode was over.
  public static func evaluate(
    _ policy: any Policy, on environments: VectorTask, episodes: Int, seed: UInt64,
    stepLimit: Int = defaultStepLimit, shouldStop: () -> Bool = { false },
    report: (EvaluationProgress) -> Void = { _ in }
  ) -> Evaluation? {
    precondition(
      episodes > 0 && stepLimit > 0, "\(episodes) episodes of at most \(stepLimit) steps cannot be played")
    var evaluator = Evaluator(policy: policy, environments: environments, seed: seed)
    for start in stride(from: 0, to: episodes, by: environments.count) {
      evaluator.play(
        from: start, count: min(environments.count, episodes - start), stepLimit: stepLimit, shouldStop: shouldStop,
        report: report)
      if shouldStop() { break }
    }
    guard !evaluator.returns.isEmpty else { return nil }
    return Evaluation(returns: evaluator.returns, lengths: evaluator.lengths, trials: evaluator.trials)
  }
}

/// The progress of an evaluation.
public struct EvaluationProgress: Sendable, Equatable {
  /// The number of finished episodes.
  public let finished: Int
  /// The number of running episodes, which are played side by side.
  public let running: Int
  /// The number of steps that the running episodes have had.
  public let step: Int
}

/// Plays one round of episodes after the other, one per row.
private struct Evaluator {
  var policy: any Policy
  let environments: VectorTask
  let seed: UInt64
  var batch: StepBatch
  var actions: RowBuffer
  var generator: RandomGenerator
  var returns: [Double] = []
  var lengths: [Int] = []
  var trials: [[Double]] = []
  private let reader: TrialReader?

  init(policy: any Policy, environments: VectorTask, seed: UInt64) {
    self.policy = policy
    self.environments = environments
    self.seed = seed
    reader = TrialReader(environments.specification.observationSpace)
    batch = environments.makeBatch()
    actions = environments.makeActions()
    generator = RandomGenerator(actingBeside: seed)
  }

  mutating func play(
    from first: Int, count: Int, stepLimit: Int, shouldStop: () -> Bool, report: (EvaluationProgress) -> Void
  ) {
    environments.reset(seed: seed &+ UInt64(first), into: &batch)
    policy.beginEpisodes(in: environments.copies)
    var statistics = EpisodeStatistics(count: environments.count)
    var episodes = [EpisodeStatistics.Episode?](repeating: nil, count: count)
    var episodesInTrials = reader.map { TrialEpisodes(rows: count, readBy: $0) }
    var running = count
    var step = 0
    while running > 0, step < stepLimit, !shouldStop() {
      policy.act(on: batch.observations, allowing: batch.masks, into: &actions, using: &generator)
      environments.step(actions, into: &batch)
      policy.observeOutcome(batch)
      statistics.update(with: batch)
      episodesInTrials?.update(with: batch)
      for episode in statistics.finished where episode.row < count && episodes[episode.row] == nil {
        episodes[episode.row] = episode
        running -= 1
      }
      step += 1
      report(EvaluationProgress(finished: returns.count + count - running, running: running, step: step))
    }
    for (row, episode) in episodes.enumerated() where episode != nil || step == stepLimit {
      returns.append(episode?.episodeReturn ?? statistics.returns[row])
      lengths.append(episode?.length ?? statistics.lengths[row])
      if let found = episodesInTrials?.returns[row] { trials.append(found) }
    }
  }
}

/// The returns of the episodes of each row's first trial.
private struct TrialEpisodes {
  private let reader: TrialReader
  private var running: [Double]
  private var isOver: [Bool]
  private(set) var returns: [[Double]]

  init(rows: Int, readBy reader: TrialReader) {
    self.reader = reader
    running = Array(repeating: 0, count: rows)
    isOver = Array(repeating: false, count: rows)
    returns = Array(repeating: [], count: rows)
  }

  mutating func update(with outcome: borrowing StepBatch) {
    for row in running.indices where !isOver[row] {
      running[row] += outcome.rewards[row]
      guard reader.hasEnded(row, after: outcome) else { continue }
      returns[row].append(running[row])
      running[row] = 0
      isOver[row] = outcome.statuses[row].isFinished
    }
  }
}
