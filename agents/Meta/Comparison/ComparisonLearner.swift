import FewShot
import NeuralNet
import Simulation
import Training

/// A meta-learner that learns features in which classes are told apart by comparison, without gradient steps on a task.
///
/// A task's examples, support and queries together, go through the network at once, whose normalization sees all of them in
/// training; in use it has running statistics, so that a query's class does not depend on the other queries.
public struct ComparisonLearner: MetaLearner {
  /// The settings.
  public let configuration: ComparisonConfiguration
  /// The tasks of a meta-step.
  public let demand: TaskDemand
  /// The status.
  public private(set) var status = LearnerStatus.learning
  /// The number of meta-steps made.
  public private(set) var updateCount = 0

  private let embedding: ExampleEmbedding
  private let comparison: any Comparison
  private let parts: LayerParts
  private(set) var parameters: Parameters
  private var optimizer: Adam
  private var objective: Objective
  private var progress = 0.0
  private var loss: Float?
  private var gradientNorm: Float = 0

  init(
    for family: any TaskFamily, _ configuration: ComparisonConfiguration,
    by comparison: (ExampleEmbedding) -> any Comparison, using generator: inout RandomGenerator
  ) {
    self.configuration = configuration
    demand = configuration.episodes.demand(of: family)
    let embedding = ExampleEmbedding(
      of: family, channels: configuration.channels, hiddenSizes: configuration.hiddenSizes)
    let (comparison, ways) = (comparison(embedding), demand.size.ways)
    let parts: LayerParts = [
      "features": embedding, "comparison": ParametersAlone(parameters: comparison.parameters),
    ]
    (self.embedding, self.comparison, self.parts) = (embedding, comparison, parts)
    parameters = Parameters(of: ParameterList(parameters: parts.parameters), using: &generator)
    optimizer = Adam(for: parameters)
    objective = Objective(training: { weights, inputs, pass in
      let tasks = TaskTensors(inputs)
      let (queries, support) = Self.features(of: tasks, embedding, weights[parts, "features"], ways: ways, &pass)
      let loss = comparison.loss(
        of: queries, beside: support, classes: tasks.query.targets, weights[parts, "comparison"])
      return (loss, [])
    })
  }

  /// Returns the features of queries, tasks × queries × features, and of support examples, tasks × classes × shots × features.
  private static func features(
    of tasks: TaskTensors, _ embedding: ExampleEmbedding, _ weights: Weights, ways: Int, _ pass: inout ForwardPass
  ) -> (queries: Tensor, support: Tensor) {
    let count = tasks.support.inputs.shape[1]
    let all = embedding(.concatenate([tasks.support.inputs, tasks.query.inputs], along: 1), weights, &pass)
    let support = all.slice(0..<count, along: 1)
    return (
      all.slice(count..<all.shape[1], along: 1),
      support.reshaped(to: [all.shape[0], ways, count / ways, embedding.featureCount])
    )
  }
}

/// Parameters that belong to no layer.
private struct ParametersAlone: Layer {
  let parameters: [ParameterDescription]

  func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor { input }
}

extension ComparisonLearner {
  /// Sets the progress, which the learning rate's schedule follows.
  public mutating func advance(to progress: Double) { self.progress = progress }

  /// Follows the gradient of the queries' loss.
  public mutating func learn(from tasks: TaskBatch, using generator: inout RandomGenerator) {
    let (loss, gradients) = objective.valueAndGradient(
      at: parameters, TaskTensors(tasks, in: parameters.pool).all)
    let step = optimizer.step(
      &parameters, along: gradients, of: loss, rate: configuration.learningRate.value(at: progress),
      normLimit: configuration.gradientNormLimit)
    objective.apply(to: &parameters)
    (self.loss, gradientNorm) = (loss, step.norm)
    status = LearnerStatus(divergence: step.divergence)
    updateCount += 1
  }

  /// Returns the logits of each task's classes.
  public func predictions(
    for tasks: TaskBatch, _ adaptation: Adaptation, using generator: inout RandomGenerator
  ) -> [MetaPrediction] {
    let weights = parameters.constants
    var pass = ForwardPass()
    let (queries, support) = Self.features(
      of: TaskTensors(tasks, in: parameters.pool), embedding, weights[parts, "features"], ways: tasks.size.ways,
      &pass)
    let logits = comparison.logits(of: queries, beside: support, weights[parts, "comparison"])
    return [MetaPrediction(gradientSteps: 0, samples: [logits.values])]
  }

  /// The loss and the norm of its gradient.
  public var measurements: [Measurement] {
    guard let loss else { return [] }
    return [
      Measurement("train/loss", Double(loss)), Measurement("train/gradient_norm", Double(gradientNorm)),
    ]
  }

  /// Exchanges the network and the comparison.
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
