import Demonstrations
import NeuralNet
import Safetensors
import Simulation
import Training

/// Behaviour cloning: supervised learning of the actions in recorded episodes.
///
/// Pomerleau (1991), "Efficient training of artificial neural networks for autonomous navigation". It steps no
/// environment. Some whole episodes are held out; as long as they are imitated better and better it goes on, and the
/// policy is the one that imitated them best.
public struct BehaviorCloning: Learner {
  /// The settings.
  public let configuration: BehaviorCloningConfiguration
  /// The split into episodes that are learned from and episodes that are held out.
  public let split: EpisodeSplit
  /// True once the held-out loss has long not fallen.
  public private(set) var hasConverged = false

  private let training: EpisodeRows
  private let heldOut: EpisodeRows
  private(set) var cloner: PolicyCloner
  private var sampler: MinibatchSampler
  private var batch: [Int]
  private var validation = Validation()
  private var progress = 0.0

  /// Makes a learner with a fresh network.
  ///
  /// - Parameters:
  ///   - episodes: What there is to imitate: at least one step.
  ///   - task: The task that they are of, with its encoder and head.
  ///   - configuration: The settings.
  ///   - generator: The source of the split and of the network's first parameters.
  public init(
    imitating episodes: [Episode], in task: EncodedTask,
    configuration: BehaviorCloningConfiguration = BehaviorCloningConfiguration(),
    using generator: inout RandomGenerator
  ) {
    self.configuration = configuration
    split = EpisodeSplit(of: episodes.count, holdingOut: configuration.validationFraction, using: &generator)
    func rows(_ numbers: [Int]) -> EpisodeRows {
      EpisodeRows(numbers.lazy.map { episodes[$0] }, of: task.specification)
    }
    training = rows(split.training)
    heldOut = rows(split.heldOut)
    precondition(training.count > 0, "there is no step to learn from in \(episodes.count) episodes")
    let input = PolicyInput(
      encoder: task.encoder, head: task.head,
      normalizer: configuration.normalizesObservations
        ? ObservationNormalizer(of: training.observations, by: task.encoder) : nil,
      observationCount: configuration.observationHistory, actionCount: configuration.actionHistory)
    cloner = PolicyCloner(input, configuration: configuration.cloning, using: &generator)
    sampler = MinibatchSampler(of: training.count)
    batch = Array(repeating: 0, count: configuration.batchSize)
  }

  /// The number of batches learned from.
  public var updateCount: Int { cloner.updateCount }

  /// The reason that learning has diverged; `nil` if it has not.
  public var divergence: String? { cloner.divergence }

  /// The policy that imitated the held-out episodes best; if there are none, the last one.
  public var greedyPolicy: NetworkPolicy {
    cloner.policy(of: validation.best ?? cloner.policyParameters)
  }

  /// The training loss, and the held-out scores as measured last.
  public var measurements: [Measurement] {
    var measurements = [
      Measurement("train/loss", cloner.statistics.loss),
      Measurement("train/gradient_norm", cloner.statistics.gradientNorm),
      Measurement("train/learning_rate", configuration.learningRate.value(at: progress)),
    ]
    if let score = validation.lastScore {
      measurements += [
        Measurement("held_out/loss", score.loss), Measurement("held_out/log_likelihood", score.logLikelihood),
        Measurement("held_out/\(type(of: cloner.input.head).comparison)", score.agreement),
      ]
    }
    return measurements
  }

  /// Follows the schedule.
  public mutating func advance(to progress: Double) { self.progress = progress }

  /// Learns from a batch, and looks at the held-out episodes if it is time.
  public mutating func learn(using generator: inout RandomGenerator) {
    sampler.draw(into: &batch, using: &generator)
    cloner.update(on: batch, of: training, labels: training.actions, at: progress, using: &generator)
    guard heldOut.count > 0, divergence == nil, updateCount % configuration.validationInterval == 0 else { return }
    let parameters = cloner.policyParameters
    validation.note(cloner.score(of: parameters, on: heldOut, labels: heldOut.actions), of: parameters)
    hasConverged = validation.looksInVain >= configuration.patience
  }
}

/// The held-out scores: the best and the last.
private struct Validation {
  /// The parameters of the smallest held-out loss; `nil` before the first look.
  var best: Parameters?
  var bestLoss = Double.infinity
  var lastScore: CloningScore?
  /// The number of looks since the smallest loss.
  var looksInVain = 0

  mutating func note(_ score: CloningScore, of parameters: Parameters) {
    lastScore = score
    if score.loss < bestLoss {
      (best, bestLoss, looksInVain) = (parameters, score.loss, 0)
    } else {
      looksInVain += 1
    }
  }
}

extension BehaviorCloning {
  /// Adds the parameters, last and best, the optimizer's state, and the order of the steps.
  public func writeCheckpoint(to writer: inout SafetensorsWriter) {
    cloner.write(to: &writer)
    sampler.write(to: &writer)
    writer.add("demonstrated_steps", [training, heldOut].map { Int64($0.count) })
    guard let best = validation.best else { return }
    best.renamed(Self.bestName).write(to: &writer)
    writer.add("best_loss", [validation.bestLoss])
    writer.add("looks_in_vain", [Int64(validation.looksInVain)])
    writer.metadata["held_out"] = StoredText.text(of: validation.lastScore)
  }

  /// Goes on from a saved state, with the same demonstrations.
  public mutating func readCheckpoint(from file: SafetensorsFile) throws {
    try requireSameDemonstrations(in: file)
    try cloner.read(from: file)
    try sampler.read(from: file)
    validation = Validation()
    guard file.tensor("best_loss") != nil else { return }
    var best = cloner.parameters.renamed(Self.bestName)
    try best.read(from: file)
    validation.best = best.renamed(NetworkPolicy.parameterName)
    validation.bestLoss = try file.array("best_loss", as: Double.self, shape: [1])[0]
    validation.looksInVain = try file.counts("looks_in_vain", shape: [1])[0]
    validation.lastScore = StoredText.value(CloningScore.self, of: file.metadata["held_out"])
    hasConverged = validation.looksInVain >= configuration.patience
  }

  /// Throws unless the demonstrations are the same, by their counts of steps and their normalizer; none are stored.
  private func requireSameDemonstrations(in file: SafetensorsFile) throws {
    let counts = try file.array("demonstrated_steps", as: Int64.self, shape: [2])
    let normalizer = try ObservationNormalizer(from: file, featureCount: cloner.input.featureCount)
    guard counts == [training, heldOut].map({ Int64($0.count) }), normalizer == cloner.input.normalizer else {
      throw PolicyFileError(
        "It was learning from other demonstrations: \(counts[0]) steps and \(counts[1]) held out, where there are "
          + "\(training.count) and \(heldOut.count) now.")
    }
  }

  private static var bestName: String { "best" }
}
