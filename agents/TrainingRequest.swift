import Demonstrations
import Simulation
import Training

/// What an agent's entry in the catalogue needs to start a run.
public struct TrainingRequest {
  /// The environments to learn in.
  public let environments: AnyVectorEnvironment
  /// The environments to be evaluated in.
  public let evaluationEnvironments: AnyVectorEnvironment
  /// The id of the environment.
  public let environment: String
  /// What was changed of the agent's settings.
  public let overrides: ConfigurationOverrides
  /// The name of the preset whose settings to start from; `nil` for the agent's defaults.
  public let preset: String?
  /// How long to train.
  public let plan: TrainingPlan
  /// What there is to imitate.
  public var demonstrations: [Demonstrations] = []
  /// Who can be asked what to do; `nil` if nobody can.
  public var expert: (any Policy)?
  /// How levels are made and tried, for agents that are to make levels; `nil` if episodes are drawn as usual.
  ///
  /// Such an agent makes the environments that it learns in itself, on one thread.
  public var levels: LevelledTask?

  /// Makes a request.
  public init(
    environments: AnyVectorEnvironment, evaluationEnvironments: AnyVectorEnvironment, environment: String = "",
    overrides: ConfigurationOverrides = ConfigurationOverrides(), preset: String? = nil, plan: TrainingPlan
  ) {
    self.environments = environments
    self.evaluationEnvironments = evaluationEnvironments
    self.environment = environment
    self.overrides = overrides
    self.preset = preset
    self.plan = plan
  }
}

/// The task that a stored policy is to act in.
public struct PolicyTask: Sendable {
  /// The id of the environment; `nil` if it has none.
  public let environment: String?
  /// What the policy is to act on.
  public let observationSpace: SpaceDescriptor
  /// What it is to act with.
  public let actionSpace: SpaceDescriptor

  /// Describes a task.
  public init(environment: String? = nil, observationSpace: SpaceDescriptor, actionSpace: SpaceDescriptor) {
    self.environment = environment
    self.observationSpace = observationSpace
    self.actionSpace = actionSpace
  }
}
