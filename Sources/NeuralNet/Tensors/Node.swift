/// How a tensor was computed.
///
/// Nothing changes a node but its own end, so it may cross threads.
final class Node: @unchecked Sendable {
  let primitive: Primitive
  private(set) var inputs: [Tensor]
  /// The result, without its history.
  let output: Tensor
  private let depth: Int

  init(_ primitive: Primitive, _ inputs: [Tensor], of output: Tensor) {
    self.primitive = primitive
    self.inputs = inputs
    self.output = output
    depth = inputs.reduce(0) { max($0, ($1.node?.depth ?? 0) + 1) }
  }

  // A node frees those before it, and they those before them: a chain of many thousands, as of a long recurrence,
  // would exhaust the stack. So every 256th node takes its whole past apart by itself.
  deinit {
    guard depth > 0, depth % 256 == 0 else { return }
    var chain = inputs.compactMap(\.node)
    inputs = []
    while var node = chain.popLast() {
      guard isKnownUniquelyReferenced(&node) else { continue }
      chain += node.inputs.compactMap(\.node)
      node.inputs = []
    }
  }
}
