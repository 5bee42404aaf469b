import NeuralNet

/// A causal transformer over the returns, observations and actions of several tasks: Chen and others (2021).
///
/// Every step of an episode is three tokens: the return that is still to come, what is observed, and what is done. The
/// token of an observation says what to do: it has seen that return, and all steps before. Blocks, norms, and the
/// embeddings of returns and places are shared; what reads observations and actions, and what says actions, is each
/// task's own.
struct SequenceNetwork: Sendable {
  /// What a file needs to say, beside the tasks, to make the network again.
  struct Architecture: Codable, Equatable, Sendable {
    let contextLength: Int
    let embeddingSize: Int
    let layers: Int
    let heads: Int

    /// Whether a network of this kind can be made; a file may say anything.
    var isUsable: Bool {
      (1...1024).contains(contextLength) && (1...4096).contains(embeddingSize) && (1...64).contains(layers)
        && heads > 0 && embeddingSize % heads == 0
    }
  }

  let architecture: Architecture
  let tasks: [SequenceTask]
  private let dropout: Dropout
  private let places: Embedding
  private let returns: Linear
  private let observations: [Linear]
  private let actions: [Linear]
  private let blocks: [TransformerBlock]
  private let norm: LayerNorm
  private let heads: [Linear]

  init(_ architecture: Architecture, tasks: [SequenceTask], dropout: Double = 0) {
    self.architecture = architecture
    self.tasks = tasks
    self.dropout = Dropout(Float(dropout))
    let width = architecture.embeddingSize
    places = Embedding(architecture.contextLength, width, weights: .normal(deviation: 0.02))
    returns = Linear(1, width)
    observations = tasks.map { Linear($0.observations.featureCount, width) }
    actions = tasks.map { Linear($0.actions.featureCount, width) }
    blocks = (0..<architecture.layers).map { _ in
      TransformerBlock(
        width, heads: architecture.heads, activation: ReLU(), dropout: Float(dropout), isCausal: true)
    }
    norm = LayerNorm([width])
    heads = tasks.map { Linear(width, $0.actions.featureCount) }
  }

  /// The parts in the order in which their parameters lie, with the names of the authors' code.
  private var parts: [(name: String, layer: any Layer)] {
    func named(_ name: String, _ layers: [Linear]) -> [(String, any Layer)] {
      zip(tasks, layers).map { ("\(name).\($0.environment)", $1) }
    }
    return [("embed_timestep", places), ("embed_return", returns), ("embed_ln", norm)]
      + named("embed_state", observations) + named("embed_action", actions)
      + blocks.enumerated().map { ("blocks.\($0)", $1) } + [("norm", norm)] + named("predict_action", heads)
  }

  var parameters: [ParameterDescription] { parts.flatMap { $0.layer.parameters.named($0.name) } }

  /// What every task's head says at every step.
  ///
  /// - Parameters:
  ///   - steps: For each of some tasks its place among all, and windows of steps: batch × context × width of a step.
  ///   - weights: The tensors of ``parameters``.
  ///   - pass: Whether this is training.
  /// - Returns: The heads' outputs, in the same order: batch × context × features of an action.
  func callAsFunction(
    _ steps: [(task: Int, windows: Tensor)], _ weights: Weights, _ pass: inout ForwardPass
  ) -> [Tensor] {
    var rest = weights
    let parts = parts.map { (_, layer: any Layer) -> Weights in rest.removeFirst(for: layer) }
    let (blocksStart, count) = (3 + 2 * tasks.count, tasks.count)
    let embedded = steps.map { task, windows in
      embed(windows, of: task, parts[1], parts[3 + task], parts[3 + count + task], &pass)
    }
    var tokens = Tensor.concatenate(embedded) + parts[0][0].reshaped(to: placesShape)
    tokens = norm(tokens.reshaped(to: sequenceShape(tokens)), parts[2], &pass)
    tokens = dropout(tokens, Weights([]), &pass)
    for (index, block) in blocks.enumerated() { tokens = block(tokens, parts[blocksStart + index], &pass) }
    let seen = norm(observationTokens(of: tokens), parts[blocksStart + blocks.count], &pass)
    var start = 0
    return steps.map { task, windows in
      defer { start += windows.shape[0] }
      let part = steps.count == 1 ? seen : seen.slice(start..<start + windows.shape[0])
      return heads[task](part, parts[parts.count - count + task], &pass)
    }
  }

  /// The three tokens of every step: batch × context × 3 × width of a token.
  private func embed(
    _ windows: Tensor, of task: Int, _ returnWeights: Weights, _ observationWeights: Weights,
    _ actionWeights: Weights, _ pass: inout ForwardPass
  ) -> Tensor {
    let (task, size) = ((tasks[task], observations[task], actions[task]), architecture.embeddingSize)
    let tokens = [
      returns(windows.slice(0..<1, along: 2), returnWeights, &pass),
      task.1(windows.slice(task.0.observationRange, along: 2), observationWeights, &pass),
      task.2(windows.slice(task.0.actionRange, along: 2), actionWeights, &pass),
    ]
    let shape: Shape = [windows.shape[0], windows.shape[1], 1, size]
    return .concatenate(tokens.map { $0.reshaped(to: shape) }, along: 2)
  }

  /// The three tokens of a step stand at one place.
  private var placesShape: Shape { [architecture.contextLength, 1, architecture.embeddingSize] }

  private func sequenceShape(_ tokens: Tensor) -> Shape {
    [tokens.shape[0], 3 * architecture.contextLength, architecture.embeddingSize]
  }

  private func observationTokens(of tokens: Tensor) -> Tensor {
    let (batch, size) = (tokens.shape[0], architecture.embeddingSize)
    return tokens.reshaped(to: [batch, architecture.contextLength, 3, size]).slice(1..<2, along: 2)
      .reshaped(to: [batch, architecture.contextLength, size])
  }
}

extension SequenceNetwork {
  /// The network as one task sees it.
  func ofTask(_ task: Int) -> OfTask { OfTask(network: self, task: task) }

  /// The network as one task sees it: from windows of its steps to what its head says.
  struct OfTask: Layer {
    let network: SequenceNetwork
    let task: Int

    var parameters: [ParameterDescription] { network.parameters }

    func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
      network([(task, input)], weights, &pass)[0]
    }
  }
}
