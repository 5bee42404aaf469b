import Simulation

/// Plays whole episodes with a policy and keeps everything that happens.
///
/// ```swift
/// var recorder = EpisodeRecorder(LunarLander.heuristic, in: environments, seed: 0)
/// let episodes = recorder.record(20)
/// ```
///
/// Every row of the batch plays one episode at a time, and episode *k* is the one that `reset(seed: seed + k)` starts:
/// with its seed and its actions it can be played again, bit for bit.
public struct EpisodeRecorder {
  /// The seed of the next episode.
  public private(set) var nextSeed: UInt64

  private var policy: any Policy
  private let environments: VectorTask
  private let stepLimit: Int
  private let drawnParameters: ((RandomGenerator) -> [String: Double])?
  private var batch: StepBatch
  private var actions: RowBuffer
  private var generator: RandomGenerator

  /// Makes a recorder.
  ///
  /// - Parameters:
  ///   - policy: The policy that plays.
  ///   - environments: A batch of the environment; its episodes are ended.
  ///   - seed: The seed of the first episode; the next ones follow.
  ///   - stepLimit: An episode that is not over by then is cut off, and counts as truncated.
  ///   - drawnParameters: The numbers that an episode draws, by the random stream at its start; `nil` if it draws none.
  public init(
    _ policy: any Policy, in environments: VectorTask, seed: UInt64, stepLimit: Int = 10_000,
    drawnParameters: ((RandomGenerator) -> [String: Double])? = nil
  ) {
    precondition(stepLimit > 0, "episodes of at most \(stepLimit) steps cannot be played")
    self.policy = policy
    self.environments = environments
    self.stepLimit = stepLimit
    self.drawnParameters = drawnParameters
    nextSeed = seed
    batch = environments.makeBatch()
    actions = environments.makeActions()
    generator = RandomGenerator(actingBeside: seed)
  }

  /// Plays episodes, as many as asked for.
  public mutating func record(_ count: Int) -> [Episode] {
    var episodes: [Episode] = []
    while episodes.count < count { episodes += round(of: min(environments.count, count - episodes.count)) }
    return episodes
  }

  /// Plays an episode in each of the first rows.
  ///
  /// - Parameters:
  ///   - count: The number of episodes.
  ///   - report: Told the episodes so far after every step.
  /// - Precondition: `count` is at least 1 and at most the number of environments.
  public mutating func round(
    of count: Int, report: ([Episode]) -> Void = { _ in }
  ) -> [Episode] {
    precondition(
      (1...environments.count).contains(count), "\(environments.count) rows cannot play \(count) episodes")
    environments.reset(seed: nextSeed, into: &batch)
    policy.beginEpisodes(in: environments.copies)
    let starts = drawnParameters == nil ? nil : environments.streams?.starts
    var episodes = (0..<count).map { row in
      var episode = Episode(
        startingAt: batch.observations, row: row, actingWith: actions.layout, seed: nextSeed &+ UInt64(row))
      if let start = starts?[row] { episode.drawnParameters = drawnParameters?(start) ?? [:] }
      return episode
    }
    nextSeed &+= UInt64(count)
    while episodes.contains(where: { $0.ending == .running }) {
      step(&episodes)
      report(episodes)
    }
    return episodes
  }

  /// Takes a step in every environment and adds it to the episodes that are not over.
  private mutating func step(_ episodes: inout [Episode]) {
    policy.act(on: batch.observations, allowing: batch.masks, into: &actions, using: &generator)
    environments.step(actions, into: &batch)
    policy.observeOutcome(batch)
    for row in episodes.indices where episodes[row].ending == .running {
      let status = batch.statuses[row]
      let isCut = !status.isFinished && episodes[row].length + 1 == stepLimit
      episodes[row].append(
        action: actions, reward: batch.rewards[row], status: isCut ? .truncated : status,
        observation: batch.nextObservations(ofRow: row), row: row)
    }
  }
}
