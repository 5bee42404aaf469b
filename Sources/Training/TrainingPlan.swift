import Simulation

/// A training plan: the steps, the environments that they are taken in, and the evaluations and checkpoints on the way.
public struct TrainingPlan: Settings {
  /// The number of environment steps to take, all environments together; of a learner that does not act, the number of
  /// updates.
  public var steps = 100_000
  /// The number of environments stepped together.
  public var environments = 8
  /// The number of threads that step them, and that learn where the agent shares that out; the results do not depend on it.
  public var threads = 1
  /// The seed of the agent's randomness; environment *i* is seeded with `seed + i`.
  public var seed: UInt64 = 0
  /// The number of steps from one evaluation to the next; 0 evaluates at the end alone.
  public var evaluationInterval = 10_000
  /// The number of episodes of an evaluation.
  public var evaluationEpisodes = 100
  /// The seed of an evaluation's first episode: the same for every evaluation, and far from the training's.
  public var evaluationSeed: UInt64 = 1_000_000
  /// The number of steps from one checkpoint to the next; 0 writes one after every evaluation.
  public var checkpointInterval = 0
  /// The mean return of an evaluation from which training ends early; `nil` to train all steps.
  ///
  /// A run that ended so is done: resuming it by the same plan does nothing.
  public var stopsAtReturn: Double?

  /// Makes a plan of the defaults.
  public init() {}

  /// Makes a plan of the defaults but for the given values.
  public init(
    steps: Int, environments: Int = 8, evaluationInterval: Int, evaluationEpisodes: Int = 100,
    stopsAtReturn: Double? = nil
  ) {
    self.steps = steps
    self.environments = environments
    self.evaluationInterval = evaluationInterval
    self.evaluationEpisodes = evaluationEpisodes
    self.stopsAtReturn = stopsAtReturn
  }

  /// The largest number of environments in a plan.
  public static let mostEnvironments = 65_536
  /// The largest number of threads in a plan.
  public static let mostThreads = 1024

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    Setting(\.steps, "steps", "The number of steps to take, or of updates to make.", in: 1...1 << 53)
    Setting(
      \.environments, "environments", "The number of environments stepped together.", in: 1...mostEnvironments)
    Setting(\.threads, "threads", "The number of threads that step them and learn.", in: 1...mostThreads)
    Setting(\.seed, "seed", "The seed of the agent's randomness, and of the first environment.")
    Setting(
      \.evaluationInterval, "evaluationInterval", "The number of steps between evaluations; 0 for one at the end.",
      in: 0...1 << 53)
    Setting(
      \.evaluationEpisodes, "evaluationEpisodes", "The number of episodes of an evaluation.", in: 1...1 << 53)
    Setting(\.evaluationSeed, "evaluationSeed", "The seed of an evaluation's first episode.")
    Setting(
      \.checkpointInterval, "checkpointInterval",
      "The number of steps between checkpoints; 0 for one after every evaluation.", in: 0...1 << 53)
    Setting(\.stopsAtReturn, "stopsAtReturn", "The mean return of an evaluation from which training ends early.")
  }

  /// Returns true if the last of some evaluations has the return at which training ends.
  func isReached(by evaluations: [EvaluationRecord]) -> Bool {
    guard let stopsAtReturn, let last = evaluations.last else { return false }
    return last.meanReturn >= stopsAtReturn
  }
}
