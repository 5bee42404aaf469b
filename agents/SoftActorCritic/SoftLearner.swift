import NeuralNet
import Simulation
import Training

/// The part of a soft actor-critic that learns: actor, critics, temperature and replay.
struct SoftLearner: Sendable {
  let configuration: SoftActorCriticConfiguration
  let task: EncodedTask
  /// The head: hyperbolic tangents of normal numbers.
  let head: SquashedGaussianHead
  let policy: PolicyNetwork
  let critics: CriticEnsemble
  /// The parameters of the actor π.
  var actor: Parameters
  /// The running mean of the actor's parameters, if the policy is one.
  var average: Parameters?
  /// The parameters of the critics Q.
  var critic: Parameters
  /// The parameters of the target critics Q̂; `nil` where targets are by the critics themselves.
  var target: Parameters?
  var temperature: Temperature
  var actorOptimizer: Adam
  var criticOptimizer: Adam
  var replay: ReplayBuffer
  var batch: ReplayBatch
  var statistics = SoftStatistics()
  /// The number of batches learned from.
  var updateCount = 0
  /// The reason that learning has diverged; `nil` if it has not.
  var divergence: String?
  var criticObjective: Objective
  var actorObjective: Objective

  init(
    _ head: SquashedGaussianHead, in task: EncodedTask, environmentCount: Int,
    configuration: SoftActorCriticConfiguration, using generator: inout RandomGenerator
  ) throws(ConfigurationError) {
    self.configuration = configuration
    self.task = task
    self.head = head
    policy = PolicyNetwork(
      PolicyNetwork.Architecture(
        inputShape: task.encoder.shape, hiddenSizes: configuration.hiddenSizes, outputCount: head.outputCount))
    critics = CriticEnsemble(inputs: task.encoder.featureCount + head.actionSize, configuration)
    actor = Parameters(of: policy, named: NetworkPolicy.parameterName, using: &generator)
    average = configuration.policyAveraging > 0 ? actor : nil
    critic = Parameters(of: critics, using: &generator)
    target = configuration.targetCritics ? critic : nil
    temperature = Temperature(
      configuration.temperature, targetEntropy: Float(configuration.targetEntropy) * Float(head.actionSize),
      learns: configuration.learnsTemperature, using: &generator)
    actorOptimizer = Adam(for: actor)
    criticOptimizer = Adam(for: critic)
    replay = try ReplayBuffer(
      capacity: configuration.bufferSize, environmentCount: environmentCount,
      observations: task.specification.observationLayout, actions: task.specification.actionLayout,
      returnSteps: configuration.returnSteps, discount: configuration.discount,
      rewardScaling: RewardScaling(least: configuration.leastReward, factor: configuration.rewardFactor))
    batch = replay.makeBatch()
    criticObjective =
      configuration.targetCritics ? Self.criticObjective(critics) : Self.jointCriticObjective(critics)
    actorObjective = Self.actorObjective(policy, critics, head)
  }

  /// The parameters of the policy.
  var policyParameters: Parameters { average ?? actor }
}

extension SoftLearner: Checkpointable {
  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("updates", count: &updateCount)
    try scope.exchange("actor", &actor)
    try scope.exchange("average", &average)
    try scope.exchange("critic", &critic)
    try scope.exchange("target", &target)
    try scope.exchange("temperature", &temperature)
    try scope.exchange("actor_optimizer", &actorOptimizer)
    try scope.exchange("critic_optimizer", &criticOptimizer)
    try scope.exchange("replay", &replay)
    try replay.check(task.specification.observationSpace, task.specification.actionSpace, "replay", in: scope)
    try scope.exchange("statistics", json: &statistics)
  }
}
