import FewShot
import Foundation
import NeuralNet
import Simulation
import Training

/// VERSA: a network that says the distribution of a task's last layer from a few examples, without gradient steps.
///
/// Gordon, Bronskill, Bauer, Nowozin and Turner (2019), "Meta-learning probabilistic inference for prediction". The loss is
/// −log of the mean likelihood of a query's target over drawn last layers (equation 4): there is no prior and no divergence.
public struct VERSA: MetaLearner {
  /// The settings.
  public let configuration: VERSAConfiguration
  /// The tasks of a meta-step.
  public let demand: TaskDemand
  /// The status.
  public private(set) var status = LearnerStatus.learning
  /// The number of meta-steps made.
  public private(set) var updateCount = 0

  let model: VERSAModel
  var parameters: Parameters
  private var optimizer: Adam
  private var objective: Objective
  private var progress = 0.0
  private var loss: Float?
  private var gradientNorm: Float = 0

  /// Makes a learner for a family of tasks.
  ///
  /// - Throws: `ConfigurationError` if classes are to be told apart without hidden layers.
  public init(
    for family: any TaskFamily, _ configuration: VERSAConfiguration, using generator: inout RandomGenerator
  ) throws {
    let isPicture = family.inputShape.count == 3
    guard family.target != .classes || isPicture || !configuration.network.hiddenSizes.isEmpty else {
      throw ConfigurationError("VERSA tells classes apart by features; hiddenSizes must not be empty.")
    }
    self.configuration = configuration
    demand = configuration.episodes.demand(of: family)
    let (model, ways) = (VERSAModel(for: family, configuration), demand.size.ways)
    self.model = model
    parameters = Parameters(of: ParameterList(parameters: model.parameters), using: &generator)
    optimizer = Adam(for: parameters)
    objective = Objective(training: { weights, inputs, pass in
      (Self.loss(weights, TaskTensors(inputs), noise: inputs[4], model, ways: ways, &pass), [])
    })
  }

  private static func loss(
    _ weights: Weights, _ tasks: TaskTensors, noise: Tensor, _ model: VERSAModel, ways: Int,
    _ pass: inout ForwardPass
  ) -> Tensor {
    let features = model.features(of: tasks, weights, &pass)
    let posterior = model.posterior(weights, tasks, features, ways: ways)
    let outputs = model.outputs(for: tasks, features, of: posterior.draws(noise))
    let likelihoods = model.logLikelihoods(weights, outputs, tasks.query.targets).logSumExp()
    return Float(log(Double(noise.shape[1]))) - likelihoods.mean()
  }
}

extension DiagonalNormal {
  /// Returns draws made of standard normal noise, which has a dimension for them behind the first.
  fileprivate func draws(_ noise: Tensor) -> Tensor {
    func spread(_ tensor: Tensor) -> Tensor {
      tensor.reshaped(to: Shape([tensor.shape[0], 1] + Array(tensor.shape.dropFirst()))).broadcast(to: noise.shape)
    }
    return spread(means) + spread(logDeviations.exponential()) * noise
  }
}

extension VERSA {
  /// Sets the progress, which the learning rate's schedule follows.
  public mutating func advance(to progress: Double) { self.progress = progress }

  /// Follows the gradient of the queries' loss.
  public mutating func learn(from tasks: TaskBatch, using generator: inout RandomGenerator) {
    let noise = noise(for: tasks, configuration.samples, using: &generator)
    let (loss, gradients) = objective.valueAndGradient(
      at: parameters, TaskTensors(tasks, in: parameters.pool).all + [noise])
    let step = optimizer.step(
      &parameters, along: gradients, of: loss, rate: configuration.network.learningRate.value(at: progress),
      normLimit: configuration.network.gradientNormLimit)
    objective.apply(to: &parameters)
    (self.loss, gradientNorm) = (loss, step.norm)
    status = LearnerStatus(divergence: step.divergence)
    updateCount += 1
  }

  private func noise(
    for tasks: TaskBatch, _ samples: Int, using generator: inout RandomGenerator
  ) -> Tensor {
    let outputs = tasks.target == .classes ? tasks.size.ways : tasks.target.size
    return .standardNormal(
      [tasks.count, samples, outputs, model.featureSize + 1], in: parameters.pool, using: &generator)
  }

  /// Returns the distributions of the tasks' last layers: means and deviations, one task after the other.
  func posterior(of tasks: TaskBatch) -> (means: [Float], deviations: [Float]) {
    let (tensors, weights) = (TaskTensors(tasks, in: parameters.pool), parameters.constants)
    let posterior = model.posterior(weights, tensors, features(of: tensors), ways: tasks.size.ways)
    return (posterior.means.values, posterior.logDeviations.exponential().values)
  }

  private func features(of tasks: TaskTensors) -> VERSAModel.Features {
    var pass = ForwardPass()
    return model.features(of: tasks, parameters.constants, &pass)
  }

  /// Predicts by drawn last layers; one sample alone is the mean, and for classes the mean of their probabilities.
  public func predictions(
    for tasks: TaskBatch, _ adaptation: Adaptation, using generator: inout RandomGenerator
  ) -> [MetaPrediction] {
    let tensors = TaskTensors(tasks, in: parameters.pool)
    let features = features(of: tensors)
    let posterior = model.posterior(parameters.constants, tensors, features, ways: tasks.size.ways)
    let isMean = adaptation.samples == 1 && tasks.target != .classes
    let count = adaptation.samples == 1 && tasks.target == .classes ? configuration.samples : adaptation.samples
    let noise = noise(for: tasks, count, using: &generator) * (isMean ? 0 : 1)
    let outputs = model.outputs(for: tensors, features, of: posterior.draws(noise))
    if tasks.target == .classes {
      // The logarithm of the mean over samples of the classes' probabilities.
      let mean = outputs.softmax().mean(along: [2]).logarithm()
      return [MetaPrediction(gradientSteps: 0, samples: [mean.values])]
    }
    let samples = (0..<count).map { outputs.slice($0..<$0 + 1, along: 2).values }
    return [MetaPrediction(gradientSteps: 0, samples: samples)]
  }

  /// The loss, the norm of its gradient, and the deviation of targets.
  public var measurements: [Training.Measurement] {
    guard let loss else { return [] }
    let measured: [Training.Measurement] = [
      .init("train/loss", Double(loss)), .init("train/gradient_norm", Double(gradientNorm)),
    ]
    guard model.target != .classes else { return measured }
    return measured + [.init("train/noise", exp(Double(parameters.values[parameters.count - 1])))]
  }

  /// Exchanges the networks.
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
