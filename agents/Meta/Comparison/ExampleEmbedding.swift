import FewShot
import NeuralNet

/// A network from examples to features in which they are compared: convolutions for pictures, a perceptron for numbers.
///
/// As those of Vinyals and others (2016), four blocks of a 3 × 3 convolution, a normalization over the batch and a rectifier; a step of
/// two pixels takes the place of pooling, which costs a quarter of the products.
struct ExampleEmbedding: Layer {
  /// The number of features.
  let featureCount: Int
  private let inputShape: [Int]
  private let body: Sequential

  init(of family: any TaskFamily, channels: Int, hiddenSizes: [Int]) {
    inputShape = family.inputShape
    guard inputShape.count == 3 else {
      let sizes = [inputShape.reduce(1, *)] + hiddenSizes
      body = .perceptron(sizes)
      featureCount = sizes[sizes.count - 1]
      return
    }
    var (layers, shape) = ([any Layer](), inputShape)
    for _ in 0..<Self.blocks where min(shape[1], shape[2]) > 1 {
      layers += [Conv2d(shape[0], channels, kernel: 3, stride: 2, padding: 1), BatchNorm(channels), ReLU()]
      shape = [channels, (shape[1] + 1) / 2, (shape[2] + 1) / 2]
    }
    body = Sequential(layers + [Flatten()])
    featureCount = shape.reduce(1, *)
  }

  /// The number of convolutions.
  static let blocks = 4

  var parameters: [ParameterDescription] { body.parameters }

  /// Returns the features of examples: tasks × examples × features.
  func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    let (tasks, rows) = (input.shape[0], input.shape[1])
    return body(input.reshaped(to: Shape([tasks * rows] + inputShape)), weights, &pass)
      .reshaped(to: [tasks, rows, featureCount])
  }
}
