import FewShot
import Foundation
import NeuralNet
import Simulation
import Training

/// PLATIPUS: a distribution over beginnings, of which each draw and a few gradient steps make one answer to an ambiguous task.
///
/// Finn, Xu and Levine (2018), "Probabilistic model-agnostic meta-learning". The prior of a task's beginning is
/// N(μ − γₚ ∇L_support(μ), σ²), and in training the posterior N(μ − γ_q ∇L_all(μ), v²) sees the queries as well. A beginning θ is
/// drawn from the posterior, φ = θ − α ∇L_support(θ), and the loss is L_query(φ) and the divergence of the posterior from the
/// prior. μ, σ, v and the rates γ are learned.
public struct PLATIPUS: MetaLearner {
  /// The settings.
  public let configuration: PLATIPUSConfiguration
  /// The tasks of a meta-step.
  public let demand: TaskDemand
  /// The status.
  public private(set) var status = LearnerStatus.learning
  /// The number of meta-steps made.
  public private(set) var updateCount = 0

  let loop: InnerLoop
  /// The mean of beginnings, named `mean`, the logarithms of the deviations `prior` and `posterior`, and the two `rates`.
  var parameters: Parameters
  private var optimizer: Adam
  private var objective: Objective
  private var progress = 0.0
  private var loss: Float?
  private var divergence: Float = 0
  private var gradientNorm: Float = 0

  /// Makes a learner for a family of tasks.
  public init(
    for family: any TaskFamily, _ configuration: PLATIPUSConfiguration, using generator: inout RandomGenerator
  ) {
    let demand = configuration.episodes.demand(of: family)
    self.init(
      configuration.network.network(for: family, ways: demand.size.ways), family.target, demand, configuration,
      using: &generator)
  }

  init(
    _ network: any Layer, _ target: TargetKind, _ demand: TaskDemand, _ configuration: PLATIPUSConfiguration,
    using generator: inout RandomGenerator
  ) {
    self.configuration = configuration
    self.demand = demand
    let loop = InnerLoop(network, target, isFirstOrder: configuration.firstOrder)
    self.loop = loop
    let deviation = Initializer.constant(Float(log(configuration.initialDeviation)))
    let means = network.parameters
    let deviations = means.map { ParameterDescription($0.name, $0.shape, deviation) }
    let rates = ["prior", "posterior"].map {
      ParameterDescription($0, [], .constant(Float(configuration.meanRate)))
    }
    parameters = Parameters(
      of: ParameterList(
        parameters: means.named("mean") + deviations.named("prior") + deviations.named("posterior")
          + rates.named("rates")), using: &generator)
    optimizer = Adam(for: parameters)
    objective = Objective(reporting: { weights, inputs in
      let parts = Parts(of: weights, count: means.count)
      return Self.loss(parts, TaskTensors(inputs), noise: Array(inputs.dropFirst(4)), loop, configuration)
    })
  }

  /// The parameters by what they mean.
  private struct Parts {
    let means: Weights
    let prior: [Tensor]
    let posterior: [Tensor]
    let priorRate: Tensor
    let posteriorRate: Tensor

    init(of weights: Weights, count: Int) {
      let all = weights.all
      means = Weights(all[..<count])
      prior = Array(all[count..<2 * count])
      posterior = Array(all[2 * count..<3 * count])
      (priorRate, posteriorRate) = (all[3 * count], all[3 * count + 1])
    }
  }

  private static func loss(
    _ parts: Parts, _ tasks: TaskTensors, noise: [Tensor], _ loop: InnerLoop, _ configuration: PLATIPUSConfiguration
  ) -> (loss: Tensor, auxiliary: [Tensor]) {
    let count = tasks.support.inputs.shape[0]
    let start = parts.means.stacked(count)
    let posterior = normal(
      around: start, along: loop.slopes(at: start, on: tasks.support.followed(by: tasks.query), isRecorded: true),
      parts.posteriorRate, parts.posterior, loop)
    let beginning = Weights(zip(posterior, noise).map { $0.sample($1) })
    let rates = loop.places.map { _ in Tensor(Float(configuration.innerRate)) }
    let adapted = loop.adapted(beginning, to: tasks.support, steps: configuration.innerSteps, rates)
    let error = loop.losses(adapted, tasks.query).mean()
    guard configuration.divergenceWeight > 0 else { return (error, []) }
    let prior = normal(
      around: start, along: loop.slopes(at: start, on: tasks.support, isRecorded: true), parts.priorRate,
      parts.prior, loop)
    let divergences = zip(posterior, prior).map { $0.divergence(from: $1).sum() }
    let divergence = divergences.dropFirst().reduce(divergences[0], +) / Float(count)
    return (error + divergence * Float(configuration.divergenceWeight), [divergence])
  }

