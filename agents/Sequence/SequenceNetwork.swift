import NeuralNet

/// A causal transformer over the returns, observations and actions of several tasks: Chen and others (2021).
///
/// Every step of an episode is three tokens: the return that is still to come, what is observed, and what is done. The
/// token of an observation says what to do: it has seen that return, and all steps before. Blocks, norms, and the
/// embeddings of returns and places are shared; what reads observations and actions, and what says actions, is each
/// task's own.
struct SequenceNetwork: Sendable {
  /// The architecture of the network, as a file stores it beside the tasks.
  struct Architecture: Codable, Equatable, Sendable {
    let contextLength: Int
    let embeddingSize: Int
    let layers: Int
    let heads: Int

    /// True if such a network can be made; a file may hold anything.
    var isUsable: Bool {
      (1...1024).contains(contextLength) && (1...4096).contains(embeddingSize) && (1...64).contains(layers)
        && heads > 0 && embeddingSize % heads == 0 && lookCount <= Self.lookLimit
    }

    /// The number of pairs of tokens that attend to each other, in all heads of all blocks: what acting in one row takes
    /// memory for, however few weights there are.
    var lookCount: Int { 9 * contextLength * contextLength * heads * layers }

    /// The looks of a gigabyte.
    static let lookLimit = 1 << 28

    /// The largest number of rows computed together: as many as the caches hold, and a machine's memory.
    var rowLimit: Int { max(1, min(16, Self.lookLimit / 4 / lookCount)) }
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
  /// The parts, with the names of the authors' code.
  private let parts: LayerParts

  init(_ architecture: Architecture, tasks: [SequenceTask], dropout: Double = 0) {
    self.architecture = architecture
    self.tasks = tasks
    self.dropout = Dropout(Float(dropout))
    let width = architecture.embeddingSize
    places = Embedding(architecture.contextLength, width, weights: .normal(deviation: 0.02))
    returns = Linear(1, width)
    observations = tasks.map { Linear($0.observations.count, width) }
    actions = tasks.map { Linear($0.actions.count, width) }
    blocks = (0..<architecture.layers).map { _ in
      TransformerBlock(
        width, heads: architecture.heads, activation: ReLU(), dropout: Float(dropout), isCausal: true)
    }
    norm = LayerNorm([width])
    heads = tasks.map { Linear(width, $0.actions.count) }
    func each(_ name: String, _ layers: [Linear]) -> [(name: String, layer: any Layer)] {
      zip(tasks, layers).map { ("\(name).\($0.environment)", $1) }
    }
    let numbered = blocks.enumerated().map { (name: "blocks.\($0)", layer: $1 as any Layer) }
    parts = LayerParts(
      [("embed_timestep", places), ("embed_return", returns), ("embed_ln", norm)]
        + each("embed_state", observations) + each("embed_action", actions) + numbered + [("norm", norm)]
        + each("predict_action", heads))
  }

  /// The parameters of all parts.
  var parameters: [ParameterDescription] { parts.parameters }

  /// The weights of a task's own part.
  private func weights(_ weights: Weights, _ name: String, of task: Int) -> Weights {
    weights[parts, "\(name).\(tasks[task].environment)"]
  }

  /// Returns the outputs of every task's head at every step.
  ///
  /// - Parameters:
  ///   - steps: For each of some tasks its place among all, and windows of steps: batch × context × width of a step.
  ///   - weights: The tensors of ``parameters``.
  ///   - pass: Whether this is training.
  /// - Returns: The heads' outputs, in the same order: batch × context × features of an action.
  func callAsFunction(
    _ steps: [(task: Int, windows: Tensor)], _ weights: Weights, _ pass: inout ForwardPass
  ) -> [Tensor] {
    var tokens = tokens(of: steps, weights, &pass)
    for (index, block) in blocks.enumerated() { tokens = block(tokens, weights[parts, "blocks.\(index)"], &pass) }
    let seen = norm(observationTokens(of: tokens), weights[parts, "norm"], &pass)
    var start = 0
    return steps.map { task, windows in
      defer { start += windows.shape[0] }
      let part = steps.count == 1 ? seen : seen.slice(start..<start + windows.shape[0])
      return heads[task](part, self.weights(weights, "predict_action", of: task), &pass)
    }
  }

