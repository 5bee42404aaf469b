import NeuralNet

/// A network from the input of a policy to the distributions of its actions.
///
/// With a memory, an input is an observation's features and behind them the state before it, and an output is what the
/// head takes and behind it the state after.
public struct PolicyNetwork: Layer {
  /// The architecture of the network, as a file stores it.
  public struct Architecture: Codable, Equatable, Sendable {
    /// The shape of the input: one size for numbers, channels, height and width for pictures.
    public var inputShape: [Int]
    /// The shape of each part of the input, where pictures stand beside other things; `nil` otherwise.
    public var partShapes: [[Int]]?
    /// The size of the state of a gated recurrent unit before the hidden layers; `nil` for a network without a memory.
    public var memorySize: Int?
    /// The sizes of the hidden layers.
    public var hiddenSizes: [Int]
    /// The activation behind each hidden layer.
    public var activation: ActivationKind
    /// The number of outputs.
    public var outputCount: Int
    /// The number of outputs, the last ones, that do not depend on the input; `nil` for none.
    public var freeOutputCount: Int?

    /// Describes a network.
    public init(
      inputShape: [Int], partShapes: [[Int]]? = nil, memorySize: Int? = nil, hiddenSizes: [Int],
      activation: ActivationKind = .relu, outputCount: Int, freeOutputCount: Int? = nil
    ) {
      self.inputShape = inputShape
      self.partShapes = partShapes
      self.memorySize = memorySize
      self.hiddenSizes = hiddenSizes
      self.activation = activation
      self.outputCount = outputCount
      self.freeOutputCount = freeOutputCount
    }

    /// True if such a network can be made; a file may hold anything.
    var isUsable: Bool {
      FeatureLayers.areUsable(
        on: inputShape, parts: partShapes, hiddenSizes: hiddenSizes + (memorySize.map { [$0] } ?? []))
        && (1...1 << 20).contains(outputCount) && (0..<outputCount).contains(freeOutputCount ?? 0)
    }
  }

  /// The architecture of the network.
  public let architecture: Architecture
  /// The number of features behind the trunk and the memory, which the first hidden layer takes.
  let featureCount: Int
  private let body: Sequential
  private let trunkCount: Int
  private let memory: Memory?

  private struct Memory {
    let unit: GRU
    let parts: LayerParts
  }

  /// Makes a perceptron for numbers; for pictures, convolutions stand before it.
  public init(_ architecture: Architecture) { self.init(architecture, .uniform) }

  /// Makes a network whose weights begin in some way.
  ///
  /// - Parameters:
  ///   - architecture: The architecture.
  ///   - initialization: The initial distribution of the weights.
  ///   - outputGain: The length of the last layer's orthogonal weights.
  ///   - freeOutput: The initial value of outputs that do not depend on the input.
  init(
    _ architecture: Architecture, _ initialization: LayerInitialization, outputGain: Float = 1,
    freeOutput: Float = 0
  ) {
    self.architecture = architecture
    let features = FeatureLayers(
      on: architecture.inputShape, parts: architecture.partShapes, hiddenSizes: architecture.hiddenSizes,
      activation: architecture.activation.layer, memorySize: architecture.memorySize, initialization: initialization
    )
    let freeCount = architecture.freeOutputCount ?? 0
    var layers = features.layers
    layers.append(
      initialization.linear(features.outputCount, architecture.outputCount - freeCount, gain: outputGain))
    if freeCount > 0 { layers.append(FreeOutputs(count: freeCount, initialValue: freeOutput)) }
    let body = Sequential(layers)
    self.body = body
    trunkCount = features.trunkCount
    featureCount = architecture.memorySize ?? features.trunkOutputCount
    memory = architecture.memorySize.map { size in
      let unit = GRU(features.trunkOutputCount, size)
      return Memory(unit: unit, parts: ["body": body, "memory": unit])
    }
  }

  /// The layers' parameters, numbered; of a network with a memory, those of its parts.
  public var parameters: [ParameterDescription] { memory?.parts.parameters ?? body.parameters }

  /// Returns the outputs for the policy's head, one row per observation; and behind them the state, if there is one.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    guard let size = architecture.memorySize else { return body(input, weights, &pass) }
    let (rows, count) = (input.shape[0], architecture.inputShape.reduce(1, *))
    let observations = input.slice(0..<count, along: 1).reshaped(to: Shape([rows] + architecture.inputShape))
    let state = features(
      of: observations, from: input.slice(count..<count + size, along: 1), steps: 1, keeping: nil, weights, &pass)
    return Tensor.concatenate([outputs(of: state, weights, &pass), state], along: 1)
  }

  /// Returns the features of observations, behind the trunk and the memory.
  ///
  /// - Parameters:
  ///   - observations: One row per observation; with a memory, the rows of each step one after the other.
  ///   - state: The states before the first step; `nil` without a memory.
  ///   - steps: The number of steps; 1 without a memory.
  ///   - kept: For each observation, what its state is multiplied with before: 0 where an episode begins; `nil` for none.
  ///   - weights: The tensors of the parameters.
  ///   - pass: The mode, and what is noted on the way.
  /// - Returns: Rows × ``featureCount``.
  func features(
    of observations: Tensor, from state: Tensor?, steps: Int, keeping kept: Tensor?, _ weights: Weights,
    _ pass: inout ForwardPass
  ) -> Tensor {
    let own = memory.map { weights[$0.parts, "body"] } ?? weights
    let features = body(observations, own, &pass, through: 0..<trunkCount)
    guard let memory, let state else { return features }
    let rows = features.shape[0]
    let states = memory.unit.states(
      over: features.reshaped(to: [steps, rows / steps, memory.unit.inputs]), from: state,
      keeping: kept?.reshaped(to: [steps, rows / steps]), weights[memory.parts, "memory"])
    return states.reshaped(to: [rows, memory.unit.stateSize])
  }

  /// Returns the outputs for features, one row each.
  func outputs(of features: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    let own = memory.map { weights[$0.parts, "body"] } ?? weights
    return body(features, own, &pass, through: trunkCount..<body.layers.count)
  }
}
