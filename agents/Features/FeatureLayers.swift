import NeuralNet

/// The first layers of a network on features, which all networks on observations have in common.
struct FeatureLayers {
  /// The height or width of a picture from which on the convolutions leave something over.
  static let smallestPicture = 36

  /// The layers so far.
  private(set) var layers: [any Layer] = []
  /// The number of outputs of the layers.
  private(set) var outputCount: Int

  /// Makes the convolutions of Mnih and others (2015) for pictures, nothing for numbers, and hidden layers behind.
  ///
  /// - Parameters:
  ///   - shape: The shape of the features: one size for numbers, channels, height and width for pictures.
  ///   - hiddenSizes: The sizes of the hidden layers.
  ///   - activation: What stands behind each hidden layer.
  init(on shape: [Int], hiddenSizes: [Int], activation: any Layer = ReLU()) {
    outputCount = shape.reduce(1, *)
    if shape.count == 3 { addConvolutions(on: shape) }
    for size in hiddenSizes {
      layers += [Linear(outputCount, size), activation]
      outputCount = size
    }
  }

  private mutating func addConvolutions(on shape: [Int]) {
    let kernels: [(channels: Int, size: Int, stride: Int)] = [(32, 8, 4), (64, 4, 2), (64, 3, 1)]
    var (channels, height, width) = (shape[0], shape[1], shape[2])
    for kernel in kernels {
      layers += [Conv2d(channels, kernel.channels, kernel: kernel.size, stride: kernel.stride), ReLU()]
      channels = kernel.channels
      height = (height - kernel.size) / kernel.stride + 1
      width = (width - kernel.size) / kernel.stride + 1
    }
    layers.append(Flatten())
    outputCount = channels * height * width
  }

  /// Returns true if layers of these sizes can be made; a file may hold anything.
  static func areUsable(on shape: [Int], hiddenSizes: [Int]) -> Bool {
    let isPicture = shape.count == 3 && shape[1...].allSatisfy { $0 >= smallestPicture }
    return (shape.count == 1 || isPicture) && hiddenSizes.count <= 16
      && (shape + hiddenSizes).allSatisfy { (1...1 << 20).contains($0) }
  }
}
