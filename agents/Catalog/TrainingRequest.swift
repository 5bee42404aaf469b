import Demonstrations
import Simulation
import Training

/// A request for a training run, as an agent's row of the catalogue takes it.
public struct TrainingRequest {
  /// The environments to learn in.
  public var environments: VectorTask
  /// The environments to be evaluated in.
  public private(set) var evaluationEnvironments: VectorTask
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
  /// The game that the environments are a seat of, for agents that play against themselves; `nil` if they are of none.
  public var game: (any Game)?

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

extension TrainingRequest {
  /// Has the only category that is acted with counted from 0.
  ///
  /// - Throws: `ConfigurationError` if actions are something else.
  mutating func countActionsFromZero(for agent: String) throws(ConfigurationError) {
    let task = environments.specification
    guard task.actionLayout.kind == .int64 else {
      throw ConfigurationError(
        "\(agent) acts with one category, but this environment's actions are numbers; choose an environment with a "
          + "Discrete action space, or set a parameter that makes one, such as continuous=false or actionBins=3.")
    }
    guard case .discrete = task.actionSpace else {
      throw ConfigurationError("\(agent) acts with one category, not \(task.actionSpace).")
    }
    environments = environments.actingFromZero
    evaluationEnvironments = evaluationEnvironments.actingFromZero
  }

  /// The task as networks see it, with the first head of some kinds that makes its actions.
  func encodedTask(
    heads: [any ActionHead.Type] = [CategoricalHead.self]
  ) throws(ConfigurationError) -> EncodedTask {
    try EncodedTask(environments.specification, heads: heads)
  }

  /// The training run of a learner: in the environments, if it acts.
  func run(_ learner: any Learner) -> any TrainingRun {
    func offline(_ learner: some Learner) -> any TrainingRun {
      Trainer(learner, evaluatingIn: evaluationEnvironments, plan: plan)
    }
    func acting(_ agent: some Agent) -> any TrainingRun {
      Trainer(agent, in: environments, evaluatingIn: evaluationEnvironments, plan: plan)
    }
    if let agent = learner as? any Agent { return acting(agent) }
    return offline(learner)
  }
}
