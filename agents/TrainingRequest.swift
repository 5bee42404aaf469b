import Demonstrations
import Simulation
import Training

/// A request for a training run, as an agent's row of the catalogue takes it.
public struct TrainingRequest {
  /// The environments to learn in.
  public let environments: VectorTask
  /// The environments to be evaluated in.
  public let evaluationEnvironments: VectorTask
  /// The id of the environment.
  public let environment: String
  /// The changes of the agent's settings.
  public let overrides: ConfigurationOverrides
  /// The name of the preset whose settings to start from; `nil` for the agent's defaults.
  public let preset: String?
  /// The training plan.
  public let plan: TrainingPlan
  /// The demonstrations to imitate.
  public var demonstrations: [Demonstrations] = []
  /// The expert to be asked for actions; `nil` if there is none.
  public var expert: (any Policy)?
  /// The task with selectable levels, for agents that generate levels; `nil` if episodes are drawn as usual.
  ///
  /// Such an agent makes the environments that it learns in itself, on one thread.
  public var levels: LevelledTask?

  /// Makes a request.
  public init(
    environments: VectorTask, evaluationEnvironments: VectorTask, environment: String = "",
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

extension TrainingRequest {
  /// The source of an agent's first parameters: a stream of its own, so that they do not depend on what is drawn later.
  var parameterGenerator: RandomGenerator {
    var seeds = SeedSequence(seed: plan.seed)
    return RandomGenerator(seeds.spawn(2)[1])
  }

  /// Refuses to go on without demonstrations.
  func requireDemonstrations(for agent: String) throws(ConfigurationError) {
    guard demonstrations.isEmpty else { return }
    throw ConfigurationError("\(agent) learns from demonstrations; give them with --demonstrations.")
  }
}

/// The task that a stored policy is to act in.
public struct PolicyTask: Sendable {
  /// The id of the environment; `nil` if it has none.
  public let environment: String?
  /// The space of the policy's observations.
  public let observationSpace: SpaceDescriptor
  /// The space of its actions.
  public let actionSpace: SpaceDescriptor

  /// Describes a task.
  public init(environment: String? = nil, observationSpace: SpaceDescriptor, actionSpace: SpaceDescriptor) {
    self.environment = environment
    self.observationSpace = observationSpace
    self.actionSpace = actionSpace
  }
}