  /// The distributions of beginnings, whose means are a step away from the stacked means.
  private static func normal(
    around start: Weights, along slopes: [Tensor], _ rate: Tensor, _ logDeviations: [Tensor], _ loop: InnerLoop
  ) -> [DiagonalNormal] {
    let means = loop.stepped(start, along: slopes, loop.places.map { _ in rate })
    return zip(means.all, logDeviations).map { mean, logDeviation in
      DiagonalNormal(means: mean, logDeviations: logDeviation.broadcast(to: mean.shape))
    }
  }
}

extension PLATIPUS {
  /// Sets the progress, which the learning rate's schedule follows.
  public mutating func advance(to progress: Double) { self.progress = progress }

  /// Follows the gradient of the queries' loss from a drawn beginning, and of the divergence.
  public mutating func learn(from tasks: TaskBatch, using generator: inout RandomGenerator) {
    let noise = noise(for: tasks.count, using: &generator)
    let (loss, gradients) = objective.valueAndGradient(
      at: parameters, TaskTensors(tasks, in: parameters.pool).all + noise)
    let step = optimizer.step(
      &parameters, along: gradients, of: loss, rate: configuration.network.learningRate.value(at: progress),
      normLimit: configuration.network.gradientNormLimit)
    (self.loss, gradientNorm) = (loss, step.norm)
    divergence = objective.auxiliary.first?.item ?? 0
    status = LearnerStatus(divergence: step.divergence)
    updateCount += 1
  }

  private func noise(for count: Int, using generator: inout RandomGenerator) -> [Tensor] {
    loop.network.parameters.map {
      .standardNormal(Shape([count] + Array($0.shape)), in: parameters.pool, using: &generator)
    }
  }

  /// Draws beginnings from the prior of each task, and predicts after gradient steps from them.
  ///
  /// One sample alone is that of the prior's mean.
  public func predictions(
    for tasks: TaskBatch, _ adaptation: Adaptation, using generator: inout RandomGenerator
  ) -> [MetaPrediction] {
    let tensors = TaskTensors(tasks, in: parameters.pool)
    let parts = Parts(of: parameters.constants, count: loop.network.parameters.count)
    let start = Weights(parts.means.stacked(tasks.count).all.map(\.variable))
    let slopes = loop.slopes(at: start, on: tensors.support, isRecorded: false)
    let prior = Self.normal(
      around: Weights(start.all.map(\.detached)), along: slopes, parts.priorRate, parts.prior, loop)
    let rates = loop.places.map { _ in Tensor(Float(configuration.innerRate)) }
    let samples = (0..<adaptation.samples).map { _ in
      let beginning =
        adaptation.samples == 1
        ? prior.map(\.means) : zip(prior, noise(for: tasks.count, using: &generator)).map { $0.sample($1) }
      return loop.outputs(for: tensors, from: Weights(beginning), after: adaptation.steps, rates).map(\.values)
    }
    return MetaPrediction.list(after: adaptation.steps, samples)
  }

  /// The number of classes that the network tells apart.
  public var fixedWays: Int? { demand.size.ways }

  /// The root of the prior's mean variance: what noise on a beginning is of equal size.
  public var priorDeviation: Double {
    let logs = parameters.part(named: "prior").values
    return (logs.reduce(0) { $0 + exp(2 * Double($1)) } / Double(logs.count)).squareRoot()
  }

  /// The loss, the divergence in it, the norm of the gradient, and the prior's deviation.
  public var measurements: [Training.Measurement] {
    guard let loss else { return [] }
    return [
      .init("train/loss", Double(loss)), .init("train/divergence", Double(divergence)),
      .init("train/gradient_norm", Double(gradientNorm)),
      .init("train/prior_deviation", priorDeviation),
    ]
  }

  /// Exchanges the distribution of beginnings and the rates.
  public mutating func exchangeLearned(with scope: inout CheckpointScope) throws {
    try parameters.exchange(with: &scope)
  }

  /// Exchanges what was learned and the optimizer.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(1)
    try scope.exchange("updates", count: &updateCount)
    try scope.exchange("parameters", &parameters)
    try scope.exchange("optimizer", &optimizer)
  }
}
