import Files
import NeuralNet
import Simulation
import Training

/// Parameters that are fitted to demonstrations, with their loss, their optimizer, and their running mean.
struct FittedParameters: Sendable {
  /// The parameters, which learn.
  private(set) var parameters: Parameters
  /// The running mean of the parameters, if the policy is one.
  private(set) var average: Parameters?
  private(set) var statistics = FittingStatistics()
  /// The number of batches learned from.
  private(set) var updateCount = 0
  /// The reason that learning has diverged; `nil` if it has not.
  private(set) var divergence: String?
  private let settings: any FittingSettings
  private var optimizer: Adam
  private var objective: Objective

  /// Takes fresh parameters of a network.
  init(
    of network: some Layer, named name: String, _ settings: some FittingSettings,
    using generator: inout RandomGenerator, loss: @escaping Objective.Function
  ) {
    self.settings = settings
    parameters = Parameters(of: network, named: name, using: &generator)
    average = settings.policyAveraging > 0 ? parameters : nil
    optimizer = Adam(for: parameters, decoupledWeightDecay: Float(settings.weightDecay))
    objective = Objective(loss)
  }

  /// The parameters of the policy.
  var policyParameters: Parameters { average ?? parameters }

  /// Learns from a batch.
  ///
  /// - Parameters:
  ///   - inputs: What the loss is computed of, besides the parameters.
  ///   - progress: The progress of the training, from 0 to 1.
  mutating func update(on inputs: [Tensor], at progress: Double) {
    let (loss, gradients) = objective.valueAndGradient(at: parameters, inputs)
    updateCount += 1
    let step = optimizer.step(
      &parameters, along: gradients, of: loss, rate: settings.learningRate.value(at: progress),
      normLimit: settings.gradientNormLimit)
    divergence = step.divergence
    guard divergence == nil else { return }
    let averagingRate = Float(1 - settings.policyAveraging)
    average?.move(towards: parameters, rate: averagingRate)
    statistics.update(loss: loss, gradientNorm: step.norm)
  }

  /// The measurements of training at a progress.
  func measurements(at progress: Double) -> [Measurement] {
    [
      Measurement("train/loss", statistics.loss), Measurement("train/gradient_norm", statistics.gradientNorm),
      Measurement("train/learning_rate", settings.learningRate.value(at: progress)),
    ]
  }
}

extension FittedParameters: Checkpointable {
  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("updates", count: &updateCount)
    try scope.exchange("parameters", &parameters)
    try scope.exchange("average", &average)
    try scope.exchange("optimizer", &optimizer)
    try scope.exchange("statistics", json: &statistics)
  }
}

/// Running means of loss and gradient norm, over some hundred updates.
struct FittingStatistics: Codable, Equatable, Sendable {
  private(set) var loss = 0.0
  private(set) var gradientNorm = 0.0
  @StoredCount private var count = 0

  mutating func update(loss: Float, gradientNorm: Float) {
    count += 1
    let weight = RecentMean.weight(ofUpdate: count)
    self.loss.average(loss, weight: weight)
    self.gradientNorm.average(gradientNorm, weight: weight)
  }
}
