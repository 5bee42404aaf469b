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
  /// The parameters of the target critics Q̂.
  var target: Parameters
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
  private var criticObjective: Objective
  private var actorObjective: Objective

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
    target = critic
    temperature = Temperature(
      configuration.temperature, targetEntropy: Float(configuration.targetEntropy) * Float(head.actionSize),
      learns: configuration.learnsTemperature, using: &generator)
    actorOptimizer = Adam(for: actor)
    criticOptimizer = Adam(for: critic)
    replay = try ReplayBuffer(
      capacity: configuration.bufferSize, environmentCount: environmentCount,
      observations: task.specification.observationLayout, actions: task.specification.actionLayout,
      returnSteps: configuration.returnSteps, discount: configuration.discount)
    batch = replay.makeBatch()
    criticObjective = Self.criticObjective(critics)
    actorObjective = Self.actorObjective(policy, critics, head)
  }

  /// The parameters of the policy.
  var policyParameters: Parameters { average ?? actor }
}

// MARK: - Losses

extension SoftLearner {
  /// The critics' loss, of the features of observations and actions, and of targets.
  private static func criticObjective(_ critics: CriticEnsemble) -> Objective {
    Objective { weights, inputs in
      let estimates = critics(inputs[0], weights)
      guard critics.quantileCount == 1 else { return Loss.quantileHuber(estimates, inputs[1]) }
      let rows = estimates.shape[0]
      let errors = estimates.reshaped(to: [rows, critics.count]) - inputs[1]
      return errors.squared().mean(along: [0]).sum() * 0.5
    }
  }

  /// The actor's loss, α log π(a | s) − Q(s, a), of the features of observations, noise, α, and the critics' parameters;
  /// it reports the mean of log π(a | s).
  private static func actorObjective(
    _ policy: PolicyNetwork, _ critics: CriticEnsemble, _ head: SquashedGaussianHead
  ) -> Objective {
    Objective(reporting: { weights, inputs in
      let (observations, noise, temperature) = (inputs[0], inputs[1], inputs[2])
      let (actions, likelihoods) = Self.sample(policy(observations, weights), noise, head)
      let values = critics(
        .concatenate([observations, actions], along: 1), Weights(inputs.dropFirst(3)))
      let estimates =
        critics.quantileCount > 1
        ? values.mean(along: [1, 2]) : Self.least(values.reshaped(to: Shape(values.shape.prefix(2))))
      return ((likelihoods * temperature - estimates).mean(), [likelihoods.mean()])
    })
  }

  /// Squashed actions from a policy's outputs and standard normal noise, and log π of each.
  private static func sample(
    _ outputs: Tensor, _ noise: Tensor, _ head: SquashedGaussianHead
  ) -> (actions: Tensor, logLikelihoods: Tensor) {
    let numbers = DiagonalNormal(outputs).sample(noise)
    return (numbers.tanh(), head.logLikelihood(of: numbers, given: outputs))
  }

  /// The least of each row.
  private static func least(_ values: Tensor) -> Tensor {
    (1..<values.shape[1]).reduce(values.slice(0..<1, along: 1)) {
      $0.minimum(values.slice($1..<$1 + 1, along: 1))
    }.reshaped(to: [values.shape[0]])
  }
}

// MARK: - Updates

extension SoftLearner {
  /// Learns from some batches.
  mutating func learn(fromBatches count: Int, at progress: Double, using generator: inout RandomGenerator) {
    for index in 0..<count where divergence == nil {
      let newest = ReplayRecency(configuration.recency).count(
        of: replay.count, update: index, of: count, least: 10 * configuration.batchSize)
      replay.sample(count: configuration.batchSize, amongNewest: newest, into: &batch, using: &generator)
      update(at: progress, using: &generator)
    }
  }

