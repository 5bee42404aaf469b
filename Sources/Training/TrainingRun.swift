import Simulation

/// A training run whose agent is known only by what it does.
public protocol TrainingRun {
  /// How many environment steps were taken.
  var steps: Int { get }

  /// Where policies, checkpoints and metrics are kept; `nil` keeps nothing.
  var folder: RunFolder? { get set }

  /// Goes on where the run folder's checkpoint left off.
  mutating func resume() throws

  /// Trains until the plan is done or a stop is asked for.
  mutating func run(report: (TrainingEvent) -> Void, shouldStop: () -> Bool) throws -> TrainingSummary
}

extension Trainer: TrainingRun {}

/// What an agent's entry in the catalogue needs to start a run.
public struct TrainingRequest {
  /// The environments to learn in.
  public let environments: AnyVectorEnvironment
  /// The environments to be evaluated in.
  public let evaluationEnvironments: AnyVectorEnvironment
  /// What was changed of the agent's settings.
  public let overrides: ConfigurationOverrides
  /// The name of the preset whose settings to start from; `nil` for the agent's defaults.
  public let preset: String?
  /// How long to train.
  public let plan: TrainingPlan

  /// Makes a request.
  public init(
    environments: AnyVectorEnvironment, evaluationEnvironments: AnyVectorEnvironment,
    overrides: ConfigurationOverrides = ConfigurationOverrides(), preset: String? = nil, plan: TrainingPlan
  ) {
    self.environments = environments
    self.evaluationEnvironments = evaluationEnvironments
    self.overrides = overrides
    self.preset = preset
    self.plan = plan
  }
}