  /// Returns a task's outputs at the last step of windows, batch × 1 × features of an action: as above, but without what
  /// only the other steps need.
  func last(_ task: Int, _ windows: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    // The action of the last step is the one to be predicted.
    var tokens = tokens(of: [(task, windows)], weights, &pass).slice(0..<3 * windows.shape[1] - 1, along: 1)
    for (index, block) in blocks.enumerated() {
      let own = weights[parts, "blocks.\(index)"]
      tokens = index == blocks.count - 1 ? block.last(of: tokens, own, &pass) : block(tokens, own, &pass)
    }
    let seen = norm(tokens, weights[parts, "norm"], &pass)
    return heads[task](seen, self.weights(weights, "predict_action", of: task), &pass)
  }

  /// The tokens of all steps, as the first block reads them: batch × 3 for each step × width of a token.
  private func tokens(
    of steps: [(task: Int, windows: Tensor)], _ weights: Weights, _ pass: inout ForwardPass
  ) -> Tensor {
    let embedded = Tensor.concatenate(steps.map { embed($0.windows, of: $0.task, weights, &pass) })
    let (batch, length, size) = (embedded.shape[0], embedded.shape[1], architecture.embeddingSize)
    // The three tokens of a step stand at one place; windows may be shorter than the context.
    let all = weights[parts, "embed_timestep"][0]
    let places = (length == all.shape[0] ? all : all.slice(0..<length)).reshaped(to: [length, 1, size])
    let rows = (embedded + places).reshaped(to: [batch, 3 * length, size])
    let tokens = norm(rows, weights[parts, "embed_ln"], &pass)
    return dropout(tokens, Weights([]), &pass)
  }

  /// The three tokens of every step: batch × context × 3 × width of a token.
  private func embed(
    _ windows: Tensor, of task: Int, _ weights: Weights, _ pass: inout ForwardPass
  ) -> Tensor {
    let (observed, done) = (tasks[task].observationRange, tasks[task].actionRange)
    let tokens = [
      returns(windows.slice(0..<1, along: 2), weights[parts, "embed_return"], &pass),
      observations[task](windows.slice(observed, along: 2), self.weights(weights, "embed_state", of: task), &pass),
      actions[task](windows.slice(done, along: 2), self.weights(weights, "embed_action", of: task), &pass),
    ]
    let shape: Shape = [windows.shape[0], windows.shape[1], 1, architecture.embeddingSize]
    return .concatenate(tokens.map { $0.reshaped(to: shape) }, along: 2)
  }

  private func observationTokens(of tokens: Tensor) -> Tensor {
    let (batch, length, size) = (tokens.shape[0], tokens.shape[1] / 3, architecture.embeddingSize)
    return tokens.reshaped(to: [batch, length, 3, size]).slice(1..<2, along: 2).reshaped(to: [batch, length, size])
  }
}

extension SequenceNetwork {
  /// The network as one task sees it.
  func ofTask(_ task: Int) -> OfTask { OfTask(network: self, task: task) }

  /// The network as one task sees it: from windows of its steps to the outputs of its head.
  struct OfTask: Layer {
    let network: SequenceNetwork
    let task: Int

    var parameters: [ParameterDescription] { network.parameters }

    func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
      network([(task, input)], weights, &pass)[0]
    }
  }

  /// The network as one task sees it at the last step of windows alone.
  struct LastStep: Layer {
    let network: SequenceNetwork
    let task: Int

    var parameters: [ParameterDescription] { network.parameters }

    func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
      network.last(task, input, weights, &pass)
    }
  }
}
