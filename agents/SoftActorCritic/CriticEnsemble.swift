import NeuralNet

/// Several critics on the same observations and actions, each with some quantiles of the return's distribution.
struct CriticEnsemble: Layer {
  /// The number of critics.
  let count: Int
  /// The number of quantiles of each; 1 for the mean.
  let quantileCount: Int
  private let critics: [any Layer]
  private let parts: LayerParts

  /// Makes critics.
  ///
  /// - Parameters:
  ///   - inputs: The number of features of an observation and of an action together.
  ///   - configuration: The settings.
  init(inputs: Int, _ configuration: SoftActorCriticConfiguration) {
    let (sizes, outputs) = (configuration.criticHiddenSizes, configuration.quantiles)
    count = configuration.critics
    quantileCount = outputs
    let normalizes = configuration.batchNormalization
    critics = (0..<count).map { _ -> any Layer in
      if configuration.dense { return DenseLayers(inputs, sizes, outputs, normalizes: normalizes) }
      return normalizes
        ? Self.normalizedPerceptron([inputs] + sizes + [outputs]) : .perceptron([inputs] + sizes + [outputs])
    }
    parts = LayerParts(critics.enumerated().map { ("qf\($0)", $1) })
  }

  /// Linear layers with a normalization before each: Bhatt and others (2024).
  private static func normalizedPerceptron(_ sizes: [Int]) -> Sequential {
    var layers: [any Layer] = []
    for (inputs, outputs) in zip(sizes, sizes.dropFirst()) {
      if !layers.isEmpty { layers.append(ReLU()) }
      layers += [BatchRenorm(inputs), Linear(inputs, outputs)]
    }
    return Sequential(layers)
  }

  /// The parameters of all critics: `qf0.0.weight` and so on.
  var parameters: [ParameterDescription] { parts.parameters }

  /// Returns the quantiles of all critics: rows × critics × quantiles.
  func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    let rows = input.shape[0]
    let all = critics.indices.map { critics[$0](input, weights[parts, "qf\($0)"], &pass) }
    return Tensor.concatenate(all, along: 1).reshaped(to: [rows, count, quantileCount])
  }
}

/// Hidden layers that each see the input once more, and a last one on what they make: D2RL, Sinha and others (2020).
struct DenseLayers: Layer {
  private let layers: [any Layer]
  private let parts: LayerParts

  init(_ inputs: Int, _ hiddenSizes: [Int], _ outputs: Int, normalizes: Bool = false) {
    func layer(_ inputs: Int, _ outputs: Int) -> any Layer {
      normalizes ? Sequential(BatchRenorm(inputs), Linear(inputs, outputs)) : Linear(inputs, outputs)
    }
    var (layers, width) = ([any Layer](), inputs)
    for size in hiddenSizes {
      layers.append(layer(width, size))
      width = size + inputs
    }
    // The last layer sees the last hidden one alone.
    layers.append(layer(hiddenSizes.last ?? inputs, outputs))
    self.layers = layers
    parts = LayerParts(layers.enumerated().map { ("\($0)", $1) })
  }

  var parameters: [ParameterDescription] { parts.parameters }

  func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    var hidden = input
    for place in 0..<layers.count - 1 {
      let seen = place == 0 ? input : Tensor.concatenate([hidden, input], along: 1)
      hidden = layers[place](seen, weights[parts, "\(place)"], &pass).relu()
    }
    return layers[layers.count - 1](hidden, weights[parts, "\(layers.count - 1)"], &pass)
  }
}
