import Demonstrations
import Files
import NeuralNet
import Simulation
import Training

/// Variational imitation: learns a policy with a latent variable from recorded episodes, so that different ways of doing
/// the same remain different.
///
/// A policy that answers what it sees with one action imitates an expert who goes now left, now right, by going between.
/// Here an encoder q(z | s, a) says which way was meant, and a decoder p(a | s, z) what is done on that way; both learn
/// by the evidence lower bound of a conditional variational autoencoder (Kingma and Welling 2014; Sohn, Lee and Yan
/// 2015). To act, z is drawn from the prior. It steps no environment.
public struct VariationalImitation: Learner {
  /// The settings.
  public let configuration: VariationalConfiguration
  /// The network.
  public let network: VariationalNetwork
  /// The network's input, made of an observation.
  public let input: PolicyInput
  /// The split into episodes that are learned from and episodes that are held out.
  public let split: EpisodeSplit

  let training: EpisodeRows
  let heldOut: EpisodeRows
  let marks: [DemonstrationMark]
  var fitted: FittedParameters
  var sampler: MinibatchSampler
  var score = VariationalScore()
  private var reader: PolicyInputReader
  private var batch: [Int]
  private var progress = 0.0

  /// Makes a learner with fresh networks.
  ///
  /// - Parameters:
  ///   - episodes: What there is to imitate: at least one step.
  ///   - task: The task that they are of, with its encoder and head; it shows no pictures.
  ///   - configuration: The settings.
  ///   - generator: The source of the split and of the networks' first parameters.
  public init(
    imitating episodes: [Episode], in task: EncodedTask,
    configuration: VariationalConfiguration = VariationalConfiguration(), using generator: inout RandomGenerator
  ) {
    precondition(!task.encoder.hasPictures, "pictures of the shape \(task.encoder.shape) cannot be encoded")
    self.configuration = configuration
    split = EpisodeSplit(of: episodes.count, holdingOut: configuration.validationFraction, using: &generator)
    (training, heldOut) = split.rows(of: episodes, in: task.specification)
    marks = [DemonstrationMark(training), DemonstrationMark(heldOut)]
    let (encoder, head) = (task.encoder, task.head)
    input = PolicyInput(
      encoder: encoder, head: head,
      normalizer: configuration.normalizesObservations
        ? ObservationNormalizer(of: training.observations, by: encoder) : nil)
    let network = VariationalNetwork(
      VariationalNetwork.Architecture(
        featureCount: encoder.featureCount, actionFeatureCount: head.featureCount,
        latentSize: configuration.latentSize, hiddenSizes: configuration.hiddenSizes,
        activation: configuration.activation, outputCount: head.outputCount, prior: configuration.prior))
    self.network = network
    let freeBits = Float(configuration.freeBits)
    fitted = FittedParameters(of: network, named: VariationalPolicy.parameterName, configuration, using: &generator)
    {
      weights, inputs in
      EvidenceBound(
        network, head, features: inputs[0], actions: inputs[1], targets: inputs[2], noise: inputs[3], weights
      ).loss(beta: inputs[4], freeBits: freeBits)
    }
    reader = PolicyInputReader(input)
    sampler = MinibatchSampler(of: training.count)
    batch = Array(repeating: 0, count: configuration.batchSize)
  }

  /// The policy as learned so far.
  public var greedyPolicy: VariationalPolicy {
    VariationalPolicy(
      network, on: input, parameters: fitted.policyParameters, latent: configuration.latent,
      samples: configuration.samplesActions)
  }

  /// The parameters, which learn.
  public var parameters: Parameters { fitted.parameters }

  /// The number of batches learned from.
  public var updateCount: Int { fitted.updateCount }

  /// The loss, and the terms of the bound on the held-out episodes as measured last.
  public var measurements: [Measurement] {
    fitted.measurements(at: progress) + [Measurement("train/beta", configuration.beta.value(at: progress))]
      + score.measurements(named: heldOut.count > 0 ? "held_out" : "train")
  }

  /// The status: diverged if the networks have.
  public var status: LearnerStatus { LearnerStatus(divergence: fitted.divergence) }

  /// Follows the schedules.
  public mutating func advance(to progress: Double) { self.progress = progress }

  /// Learns from a batch, and looks at the held-out episodes, or else at the training episodes, if it is time.
  public mutating func learn(using generator: inout RandomGenerator) {
    sampler.draw(into: &batch, using: &generator)
    update(using: &generator)
    guard fitted.divergence == nil, updateCount % configuration.validationInterval == 0 else { return }
    score = score(on: heldOut.count > 0 ? heldOut : training, using: &generator)
  }

  private mutating func update(using generator: inout RandomGenerator) {
    let beta = Tensor([Float(configuration.beta.value(at: progress))], shape: [], in: parameters.pool)
    let inputs = tensors(of: batch, in: training, using: &generator) + [beta]
    fitted.update(on: inputs, at: progress)
  }

  /// Returns the terms of the bound on some steps, with the policy's parameters.
  private mutating func score(on data: EpisodeRows, using generator: inout RandomGenerator) -> VariationalScore {
    var score = VariationalScore()
    let weights = fitted.policyParameters.constants
    for start in stride(from: 0, to: data.count, by: 1024) {
      let rows = Array(start..<min(start + 1024, data.count))
      let inputs = tensors(of: rows, in: data, using: &generator)
      score.add(
        EvidenceBound(
          network, input.head, features: inputs[0], actions: inputs[1], targets: inputs[2], noise: inputs[3],
          weights
        ), count: rows.count)
    }
    return score
  }

  /// Features, actions as features, actions as targets, and standard normal numbers, of some steps.
  private mutating func tensors(
    of rows: [Int], in data: EpisodeRows, using generator: inout RandomGenerator
  ) -> [Tensor] {
    let (head, pool) = (input.head, parameters.pool)
    var actions = RowBuffer.none
    actions.gather(rows, of: data.actions)
    return [
      Tensor(shape: [rows.count, network.architecture.featureCount], in: pool) {
        reader.read(rows, of: data, into: &$0)
      },
      Tensor(shape: [rows.count, head.featureCount], in: pool) {
        head.writeFeatures(of: actions, rows: 0..<actions.count, into: &$0)
      },
      Tensor(shape: [rows.count, head.actionSize], in: pool) { head.encode(actions, into: &$0) },
      .standardNormal([rows.count, configuration.latentSize], in: pool, using: &generator),
    ]
  }
}

/// The terms of the evidence lower bound, meaned over some steps.
struct VariationalScore: Codable, Equatable, Sendable {
  private var logLikelihood = 0.0
  private var divergence = 0.0
  @StoredCount private var count = 0

  mutating func add(_ bound: EvidenceBound, count: Int) {
    self.count += count
    let rate = Double(count) / Double(self.count)
    logLikelihood += rate * (Double(bound.logLikelihood.mean().item) - logLikelihood)
    divergence += rate * (Double(bound.divergence.sum(along: [1]).mean().item) - divergence)
  }

  /// Returns the measurements of the bound; none before the first look.
  func measurements(named name: String) -> [Measurement] {
    guard count > 0 else { return [] }
    return [
      Measurement("\(name)/evidence_bound", logLikelihood - divergence),
      Measurement("\(name)/log_likelihood", logLikelihood), Measurement("\(name)/divergence", divergence),
    ]
  }
}
