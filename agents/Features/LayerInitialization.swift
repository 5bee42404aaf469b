import NeuralNet

/// The initial distribution of the weights of a network's layers.
enum LayerInitialization: Sendable {
  /// Uniform, by the number of inputs: PyTorch's default.
  case uniform
  /// Orthogonal weights and no biases, as those who optimize policies begin: Engstrom and others (2020), Andrychowicz and
  /// others (2021).
  case orthogonal

  /// The gain of layers with an activation behind them.
  private static let hiddenGain = Float(2).squareRoot()

  private func weights(_ gain: Float) -> Initializer? { self == .uniform ? nil : .orthogonal(gain: gain) }
  private var bias: Initializer? { self == .uniform ? nil : .constant(0) }

  /// Makes a linear layer.
  ///
  /// - Parameters:
  ///   - inputs: The size of an input row.
  ///   - outputs: The size of an output row.
  ///   - gain: The length of the rows of orthogonal weights.
  func linear(_ inputs: Int, _ outputs: Int, gain: Float = hiddenGain) -> Linear {
    Linear(inputs, outputs, weights: weights(gain), bias: bias)
  }

  /// Makes a convolution.
  func convolution(_ inputs: Int, _ outputs: Int, kernel: Int, stride: Int) -> Conv2d {
    Conv2d(inputs, outputs, kernel: kernel, stride: stride, weights: weights(Self.hiddenGain), bias: bias)
  }
}
