import Files
import NeuralNet
import Simulation
import Training

/// Fits a policy network to actions: those that were done, or those that should have been.
///
/// It holds what learns, but not what is learned from.
struct PolicyCloner: Sendable {
  private let samples: Bool
  private let network: PolicyNetwork
  private(set) var input: PolicyInput
  private(set) var fitted: FittedParameters
  private var reader: PolicyInputReader
  private var disturbance: InputDisturbance

  /// Makes a fresh network.
  init(
    _ input: PolicyInput, configuration: CloningConfiguration,
    using generator: inout RandomGenerator
  ) {
    samples = configuration.samplesActions
    self.input = input
    let network = PolicyNetwork(
      PolicyNetwork.Architecture(
        inputShape: input.shape, partShapes: input.encoder.partShapes, hiddenSizes: configuration.hiddenSizes,
        activation: configuration.activation,
        outputCount: input.head.outputCount))
    self.network = network
    let (head, entropyWeight) = (input.head, Float(configuration.entropyWeight))
    fitted = FittedParameters(of: network, named: NetworkPolicy.parameterName, configuration, using: &generator) {
      weights, inputs in
      let outputs = network(inputs[0], weights)
      let loss = head.loss(of: inputs[1], given: outputs).mean()
      return entropyWeight > 0 ? loss - head.entropy(of: outputs).mean() * entropyWeight : loss
    }
    reader = PolicyInputReader(input)
    disturbance = InputDisturbance(
      noise: Float(configuration.observationNoise), shift: configuration.pictureShift)
  }

  /// The policy of some parameters.
  func policy(of parameters: Parameters) -> NetworkPolicy {
    NetworkPolicy(network, on: input, parameters: parameters, samples: samples)
  }

  /// Measures observations anew before they are normalized.
  mutating func normalize(by normalizer: ObservationNormalizer?) {
    input = PolicyInput(
      encoder: input.encoder, head: input.head, normalizer: normalizer, observationCount: input.observationCount,
      actionCount: input.actionCount)
    reader = PolicyInputReader(input)
  }
}

extension PolicyCloner {
  /// Learns from a batch.
  ///
  /// - Parameters:
  ///   - rows: Which steps.
  ///   - data: What was seen and done.
  ///   - labels: What should have been done at every step of the data.
  ///   - progress: How far the training is, from 0 to 1.
  ///   - generator: The source of randomness for noise and shifts.
  mutating func update(
    on rows: [Int], of data: EpisodeRows, labels: RowBuffer, at progress: Double,
    using generator: inout RandomGenerator
  ) {
    let inputs = Tensor(shape: shape(of: rows), in: fitted.parameters.pool) { numbers in
      reader.read(rows, of: data, into: &numbers)
      disturbance.apply(to: &numbers, input, using: &generator)
    }
    fitted.update(on: [inputs, targets(rows, labels)], at: progress)
  }

  /// Returns the score of a policy with some parameters against the labels of some steps.
  mutating func score(of parameters: Parameters, on data: EpisodeRows, labels: RowBuffer) -> CloningScore {
    var score = CloningScore()
    // Pictures need much memory.
    let most = min(max(1 << 20 / input.count, 1), 1024)
    for start in stride(from: 0, to: data.count, by: most) {
      let rows = Array(start..<min(start + most, data.count))
      let inputs = Tensor(shape: shape(of: rows), in: parameters.pool) { reader.read(rows, of: data, into: &$0) }
      let outputs = network(inputs, parameters.constants)
      let targets = self.targets(rows, labels)
      let head = input.head
      score.add(
        count: rows.count, loss: head.loss(of: targets, given: outputs).mean().item,
        logLikelihood: head.logLikelihood(of: targets, given: outputs).mean().item,
        agreement: agreement(of: outputs, with: labels, rows))
    }
    return score
  }

  private func agreement(of outputs: Tensor, with labels: RowBuffer, _ rows: [Int]) -> Double {
    var (actions, expected) = (RowBuffer(labels.layout, count: rows.count), RowBuffer.none)
    outputs.withValues { input.head.decide(by: $0, into: &actions) }
    expected.gather(rows, of: labels)
    return input.head.compare(actions, with: expected)
  }

  private mutating func targets(_ rows: [Int], _ labels: RowBuffer) -> Tensor {
    Tensor(shape: [rows.count, input.head.actionSize], in: fitted.parameters.pool) {
      reader.read(rows, of: labels, into: &$0)
    }
  }

  private func shape(of rows: [Int]) -> Shape { Shape([rows.count] + input.shape) }
}

extension PolicyCloner: Checkpointable {
  mutating func exchange(with scope: inout CheckpointScope) throws { try fitted.exchange(with: &scope) }
}

/// The score of a policy against labels, the mean over some steps.
struct CloningScore: Codable, Equatable, Sendable {
  private(set) var loss = 0.0
  private(set) var logLikelihood = 0.0
  /// The share of equal actions, or the mean absolute error.
  private(set) var agreement = 0.0
  @StoredCount private var count = 0

  mutating func add(count: Int, loss: Float, logLikelihood: Float, agreement: Double) {
    self.count += count
    let weight = Double(count) / Double(self.count)
    self.loss.average(loss, weight: weight)
    self.logLikelihood.average(logLikelihood, weight: weight)
    self.agreement.average(agreement, weight: weight)
  }
}
