import NeuralNet

/// A network from the pictures of some tasks to numbers, by stacked weights: convolutions, and a linear layer.
///
/// As those of Finn, Abbeel and Levine (2017), section 5.2, which step by two pixels in place of pooling: four blocks of a
/// 3 × 3 convolution, a normalization and a rectifier. The normalization is by the statistics of the task's pictures at hand, in
/// training and in use, so that a query's class may depend on the other queries.
struct TaskConvolutions: Layer {
  private let inputShape: [Int]
  private let featureCount: Int
  private let body: Sequential
  private let head: Linear
  private let parts: LayerParts

  init(on inputShape: [Int], channels: Int, outputCount: Int) {
    self.inputShape = inputShape
    var (layers, shape) = ([any Layer](), inputShape)
    for _ in 0..<ExampleEmbedding.blocks where min(shape[1], shape[2]) > 1 {
      layers += [
        Conv2d(shape[0], channels, kernel: 3, stride: 2, padding: 1), TaskNorm(channels: channels), ReLU(),
      ]
      shape = [channels, (shape[1] + 1) / 2, (shape[2] + 1) / 2]
    }
    featureCount = shape.reduce(1, *)
    (body, head) = (Sequential(layers), Linear(featureCount, outputCount))
    parts = ["features": body, "head": head]
  }

  /// Those of the linear layer come last.
  var parameters: [ParameterDescription] { parts.parameters }

  /// Returns the outputs for pictures: tasks × examples × outputs, from tasks × examples × numbers.
  func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    let (tasks, rows) = (input.shape[0], input.shape[1])
    let pictures = input.reshaped(to: Shape([tasks, rows] + inputShape))
    let features = body(pictures, weights[parts, "features"], &pass).reshaped(to: [tasks, rows, featureCount])
    return head(features, weights[parts, "head"], &pass)
  }
}

/// A normalization of each channel by the mean and the variance over the pictures of a task, by stacked weights.
private struct TaskNorm: Layer {
  let channels: Int

  /// The factors and the shifts of the normalized numbers.
  var parameters: [ParameterDescription] {
    [
      ParameterDescription("weight", [channels], .constant(1)),
      ParameterDescription("bias", [channels], .constant(0)),
    ]
  }

  /// The shape, tasks × examples × channels × height × width, remains.
  func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    let perChannel: Shape = [input.shape[0], 1, channels, 1, 1]
    let centred = input - input.mean(along: [1, 3, 4], keepingDimensions: true)
    let variance = centred.squared().mean(along: [1, 3, 4], keepingDimensions: true)
    let factor = weights[0].reshaped(to: perChannel) / (variance + 1e-3).squareRoot()
    return centred * factor + weights[1].reshaped(to: perChannel)
  }
}
