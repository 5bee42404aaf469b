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
  private let marks: [DemonstrationMark]
  private(set) var cloner: PolicyCloner
  private var sampler: MinibatchSampler
  private var batch: [Int]
  /// The looks at the held-out episodes.
  private var record = HeldOutRecord()
  /// The parameters that imitated the held-out episodes best; `nil` before the first finite loss.
  private var best: Parameters?
  /// The held-out score of the last look; `nil` before the first one.
  private var score: CloningScore?
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
    (training, heldOut) = split.rows(of: episodes, in: task.specification)
    marks = [DemonstrationMark(training), DemonstrationMark(heldOut)]
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
  public var updateCount: Int { cloner.fitted.updateCount }

  /// The status: converged once the held-out loss has long not fallen.
  public var status: LearnerStatus {
    if let divergence = cloner.fitted.divergence { return .diverged(divergence) }
    return record.looksSinceBest >= configuration.patience ? .converged : .learning
  }

  /// The policy that imitated the held-out episodes best; the last one, if none has a held-out loss.
  public var greedyPolicy: NetworkPolicy { cloner.policy(of: best ?? cloner.fitted.policyParameters) }

  /// The training loss, and the held-out scores as measured last.
  public var measurements: [Measurement] {
    let trained = cloner.fitted.measurements(at: progress)
    guard let score else { return trained }
    return trained + [
      Measurement("held_out/loss", score.loss), Measurement("held_out/log_likelihood", score.logLikelihood),
      Measurement("held_out/\(type(of: cloner.input.head).comparison)", score.agreement),
    ]
  }

  /// Follows the schedule.
  public mutating func advance(to progress: Double) { self.progress = progress }

  /// Learns from a batch, and looks at the held-out episodes if it is time.
  public mutating func learn(using generator: inout RandomGenerator) {
    sampler.draw(into: &batch, using: &generator)
    cloner.update(on: batch, of: training, labels: training.actions, at: progress, using: &generator)
    guard heldOut.count > 0, cloner.fitted.divergence == nil, updateCount % configuration.validationInterval == 0
    else {
      return
    }
    let parameters = cloner.fitted.policyParameters
    let score = cloner.score(of: parameters, on: heldOut, labels: heldOut.actions)
    if record.note(score.loss) { best = parameters }
    self.score = score
  }
}

extension BehaviorCloning {
  /// Exchanges the parameters, last and best, the optimizer's state, and the order of the steps; the demonstrations must
  /// be the same.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(2)
    try scope.requireSame(marks)
    try scope.exchange("cloner", &cloner)
    try scope.exchange("sampler", &sampler)
    try scope.exchange("best", &best) { [cloner] _ in cloner.fitted.parameters }
    try scope.exchange("held_out", json: &record)
    try scope.exchange("score", json: &score)
  }
}
