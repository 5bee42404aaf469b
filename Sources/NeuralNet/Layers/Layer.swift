/// A part of a network: what it computes, and which parameters it needs for that.
///
/// A layer holds no numbers. The parameters of a whole network are one ``Parameters`` value beside it, so that a target
/// network, an average or a step of an optimizer is another such value. A network of one's own is a struct whose call
/// reads as the forward pass:
///
/// ```swift
/// struct Residual: Layer {
///   let inner = Sequential(Linear(64, 64), ReLU(), Linear(64, 64))
///   var parameters: [ParameterDescription] { inner.parameters }
///   func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
///     input + inner(input, weights, &pass)
///   }
/// }
/// ```
public protocol Layer: Sendable {
  /// The parameters in the order in which they are used.
  var parameters: [ParameterDescription] { get }

  /// Computes the output.
  ///
  /// - Parameters:
  ///   - input: The input tensor.
  ///   - weights: The tensors of ``parameters``, in that order.
  ///   - pass: The mode (training or use), its randomness, and the changes it makes besides gradients.
  func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor
}

extension Layer {
  /// Computes the output as in use, not in training.
  public func callAsFunction(_ input: Tensor, _ weights: Weights) -> Tensor {
    var pass = ForwardPass()
    return self(input, weights, &pass)
  }
}

/// The name, shape and initial distribution of one of a layer's parameters.
public struct ParameterDescription: Sendable, Equatable {
  /// The name, as PyTorch would have it: `weight`, and within a network `0.weight`.
  public var name: String
  /// The sizes of its dimensions.
  public let shape: Shape
  /// The distribution of its initial values.
  public let initializer: Initializer
  /// True if gradients move it; running statistics are no concern of an optimizer.
  public let isTrainable: Bool

  /// Describes a parameter.
  public init(_ name: String, _ shape: Shape, _ initializer: Initializer, isTrainable: Bool = true) {
    self.name = name
    self.shape = shape
    self.initializer = initializer
    self.isTrainable = isTrainable
  }
}

extension Sequence<ParameterDescription> {
  /// Returns the parameters with their names under that of a part: `weight` becomes `part.weight`.
  public func named(_ part: String) -> [ParameterDescription] {
    map { description in
      var description = description
      description.name = "\(part).\(description.name)"
      return description
    }
  }
}

/// The tensors of a layer's parameters, in the order of its descriptions.
public struct Weights: Sendable {
  let tensors: ArraySlice<Tensor>

  /// Makes weights of tensors that no optimizer holds, such as those after an inner step.
  public init(_ tensors: some Sequence<Tensor>) { self.tensors = ArraySlice(tensors) }

  /// The tensor of a parameter of the layer.
  public subscript(index: Int) -> Tensor { tensors[tensors.startIndex + index] }

  /// The tensors.
  public var all: [Tensor] { Array(tensors) }

  /// The weights at some places.
  subscript(range: Range<Int>) -> Weights {
    let start = tensors.startIndex
    return Weights(slice: tensors[start + range.lowerBound..<start + range.upperBound])
  }

  private init(slice: ArraySlice<Tensor>) { tensors = slice }

  /// The position of a parameter among those of the whole network.
  func position(_ index: Int) -> Int { tensors.startIndex + index }
}

/// A forward pass of a network: its mode, its randomness, and its updates of parameters that gradients do not train.
public struct ForwardPass: Sendable {
  /// True in training, where layers such as dropout behave otherwise than in use.
  public let isTraining: Bool
  /// The random number generator of layers such as dropout.
  var generator: SplitMix64
  /// New values of parameters that are not trained by gradients, by their position in the network.
  private(set) var updates: [Int: Tensor] = [:]

  /// A pass in use.
  public init() {
    isTraining = false
    generator = SplitMix64(state: 0)
  }

  /// A pass in training, whose randomness follows from a seed.
  public init(trainingWithSeed seed: UInt64) {
    isTraining = true
    generator = SplitMix64(state: seed)
  }

  mutating func update(_ position: Int, to value: Tensor) { updates[position] = value }

  /// Moves a running statistic, one of a layer's parameters, by a share of its distance from a batch's.
  mutating func follow(_ value: Tensor, _ weights: Weights, _ index: Int, momentum: Float) {
    let position = weights.position(index)
    let running = updates[position] ?? weights[index]
    update(position, to: running + momentum * (value.detached - running))
  }
}

/// A small and fast random number generator: Steele, Lea and Flood (2014).
struct SplitMix64: RandomNumberGenerator, Sendable {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
