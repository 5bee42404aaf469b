import Simulation

/// A training plan: the steps, the environments that they are taken in, and the evaluations and checkpoints on the way.
public struct TrainingPlan: Codable, Equatable, Sendable {
  /// The number of environment steps to take, all environments together; of a learner that does not act, the number of
  /// updates.
  public var steps = 100_000
  /// The number of environments stepped together.
  public var environments = 8
  /// The number of threads that step them.
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

  /// Throws a `ConfigurationError` if a value is out of its range.
  public func validate() throws(ConfigurationError) {
    try require("steps", steps, 1...1 << 53)
    try require("environments", environments, 1...Self.mostEnvironments)
    try require("threads", threads, 1...Self.mostThreads)
    try require("evaluationInterval", evaluationInterval, 0...1 << 53)
    try require("evaluationEpisodes", evaluationEpisodes, 1...1 << 53)
    try require("checkpointInterval", checkpointInterval, 0...1 << 53)
  }

  /// Returns true if the last of some evaluations has the return at which training ends.
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
