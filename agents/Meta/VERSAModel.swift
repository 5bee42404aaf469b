import FewShot
import Foundation
import NeuralNet

/// The networks of VERSA: features of inputs, and what says a task's last layer from the support examples.
///
/// The last layer is drawn: its weights and biases are independent normal numbers. For classes, the weights of each follow from
/// the mean of its examples' features alone, so that a task may have any number of them; for numbers, from the mean of what is
/// made of the features and the target of each example.
struct VERSAModel: Sendable {
  let target: TargetKind
  /// The number of features; 0 if the last layer is a bias alone.
  let featureSize: Int
  private let features: any Layer
  private let encoder: Sequential
  private let amortizer: Sequential
  private let parts: LayerParts
  let parameters: [ParameterDescription]

  init(for family: any TaskFamily, _ configuration: VERSAConfiguration) {
    target = family.target
    let (hidden, inner) = (configuration.network.hiddenSizes, configuration.amortizerSizes)
    let activation = configuration.network.activation.layer
    func layers(_ sizes: [Int]) -> Sequential {
      Sequential(zip(sizes, sizes.dropFirst()).flatMap { [Linear($0, $1), activation] as [any Layer] })
    }
    if family.inputShape.count == 3 {
      let embedding = ExampleEmbedding(of: family, channels: configuration.network.channels, hiddenSizes: [])
      (features, featureSize) = (embedding, embedding.featureCount)
    } else {
      features = layers(hidden.isEmpty ? [] : [family.inputShape.reduce(1, *)] + hidden)
      featureSize = hidden.last ?? 0
    }
    let outputs: Int
    switch target {
    case .numbers(let count):
      encoder = layers([featureSize + count] + inner)
      outputs = count * 2 * (featureSize + 1)
      amortizer = Sequential([Linear(inner.last ?? featureSize + count, outputs)])
    case .classes:
      encoder = Sequential([])
      outputs = 2 * (featureSize + 1)
      amortizer = .perceptron([featureSize] + inner + [outputs], activation: activation)
    }
    parts = ["features": features, "encoder": encoder, "amortizer": amortizer]
    let noise = configuration.noise
    parameters =
      parts.parameters + [
        ParameterDescription(
          "noise", [], .constant(noise > 0 ? Float(log(noise)) : 0), isTrainable: noise == 0 && target != .classes)
      ]
  }

  /// The features of examples; `nil` if there are none.
  struct Features {
    let support: Tensor?
    let query: Tensor?
  }

  /// Returns the features of support and query examples, which go through the network together.
  func features(of tasks: TaskTensors, _ weights: Weights, _ pass: inout ForwardPass) -> Features {
    guard featureSize > 0 else { return Features(support: nil, query: nil) }
    let count = tasks.support.inputs.shape[1]
    let inputs = Tensor.concatenate([tasks.support.inputs, tasks.query.inputs], along: 1)
    let all = features(inputs, weights[parts, "features"], &pass)
    return Features(
      support: all.slice(0..<count, along: 1), query: all.slice(count..<inputs.shape[1], along: 1))
  }

  /// Returns the distributions of the last layers' weights and biases: tasks × outputs × (features + 1).
  func posterior(_ weights: Weights, _ tasks: TaskTensors, _ features: Features, ways: Int) -> DiagonalNormal {
    let (support, seen) = (tasks.support, features.support)
    let count = support.inputs.shape[0]
    let numbers: Tensor
    switch target {
    case .numbers(let size):
      let examples = seen.map { .concatenate([$0, support.targets], along: 2) } ?? support.targets
      let means = encoder(examples, weights[parts, "encoder"]).mean(along: [1])
      numbers = amortizer(means, weights[parts, "amortizer"]).reshaped(
        to: [count, size, 2 * (featureSize + 1)])
    case .classes:
      guard let seen else { preconditionFailure("classes cannot be told apart without features") }
      let grouped = seen.reshaped(to: [count, ways, seen.shape[1] / ways, featureSize])
      numbers = amortizer(grouped.mean(along: [2]), weights[parts, "amortizer"])
    }
    return DiagonalNormal(
      means: numbers.slice(0..<featureSize + 1, along: 2),
      logDeviations: numbers.slice(featureSize + 1..<2 * (featureSize + 1), along: 2))
  }

  /// Returns the outputs of drawn last layers: tasks × queries × samples × outputs.
  ///
  /// - Parameters:
  ///   - tasks: The tasks, whose queries are asked.
  ///   - features: Their features.
  ///   - layers: The drawn weights and biases, tasks × samples × outputs × (features + 1).
  func outputs(for tasks: TaskTensors, _ features: Features, of layers: Tensor) -> Tensor {
    let (samples, count, queries) = (layers.shape[1], layers.shape[2], tasks.query.inputs.shape[1])
    let rows = layers.reshaped(to: [layers.shape[0], samples * count, featureSize + 1])
    let biases = rows.slice(featureSize..<featureSize + 1, along: 2).reshaped(to: [
      layers.shape[0], samples * count,
    ])
    let shape: Shape = [layers.shape[0], queries, samples, count]
    guard let seen = features.query else {
      return biases.reshaped(to: [layers.shape[0], 1, samples * count])
        .broadcast(to: [layers.shape[0], queries, samples * count]).reshaped(to: shape)
    }
    return seen.affine(rows.slice(0..<featureSize, along: 2), biases).reshaped(to: shape)
  }

  /// Returns the log-likelihood of each query's target for each sample: tasks × queries × samples.
  func logLikelihoods(_ weights: Weights, _ outputs: Tensor, _ targets: Tensor) -> Tensor {
    let shape = outputs.shape
    switch target {
    case .numbers(let count):
      let logNoise = weights.all[weights.all.count - 1]
      let errors = (outputs - targets.reshaped(to: [shape[0], shape[1], 1, count])) * (-logNoise).exponential()
      let constant = Float(0.5 * log(2 * Double.pi))
      return errors.squared().sum(along: [3]) * -0.5 - (logNoise + constant) * Float(count)
    case .classes:
      let classes = targets.reshaped(to: [shape[0], shape[1], 1]).broadcast(to: [shape[0], shape[1], shape[2]])
      return outputs.logSoftmax().picking(classes)
    }
  }
}
