import Demonstrations
import NeuralNet
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

  private let training: EpisodeRows
  private let heldOut: EpisodeRows
  private(set) var cloner: PolicyCloner
  private var sampler: MinibatchSampler
  private var batch: [Int]
  /// The looks at the held-out episodes; `nil` before the first one.
  private var validation: Validation?
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

  /// The status: converged once the held-out loss has long not fallen.
  public var status: LearnerStatus {
    if let divergence = cloner.divergence { return .diverged(divergence) }
    return (validation?.looksInVain ?? 0) >= configuration.patience ? .converged : .learning
  }

  /// The policy that imitated the held-out episodes best; if there are none, the last one.
  public var greedyPolicy: NetworkPolicy {
    cloner.policy(of: validation?.best ?? cloner.policyParameters)
  }

  /// The training loss, and the held-out scores as measured last.
  public var measurements: [Measurement] {
    var measurements = [
      Measurement("train/loss", cloner.statistics.loss),
      Measurement("train/gradient_norm", cloner.statistics.gradientNorm),
      Measurement("train/learning_rate", configuration.learningRate.value(at: progress)),
    ]
    if let score = validation?.lastScore {
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
    guard heldOut.count > 0, cloner.divergence == nil, updateCount % configuration.validationInterval == 0 else {
      return
    }
    let parameters = cloner.policyParameters
    var validation = validation ?? Validation(best: parameters)
    validation.note(cloner.score(of: parameters, on: heldOut, labels: heldOut.actions), of: parameters)
    self.validation = validation
  }
}

/// The held-out scores: the best and the last.
private struct Validation {
  /// The parameters of the smallest held-out loss.
  var best: Parameters
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
  /// Exchanges the parameters, last and best, the optimizer's state, and the order of the steps; the demonstrations must
  /// be the same.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(1)
    try scope.requireSame(cloner.input.normalizer, [training, heldOut].map(\.count))
    try scope.exchange("cloner", &cloner)
    try scope.exchange("sampler", &sampler)
    try scope.exchange("validation", &validation) { [cloner] _ in Validation(best: cloner.parameters) }
  }
}

extension Validation: Checkpointable {
  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("best", &best)
    try scope.exchange("best_loss", &bestLoss)
    try scope.exchange("looks_in_vain", count: &looksInVain)
    try scope.exchange("last_score", json: &lastScore)
  }
}

extension CheckpointScope {
  /// Refuses other demonstrations than the same, by their counts of steps and their normalizer; none are stored.
  mutating func requireSame(_ normalizer: ObservationNormalizer?, _ steps: [Int]) throws {
    var (foundNormalizer, found) = (normalizer, steps)
    try exchange("normalizer", json: &foundNormalizer)
    try exchange("demonstrated_steps", &found)
    guard found == steps, foundNormalizer == normalizer else {
      throw CheckpointError(
        "It was learning from other demonstrations: \(found[0]) steps and \(found[1]) held out, where there are "
          + "\(steps[0]) and \(steps[1]) now.")
    }
  }
}
