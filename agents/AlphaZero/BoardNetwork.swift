import NeuralNet

/// A residual network from the planes of a board to a number for each move, and the value for the mover.
///
/// He and others (2016) with the two heads of Silver and others (2017), without normalization: the last layer of each block
/// begins with zeros, so that a deep network begins as a shallow one (Zhang, Dauphin and Ma 2019).
struct BoardNetwork: Layer {
  /// The architecture, as a file stores it.
  struct Architecture: Codable, Equatable, Sendable {
    /// The planes, rows and columns of an observation.
    var shape: [Int]
    /// The number of moves.
    var moveCount: Int
    /// The number of channels of each convolution.
    var channels: Int
    /// The number of blocks.
    var blocks: Int

    /// True if such a network can be made; a file may hold anything.
    var isUsable: Bool {
      shape.count == 3 && shape.allSatisfy { (1...64).contains($0) } && (1...4096).contains(moveCount)
        && (1...1024).contains(channels) && (0...100).contains(blocks)
    }
  }

  let architecture: Architecture
  private let stem: Sequential
  private let blocks: [Sequential]
  private let policy: Sequential
  private let value: Sequential
  private let parts: LayerParts

  init(_ architecture: Architecture) {
    self.architecture = architecture
    let (channels, area) = (architecture.channels, architecture.shape[1] * architecture.shape[2])
    stem = Sequential(Self.convolution(architecture.shape[0], channels), ReLU())
    blocks = (0..<architecture.blocks).map { _ in
      Sequential(
        Self.convolution(channels, channels), ReLU(), Self.convolution(channels, channels, weights: .constant(0)))
    }
    policy = Sequential(
      Conv2d(channels, Self.policyPlanes, kernel: 1), ReLU(), Flatten(),
      Linear(Self.policyPlanes * area, architecture.moveCount))
    value = Sequential(
      Conv2d(channels, Self.valuePlanes, kernel: 1), ReLU(), Flatten(),
      Linear(Self.valuePlanes * area, Self.valueUnits), ReLU(), Linear(Self.valueUnits, 1))
    parts = LayerParts(
      [("stem", stem)] + blocks.enumerated().map { ("block\($0)", $1) } + [("policy", policy), ("value", value)])
  }

  private static let (policyPlanes, valuePlanes, valueUnits) = (8, 4, 64)

  private static func convolution(_ inputs: Int, _ outputs: Int, weights: Initializer? = nil) -> Conv2d {
    // He and others (2015): as much spread behind a rectifier as before it.
    let spread = Initializer.normal(deviation: (2 / Float(9 * inputs)).squareRoot())
    return Conv2d(inputs, outputs, kernel: 3, padding: 1, weights: weights ?? spread, bias: .constant(0))
  }

  var parameters: [ParameterDescription] { parts.parameters }

  /// Returns a row for each position: the logits of all moves, and behind them the value, from -1 to 1.
  func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    var features = stem(input, weights[parts, "stem"], &pass)
    for (index, block) in blocks.enumerated() {
      features = (features + block(features, weights[parts, "block\(index)"], &pass)).relu()
    }
    return .concatenate(
      [policy(features, weights[parts, "policy"], &pass), value(features, weights[parts, "value"], &pass).tanh()],
      along: 1)
  }
}
