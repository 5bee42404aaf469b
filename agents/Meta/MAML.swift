import FewShot
import NeuralNet
import Simulation
import Training

/// Model-agnostic meta-learning: a beginning from which one gradient step on a few examples of a task does well on others of it.
///
/// Finn, Abbeel and Levine (2017). For each task θ′ = θ − α ∇L_support(θ), and θ follows the gradient of the mean of L_query(θ′),
/// through the inner gradient. All tasks of a meta-step are computed together: see ``NeuralNet/Weights/stacked(_:)``.
///
/// With ``MAMLConfiguration/learnsRates`` α is a rate for each parameter, learned like θ: Li, Zhou, Chen and Li (2017),
/// "Meta-SGD".
public struct MAML: MetaLearner {
  /// The settings.
  public let configuration: MAMLConfiguration
  /// The tasks of a meta-step.
  public let demand: TaskDemand
  /// The status.
  public private(set) var status = LearnerStatus.learning
  /// The number of meta-steps made.
  public private(set) var updateCount = 0

  let loop: InnerLoop
  /// The beginning, named `network`, and the rates, named `rate`, if they are learned.
  var parameters: Parameters
  private var optimizer: Adam
  private var objective: Objective
  private var progress = 0.0
  private var loss: Float?
  private var gradientNorm: Float = 0

  /// Makes a learner for a family of tasks.
  public init(
    for family: any TaskFamily, _ configuration: MAMLConfiguration, using generator: inout RandomGenerator
  ) {
    let demand = configuration.episodes.demand(of: family)
    self.init(
      configuration.network.network(for: family, ways: demand.size.ways), family.target, demand, configuration,
      using: &generator)
  }

  init(
    _ network: any Layer, _ target: TargetKind, _ demand: TaskDemand, _ configuration: MAMLConfiguration,
    using generator: inout RandomGenerator
  ) {
    self.configuration = configuration
    self.demand = demand
    let loop = InnerLoop(
      network, target, adaptsHeadOnly: configuration.adaptsHeadOnly, isFirstOrder: configuration.firstOrder)
    self.loop = loop
    parameters = Self.parameters(of: loop, configuration, using: &generator)
    optimizer = Adam(for: parameters)
    objective = Objective { weights, inputs in
      Self.loss(weights, TaskTensors(inputs), loop, configuration)
    }
  }

  private static func parameters(
    of loop: InnerLoop, _ configuration: MAMLConfiguration, using generator: inout RandomGenerator
  ) -> Parameters {
    let beginning = loop.network.parameters
    let rates = configuration.learnsRates ? loop.places.map { beginning[$0] } : []
    var parameters = Parameters(
      of: ParameterList(parameters: beginning.named("network") + rates.named("rate")), using: &generator)
    let count = rates.reduce(0) { $0 + $1.shape.elementCount }
    parameters.values.replaceSubrange(
      (parameters.count - count)...,
      with: (0..<count).map { _ in
        Float(generator.uniform(configuration.lowestRate, configuration.highestRate))
      })
    return parameters
  }

  /// The mean loss on the tasks' queries after the inner steps.
  private static func loss(
    _ weights: Weights, _ tasks: TaskTensors, _ loop: InnerLoop, _ configuration: MAMLConfiguration
  ) -> Tensor {
    let (beginning, rates) = parts(of: weights, loop, configuration)
    let start = beginning.stacked(tasks.support.inputs.shape[0])
    let adapted = loop.adapted(start, to: tasks.support, steps: configuration.innerSteps, rates)
    return loop.losses(adapted, tasks.query).mean()
  }

  /// The beginning, and the size of a step for each adapted parameter.
  private static func parts(
    of weights: Weights, _ loop: InnerLoop, _ configuration: MAMLConfiguration
  ) -> (beginning: Weights, rates: [Tensor]) {
    let (all, count) = (weights.all, loop.network.parameters.count)
    let rates =
      configuration.learnsRates
      ? Array(all[count...]) : loop.places.map { _ in Tensor(Float(configuration.innerRate)) }
    return (Weights(all[..<count]), rates)
  }
}

extension MAML {
  /// The number of classes that the network tells apart.
  public var fixedWays: Int? { demand.size.ways }

  /// Sets the progress, which the learning rate's schedule follows.
  public mutating func advance(to progress: Double) { self.progress = progress }

  /// Follows the gradient of the tasks' query losses after the inner steps.
  public mutating func learn(from tasks: TaskBatch, using generator: inout RandomGenerator) {
    let (loss, gradients) = gradients(on: tasks)
    let step = optimizer.step(
      &parameters, along: gradients, of: loss, rate: configuration.network.learningRate.value(at: progress),
      normLimit: configuration.network.gradientNormLimit)
    (self.loss, gradientNorm) = (loss, step.norm)
    status = LearnerStatus(divergence: step.divergence)
    updateCount += 1
  }

  /// The mean query loss after the inner steps, and its gradients at the beginning and at the rates.
  mutating func gradients(on tasks: TaskBatch) -> (value: Float, gradients: Gradients) {
    objective.valueAndGradient(at: parameters, TaskTensors(tasks, in: parameters.pool).all)
  }

  /// Predicts after gradient steps, from one beginning or, with noise, from one for each sample.
  public func predictions(
    for tasks: TaskBatch, _ adaptation: Adaptation, using generator: inout RandomGenerator
  ) -> [MetaPrediction] {
    let tensors = TaskTensors(tasks, in: parameters.pool)
    let (beginning, rates) = Self.parts(of: parameters.constants, loop, configuration)
    let start = beginning.stacked(tasks.count)
    let samples = (0..<adaptation.samples).map { _ in
      let weights = start.disturbed(by: adaptation.noise, in: parameters.pool, using: &generator)
      return loop.outputs(for: tensors, from: weights, after: adaptation.steps, rates).map(\.values)
    }
    return MetaPrediction.list(after: adaptation.steps, samples)
  }

  /// The loss, the norm of its gradient, and the mean of the rates if they are learned.
  public var measurements: [Measurement] {
    guard let loss else { return [] }
    let measured = [
      Measurement("train/loss", Double(loss)), Measurement("train/gradient_norm", Double(gradientNorm)),
      Measurement("train/learning_rate", configuration.network.learningRate.value(at: progress)),
    ]
    guard configuration.learnsRates else { return measured }
    let rates = parameters.part(named: "rate").values
    return measured + [Measurement("train/inner_rate", Double(rates.reduce(0, +)) / Double(rates.count))]
  }

  /// Exchanges the beginning and the rates.
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

extension MetaPrediction {
  /// Sorts the outputs of samples, each after some numbers of steps, by these numbers.
  static func list(after steps: [Int], _ samples: [[[Float]]]) -> [MetaPrediction] {
    steps.indices.map { index in
      MetaPrediction(gradientSteps: steps[index], samples: samples.map { $0[index] })
    }
  }
}
