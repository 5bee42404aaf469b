import NeuralNet
import Simulation

/// An evaluator of positions by a network, many at a time.
struct PositionEvaluator: Sendable {
  private var predictor: Predictor
  private let size: Int
  private let width: Int
  private var inputs: [Float] = []
  private var outputs: [Float] = []

  init(_ network: BoardNetwork) {
    predictor = Predictor(network, inputShape: Shape(network.architecture.shape))
    size = network.architecture.shape.reduce(1, *)
    width = network.architecture.moveCount + 1
  }

  /// Evaluates whatever searches ask for until all are done, a position of each at a time.
  mutating func finish<Contest: Game>(_ trees: inout [GumbelTree<Contest>], with parameters: Parameters) {
    inputs = Array(repeating: 0, count: trees.count * size)
    outputs = Array(repeating: 0, count: trees.count * width)
    while true {
      var asking: [Int] = []
      for index in trees.indices {
        guard let position = trees[index].nextPosition() else { continue }
        asking.append(index)
        write(position, at: index)
      }
      guard !asking.isEmpty else { return }
      predictor.predict(inputs, with: parameters, into: &outputs)
      for index in asking {
        let row = outputs[index * width..<(index + 1) * width]
        trees[index].take(logits: row.dropLast(), value: row[row.endIndex - 1])
      }
    }
  }

  private mutating func write(_ position: some Game, at index: Int) {
    let places = index * size..<(index + 1) * size
    var span = inputs.mutableSpan
    var row = span._mutatingExtracting(places)
    position.writeObservation(fromSeat: position.mover, into: &row)
  }
}
