/// The gradients of one number with respect to some variables, by reverse accumulation.
///
/// ```swift
/// let x = Tensor(3).variable
/// let slope = gradient(of: x * x, at: [x])[0]   // 6
/// ```
///
/// - Parameters:
///   - output: A tensor of one number, computed from the variables.
///   - variables: The points at which to differentiate: variables, or anything that `output` was computed from.
///   - createGraph: True if the gradients' own computation is recorded, so that gradients of them can be taken.
/// - Returns: One tensor per variable, of its shape; zeros where `output` does not depend on it.
public func gradient(of output: Tensor, at variables: [Tensor], createGraph: Bool = false) -> [Tensor] {
  precondition(output.count == 1, "a gradient is one of a single number, not of the shape \(output.shape)")
  let graph = Graph(of: output, at: variables)
  var gradients = [Tensor?](repeating: nil, count: graph.nodes.count)
  if !graph.nodes.isEmpty {
    gradients[graph.nodes.count - 1] = .filled(1, shape: output.shape, in: output.storage.pool)
  }
  for position in graph.nodes.indices.reversed() where graph.isNeeded[position] {
    let node = graph.nodes[position]
    guard let gradient = gradients[position] else { continue }
    let sources = node.inputs.map(graph.position)
    var receiver = GradientReceiver(isNeeded: sources.map { $0.map { graph.isNeeded[$0] } ?? false })
    let inputs = createGraph ? node.inputs : node.inputs.map(\.value)
    node.primitive.passGradient(gradient, through: inputs, to: graph.output(position, createGraph), &receiver)
    for (source, part) in zip(sources, receiver.gradients) {
      guard let source, let part else { continue }
      gradients[source] = gradients[source].map { $0 + part } ?? part
    }
    if !graph.isWanted[position] { gradients[position] = nil }
  }
  return variables.map { variable in
    graph.position(variable).flatMap { gradients[$0] }
      ?? .filled(0, shape: variable.shape, in: variable.storage.pool)
  }
}

/// The computation graph of some tensors, in topological order: each node after its inputs.
struct Graph {
  private(set) var nodes: [Node] = []
  private var positions: [ObjectIdentifier: Int] = [:]
  /// True for each node at which a gradient is asked for.
  private(set) var isWanted: [Bool] = []
  /// True for each node at which, or at an ancestor of which, a gradient is asked for.
  private(set) var isNeeded: [Bool] = []

  init(of output: Tensor, at variables: [Tensor]) {
    self.init(of: [output])
    isWanted = Array(repeating: false, count: nodes.count)
    for variable in variables {
      if let position = position(variable) { isWanted[position] = true }
    }
    isNeeded = isWanted
    for (position, node) in nodes.enumerated() where !isNeeded[position] {
      isNeeded[position] = node.inputs.contains { self.position($0).map { isNeeded[$0] } ?? false }
    }
  }

  init(of outputs: [Tensor]) {
    for output in outputs {
      if let node = output.node, positions[ObjectIdentifier(node)] == nil { sort(from: node) }
    }
  }

  func position(_ tensor: Tensor) -> Int? { tensor.node.flatMap { positions[ObjectIdentifier($0)] } }

  /// The result of a node, with or without its history.
  func output(_ position: Int, _ isRecorded: Bool) -> Tensor {
    let output = nodes[position].output
    return isRecorded
      ? Tensor(shape: output.shape, storage: output.storage, offset: output.offset, node: nodes[position]) : output
  }

  /// Sorts topologically, depth first, with a stack of its own: long recurrences would exhaust the thread's.
  private mutating func sort(from root: Node) {
    var stack: [(node: Node, nextInput: Int)] = [(root, 0)]
    positions[ObjectIdentifier(root)] = -1
    while let (node, nextInput) = stack.last {
      if nextInput == node.inputs.count {
        positions[ObjectIdentifier(node)] = nodes.count
        nodes.append(node)
        stack.removeLast()
      } else {
        stack[stack.count - 1].nextInput += 1
        guard let input = node.inputs[nextInput].node, positions[ObjectIdentifier(input)] == nil else { continue }
        positions[ObjectIdentifier(input)] = -1
        stack.append((input, 0))
      }
    }
  }
}
