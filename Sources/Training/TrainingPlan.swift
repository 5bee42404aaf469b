import Simulation

/// How long to train, and how to watch over it.
public struct TrainingPlan: Codable, Equatable, Sendable {
  /// How many environment steps to take, all environments together; of a learner that does not act, how many updates.
  public var steps = 100_000
  /// How many environments to step together.
  public var environments = 8
  /// How many threads step them.
  public var threads = 1
  /// The seed of the agent's randomness; environment *i* is seeded with `seed + i`.
  public var seed: UInt64 = 0
  /// After how many steps the policy is evaluated; 0 for the end alone.
  public var evaluationInterval = 10_000
  /// How many episodes an evaluation plays.
  public var evaluationEpisodes = 100
  /// The seed of an evaluation's first episode: the same for every evaluation, and far from the training's.
  public var evaluationSeed: UInt64 = 1_000_000
  /// After how many steps a checkpoint is written; 0 for after every evaluation.
  public var checkpointInterval = 0
  /// Training ends early once an evaluation's mean return reaches this; `nil` to train all steps.
  ///
  /// A run that ended so is done: resuming it by the same plan does nothing.
  public var stopsAtReturn: Double?

  /// The defaults.
  public init() {}

  /// The defaults but for what is given.
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

  /// The most environments that one would step together.
  public static let mostEnvironments = 65_536
  /// The most threads that one would use.
  public static let mostThreads = 1024

  /// Throws what is wrong with the values, if anything is.
  public func validate() throws(ConfigurationError) {
    try require("steps", steps, 1...1 << 53)
    try require("environments", environments, 1...Self.mostEnvironments)
    try require("threads", threads, 1...Self.mostThreads)
    try require("evaluationInterval", evaluationInterval, 0...1 << 53)
    try require("evaluationEpisodes", evaluationEpisodes, 1...1 << 53)
    try require("checkpointInterval", checkpointInterval, 0...1 << 53)
  }

  /// Whether the last of some evaluations has the return at which training ends.
  func isReached(by evaluations: [EvaluationRecord]) -> Bool {
    guard let stopsAtReturn, let last = evaluations.last else { return false }
    return last.meanReturn >= stopsAtReturn
  }

  private func require(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws(ConfigurationError) {
    guard range.contains(value) else {
      throw ConfigurationError("\(name) is \(value), but must be from \(range.lowerBound) to \(range.upperBound).")
    }
  }
}
