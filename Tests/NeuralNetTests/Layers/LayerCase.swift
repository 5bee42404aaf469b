import NeuralNet
import Testing

/// A layer whose golden numbers have its name.
struct LayerCase: Sendable, CustomTestStringConvertible {
  let name: String
  let layer: any Layer
  var isTraining = false

  var testDescription: String { name }

  static let all = [
    LayerCase(name: "linear", layer: Linear(4, 3)),
    LayerCase(name: "linear, three dimensions", layer: Linear(4, 3)),
    LayerCase(name: "convolution", layer: Conv2d(2, 3, kernel: 3)),
    LayerCase(name: "convolution with stride", layer: Conv2d(2, 3, kernel: 2, stride: 2)),
    LayerCase(
      name: "convolution with stride and padding", layer: Conv2d(3, 2, kernel: 3, stride: 2, padding: 1)),
    LayerCase(name: "convolution of wide kernels", layer: Conv2d(1, 2, kernel: 5, padding: 2)),
    LayerCase(name: "convolution of points", layer: Conv2d(3, 2, kernel: 1)),
    LayerCase(name: "layer norm", layer: LayerNorm([4])),
    LayerCase(name: "layer norm, two dimensions", layer: LayerNorm([3, 4], epsilon: 1e-3)),
    LayerCase(name: "batch norm in training", layer: BatchNorm(3), isTraining: true),
    LayerCase(name: "batch norm in use", layer: BatchNorm(3)),
    LayerCase(
      name: "batch norm of images in training", layer: BatchNorm(3, momentum: 0.3, epsilon: 1e-3),
      isTraining: true),
    LayerCase(name: "batch norm of images in use", layer: BatchNorm(3, epsilon: 1e-3)),
    LayerCase(name: "embedding", layer: Embedding(4, 3)),
    LayerCase(name: "dropout in use", layer: Dropout(0.5)),
    LayerCase(name: "flatten", layer: Flatten()),
    LayerCase(name: "relu", layer: ReLU()),
    LayerCase(name: "leaky relu", layer: LeakyReLU(slope: 0.2)),
    LayerCase(name: "tanh", layer: Tanh()),
    LayerCase(name: "sigmoid", layer: Sigmoid()),
    LayerCase(name: "softplus", layer: Softplus()),
    LayerCase(name: "gelu", layer: GELU()),
    LayerCase(name: "perceptron", layer: Sequential.perceptron([3, 5, 2], activation: Tanh())),
    LayerCase(
      name: "network of everything",
      layer: Sequential(
        Conv2d(2, 3, kernel: 2), BatchNorm(3), GELU(), Flatten(), Linear(18, 6), LayerNorm([6]), Tanh()),
      isTraining: true),
    LayerCase(name: "attention", layer: MultiHeadAttention(6, heads: 3)),
    LayerCase(name: "causal attention", layer: MultiHeadAttention(4, heads: 2, isCausal: true)),
    LayerCase(
      name: "transformer block", layer: TransformerBlock(4, heads: 2, hidden: 5, isCausal: true)),
    LayerCase(
      name: "transformer block of rectifiers",
      layer: TransformerBlock(4, heads: 1, activation: ReLU())),
    LayerCase(name: "spectral linear in training", layer: SpectralLinear(4, 3), isTraining: true),
    LayerCase(name: "spectral linear in use", layer: SpectralLinear(4, 3)),
    LayerCase(name: "recurrent unit", layer: GRU(3, 4)),
  ]
}
