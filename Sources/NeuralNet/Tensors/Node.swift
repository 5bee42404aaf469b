/// A node of the computation graph: the operation and the inputs that a tensor was computed from.
///
/// Nothing changes a node but its own end, so it may cross threads.
final class Node: @unchecked Sendable {
  let primitive: Primitive
  private(set) var inputs: [Tensor]
  /// The result, without its history.
  let output: Tensor

  init(_ primitive: Primitive, _ inputs: [Tensor], of output: Tensor) {
    self.primitive = primitive
    self.inputs = inputs
    self.output = output
  }

  /// Takes the node's whole history apart, without recursion.
  ///
  /// Otherwise it would free the nodes before it, and they those before them: a chain of many thousands, as of a long
  /// recurrence, would exhaust the stack.
  deinit {
    var past: [Node] = []
    takeInputs(to: &past)
    while var node = past.popLast() {
      // What someone else still holds is freed by the last to let go of it.
      if isKnownUniquelyReferenced(&node) { node.takeInputs(to: &past) }
    }
  }

  private func takeInputs(to nodes: inout [Node]) {
    for input in inputs {
      if let node = input.node, !node.inputs.isEmpty { nodes.append(node) }
    }
    inputs = []
  }
}
