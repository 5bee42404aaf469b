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
  }

  /// The parts' parameters, in the order of ``PartWeights``, with the names of the authors' code.
  var parameters: [ParameterDescription] {
    func each(_ name: String, _ layers: [Linear]) -> [ParameterDescription] {
      zip(tasks, layers).flatMap { $1.parameters.named("\(name).\($0.environment)") }
    }
    return places.parameters.named("embed_timestep") + returns.parameters.named("embed_return")
      + norm.parameters.named("embed_ln") + each("embed_state", observations) + each("embed_action", actions)
      + blocks.enumerated().flatMap { $1.parameters.named("blocks.\($0)") } + norm.parameters.named("norm")
      + each("predict_action", heads)
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
    let weights = PartWeights(weights, of: self)
    var tokens = tokens(of: steps, weights, &pass)
    for (block, weights) in zip(blocks, weights.blocks) { tokens = block(tokens, weights, &pass) }
    let seen = norm(observationTokens(of: tokens), weights.norm, &pass)
    var start = 0
    return steps.map { task, windows in
      defer { start += windows.shape[0] }
      let part = steps.count == 1 ? seen : seen.slice(start..<start + windows.shape[0])
      return heads[task](part, weights.heads[task], &pass)
    }
  }

  /// Returns a task's outputs at the last step of windows, batch × 1 × features of an action: as above, but without what
  /// only the other steps need.
  func last(_ task: Int, _ windows: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    let weights = PartWeights(weights, of: self)
    // The action of the last step is the one to be predicted.
    var tokens = tokens(of: [(task, windows)], weights, &pass).slice(0..<3 * windows.shape[1] - 1, along: 1)
    for (block, weights) in zip(blocks, weights.blocks).dropLast() { tokens = block(tokens, weights, &pass) }
    if let block = blocks.last, let weights = weights.blocks.last {
      tokens = block.last(of: tokens, weights, &pass)
    }
    return heads[task](norm(tokens, weights.norm, &pass), weights.heads[task], &pass)
  }

  /// The tokens of all steps, as the first block reads them: batch × 3 for each step × width of a token.
  private func tokens(
    of steps: [(task: Int, windows: Tensor)], _ weights: PartWeights, _ pass: inout ForwardPass
  ) -> Tensor {
    let embedded = Tensor.concatenate(steps.map { embed($0.windows, of: $0.task, weights, &pass) })
    let (batch, length, size) = (embedded.shape[0], embedded.shape[1], architecture.embeddingSize)
    // The three tokens of a step stand at one place; windows may be shorter than the context.
    let all = weights.places[0]
    let places = (length == all.shape[0] ? all : all.slice(0..<length)).reshaped(to: [length, 1, size])
    let tokens = norm((embedded + places).reshaped(to: [batch, 3 * length, size]), weights.embeddingNorm, &pass)
    return dropout(tokens, Weights([]), &pass)
  }

  /// The weights of every part.
  private struct PartWeights {
    let places: Weights, returns: Weights, embeddingNorm: Weights
    let observations: [Weights], actions: [Weights], blocks: [Weights]
    let norm: Weights
    let heads: [Weights]

    init(_ weights: Weights, of network: SequenceNetwork) {
      var rest = weights
      places = rest.removeFirst(for: network.places)
      returns = rest.removeFirst(for: network.returns)
      embeddingNorm = rest.removeFirst(for: network.norm)
      observations = network.observations.map { rest.removeFirst(for: $0) }
      actions = network.actions.map { rest.removeFirst(for: $0) }
      blocks = network.blocks.map { rest.removeFirst(for: $0) }
      norm = rest.removeFirst(for: network.norm)
      heads = network.heads.map { rest.removeFirst(for: $0) }
    }
  }

  /// The three tokens of every step: batch × context × 3 × width of a token.
  private func embed(
    _ windows: Tensor, of task: Int, _ weights: PartWeights, _ pass: inout ForwardPass
  ) -> Tensor {
    let (observed, done) = (tasks[task].observationRange, tasks[task].actionRange)
    let tokens = [
      returns(windows.slice(0..<1, along: 2), weights.returns, &pass),
      observations[task](windows.slice(observed, along: 2), weights.observations[task], &pass),
      actions[task](windows.slice(done, along: 2), weights.actions[task], &pass),
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
