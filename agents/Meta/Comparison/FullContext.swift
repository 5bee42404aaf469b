import NeuralNet

/// An embedding of examples in the context of all support examples: Vinyals and others (2016), section 2.1.2 and appendix A.
///
/// Support examples are read as a sequence, forwards and backwards; a query looks at them a few times before it is compared. Gated
/// recurrent units take the place of the paper's long short-term memories.
struct FullContext: Sendable {
  let parts: LayerParts
  private let forward: GRU
  private let backward: GRU
  private let reading: GRU

  /// The number of times that a query looks at the support examples.
  private static let looks = 5

  init(featureCount: Int) {
    (forward, backward) = (GRU(featureCount, featureCount), GRU(featureCount, featureCount))
    reading = GRU(2 * featureCount, featureCount)
    parts = ["forward": forward, "backward": backward, "reading": reading]
  }

  /// Returns support examples in the context of each other, from tasks × examples × features: g′ plus both readings.
  func support(_ examples: Tensor, _ weights: Weights) -> Tensor {
    let (tasks, size) = (examples.shape[0], examples.shape[2])
    let steps = examples.permuted([1, 0, 2])
    let start = Tensor.filled(0, shape: [tasks, size], in: nil)
    let read = forward.states(over: steps, from: start, weights[parts, "forward"])
    let turned = backward.states(over: Self.reversed(steps), from: start, weights[parts, "backward"])
    return (steps + read + Self.reversed(turned)).permuted([1, 0, 2])
  }

  /// Returns queries that have looked at the support examples, from tasks × queries × features.
  func queries(_ queries: Tensor, beside support: Tensor, _ weights: Weights) -> Tensor {
    let (tasks, count, size) = (queries.shape[0], queries.shape[1], queries.shape[2])
    let rows = queries.reshaped(to: [tasks * count, size])
    var state = rows
    for _ in 0..<Self.looks {
      let asked = state.reshaped(to: [tasks, count, size])
      let attention = asked.product(support, transposingRight: true).softmax()
      let seen = attention.product(support).reshaped(to: [tasks * count, size])
      let input = Tensor.concatenate([rows, seen], along: 1).reshaped(to: [1, tasks * count, 2 * size])
      state = reading.states(over: input, from: state, weights[parts, "reading"]).reshaped(to: rows.shape) + rows
    }
    return state.reshaped(to: queries.shape)
  }

  private static func reversed(_ steps: Tensor) -> Tensor {
    .concatenate((0..<steps.shape[0]).reversed().map { steps.slice($0..<$0 + 1) })
  }
}
