import NeuralNet

/// The first layers of a network on features, which all networks on observations have in common.
struct FeatureLayers {
  /// The height or width of a picture from which on the convolutions leave something over.
  static let smallestPicture = 36

  /// The layers so far.
  private(set) var layers: [any Layer] = []
  /// The number of layers before the hidden ones: those that turn pictures into numbers.
  let trunkCount: Int
  /// The number of outputs of the trunk.
  let trunkOutputCount: Int
  /// The number of outputs of the layers.
  private(set) var outputCount: Int

  /// Makes the convolutions of Mnih and others (2015) for pictures, nothing for numbers, and hidden layers behind.
  ///
  /// - Parameters:
  ///   - shape: The shape of the features: one size for numbers, channels, height and width for pictures.
  ///   - parts: The shape of each part, where pictures stand beside other things; `nil` otherwise.
  ///   - hiddenSizes: The sizes of the hidden layers.
  ///   - activation: What stands behind each hidden layer.
  ///   - memorySize: The size of the memory between the trunk and the hidden layers, which is none of the layers; `nil` for
  ///     none.
  ///   - initialization: The initial distribution of the weights.
  init(
    on shape: [Int], parts: [[Int]]? = nil, hiddenSizes: [Int], activation: any Layer = ReLU(),
    memorySize: Int? = nil, initialization: LayerInitialization = .uniform
  ) {
    outputCount = shape.reduce(1, *)
    if let parts {
      let together = JoinedFeatures(parts, initialization)
      layers.append(together)
      outputCount = together.outputCount
    } else if shape.count == 3 {
      let convolutions = Convolutions(on: shape, initialization)
      layers += convolutions.layers
      outputCount = convolutions.outputCount
    }
    (trunkCount, trunkOutputCount) = (layers.count, outputCount)
    outputCount = memorySize ?? outputCount
    for size in hiddenSizes {
      layers += [initialization.linear(outputCount, size), activation]
      outputCount = size
    }
  }

  /// Returns true if layers of these sizes can be made; a file may hold anything.
  static func areUsable(on shape: [Int], parts: [[Int]]? = nil, hiddenSizes: [Int]) -> Bool {
    guard hiddenSizes.count <= 16, (shape + hiddenSizes).allSatisfy({ (1...1 << 20).contains($0) }) else {
      return false
    }
    guard let parts else { return shape.count == 1 || isPicture(shape) }
    return shape.count == 1 && (1...1024).contains(parts.count)
      && parts.allSatisfy { part in
        (part.count == 1 || isPicture(part)) && part.allSatisfy { (1...1 << 20).contains($0) }
      } && parts.reduce(0) { $0 + min($1.reduce(1, *), 1 << 40) } == shape[0]
  }

  private static func isPicture(_ shape: [Int]) -> Bool {
    shape.count == 3 && shape[1...].allSatisfy { $0 >= smallestPicture }
  }
}

/// The convolutions of Mnih and others (2015) on pictures of a shape.
private struct Convolutions {
  let layers: [any Layer]
  let outputCount: Int

  init(on shape: [Int], _ initialization: LayerInitialization) {
    let kernels: [(channels: Int, size: Int, stride: Int)] = [(32, 8, 4), (64, 4, 2), (64, 3, 1)]
    var (channels, height, width) = (shape[0], shape[1], shape[2])
    var layers: [any Layer] = []
    for kernel in kernels {
      layers += [
        initialization.convolution(channels, kernel.channels, kernel: kernel.size, stride: kernel.stride), ReLU(),
      ]
      channels = kernel.channels
      height = (height - kernel.size) / kernel.stride + 1
      width = (width - kernel.size) / kernel.stride + 1
    }
    self.layers = layers + [Flatten()]
    outputCount = channels * height * width
  }
}

/// A layer on parts that stand behind each other in a row: convolutions of the pictures among them, and the rest as it is.
private struct JoinedFeatures: Layer {
  let outputCount: Int
  private let shapes: [[Int]]
  private let convolutions: [Sequential?]
  private let parts: LayerParts

  init(_ shapes: [[Int]], _ initialization: LayerInitialization) {
    self.shapes = shapes
    let stacks = shapes.map { $0.count == 3 ? Convolutions(on: $0, initialization) : nil }
    let convolutions = stacks.map { $0.map { Sequential($0.layers) } }
    self.convolutions = convolutions
    outputCount = zip(shapes, stacks).reduce(0) { $0 + ($1.1?.outputCount ?? $1.0.reduce(1, *)) }
    parts = LayerParts(convolutions.enumerated().compactMap { index, stack in stack.map { ("part\(index)", $0) } })
  }

  var parameters: [ParameterDescription] { parts.parameters }

  func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    var (start, outputs) = (0, [Tensor]())
    for (index, shape) in shapes.enumerated() {
      let end = start + shape.reduce(1, *)
      let part = input.slice(start..<end, along: 1)
      if let stack = convolutions[index] {
        let pictures = part.reshaped(to: Shape([input.shape[0]] + shape))
        outputs.append(stack(pictures, weights[parts, "part\(index)"], &pass))
      } else {
        outputs.append(part)
      }
      start = end
    }
    return .concatenate(outputs, along: 1)
  }
}