  /// Makes an update by the batch.
  mutating func update(at progress: Double, using generator: inout RandomGenerator) {
    let rate = configuration.learningRate.value(at: progress)
    let observations = features(of: batch.observations)
    let alpha = temperature.value
    let targets = targets(temperature: alpha, using: &generator)
    let (loss, gradients) = criticObjective.valueAndGradient(
      at: critic, [.concatenate([observations, actions()], along: 1), targets])
    updateCount += 1
    let criticRate = configuration.criticLearningRate > 0 ? configuration.criticLearningRate : rate
    let step = criticOptimizer.step(
      &critic, along: gradients, of: loss, named: "the critics' loss", rate: criticRate)
    divergence = step.divergence
    guard divergence == nil else { return }
    statistics.update(criticLoss: loss, temperature: alpha)
    if updateCount % configuration.policyDelay == 0 {
      improve(observations, temperature: alpha, rate: rate, using: &generator)
    }
    target.move(towards: critic, rate: Float(configuration.targetUpdateRate))
  }

  /// Improves the actor, and moves the temperature.
  private mutating func improve(
    _ observations: Tensor, temperature alpha: Float, rate: Double, using generator: inout RandomGenerator
  ) {
    let (loss, gradients) = actorObjective.valueAndGradient(
      at: actor,
      [observations, noise(using: &generator), Tensor([alpha], shape: [1])] + critic.constants.all)
    let likelihood = actorObjective.auxiliary[0].item
    let step = actorOptimizer.step(&actor, along: gradients, of: loss, named: "the actor's loss", rate: rate)
    divergence = step.divergence
    guard divergence == nil else { return }
    temperature.update(meanLogLikelihood: likelihood, rate: rate)
    let averagingRate = Float(1 - configuration.policyAveraging)
    average?.move(towards: actor, rate: averagingRate)
    statistics.update(actorLoss: loss, entropy: -likelihood)
  }

  /// r + γ (Q̂(s′, a′) − α log π(a′ | s′)): of the least critic, or all quantiles but the largest ones.
  private func targets(temperature alpha: Float, using generator: inout RandomGenerator) -> Tensor {
    let next = features(of: batch.nextObservations)
    let (actions, likelihoods) = Self.sample(policy(next, actor.constants), noise(using: &generator), head)
    let values = critics(.concatenate([next, actions], along: 1), target.constants)
    let rows = values.shape[0]
    let estimates =
      critics.quantileCount > 1
      ? truncated(values) : Self.least(values.reshaped(to: [rows, critics.count])).reshaped(to: [rows, 1])
    let following = estimates - (likelihoods * alpha).reshaped(to: [rows, 1])
    let targets =
      Tensor(batch.returns, shape: [rows, 1], in: critic.pool)
      + Tensor(batch.discounts, shape: [rows, 1], in: critic.pool) * following
    return critics.quantileCount > 1 ? targets : targets.broadcast(to: [rows, critics.count])
  }

  /// All critics' quantiles of each row, in order, without the largest ones: Kuznetsov and others (2020).
  private func truncated(_ values: Tensor) -> Tensor {
    let (rows, count) = (values.shape[0], values.shape[1] * values.shape[2])
    let kept = max(1, count - configuration.droppedQuantiles * critics.count)
    return Tensor(shape: [rows, kept], in: critic.pool) { span in
      values.withValues { values in
        for row in 0..<rows {
          var sorted = (0..<count).map { values[row * count + $0] }
          sorted.sort()
          for place in 0..<kept { span[row * kept + place] = sorted[place] }
        }
      }
    }
  }

  private func noise(using generator: inout RandomGenerator) -> Tensor {
    .standardNormal([batch.count, head.actionSize], in: critic.pool, using: &generator)
  }

  private func features(of observations: RowBuffer) -> Tensor {
    Tensor(shape: Shape([observations.count] + task.encoder.shape), in: critic.pool) { span in
      task.encoder.encode(observations, into: &span)
    }
  }

  private func actions() -> Tensor {
    Tensor(shape: [batch.count, head.actionSize], in: critic.pool) { span in
      head.writeFeatures(of: batch.actions, rows: 0..<batch.count, into: &span)
    }
  }
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
