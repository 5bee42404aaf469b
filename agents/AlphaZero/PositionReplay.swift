import NeuralNet
import Simulation
import Training

/// The newest positions of finished games, as rows of numbers.
struct PositionReplay: Sendable {
  private let capacity: Int
  private let sizes: (observation: Int, moves: Int)
  private let symmetries: [GameSymmetry]
  private var observations: [Float] = []
  private var legal: [Float] = []
  private var policies: [Float] = []
  private var values: [Float] = []
  /// The place that the next position is written to once the replay is full.
  private var next = 0

  init(capacity: Int, observationSize: Int, moveCount: Int, symmetries: [GameSymmetry]) {
    self.capacity = capacity
    sizes = (observationSize, moveCount)
    self.symmetries = symmetries
  }

  /// The number of positions.
  var count: Int { values.count }

  /// Adds a position, in the place of the oldest one if there are too many.
  mutating func append(_ position: SearchedPosition) {
    guard count == capacity else {
      observations += position.observation
      legal += position.legal
      policies += position.policy
      values.append(position.value)
      return
    }
    observations.put(position.observation, 0..<sizes.observation, at: next * sizes.observation)
    legal.put(position.legal, 0..<sizes.moves, at: next * sizes.moves)
    policies.put(position.policy, 0..<sizes.moves, at: next * sizes.moves)
    values[next] = position.value
    next = (next + 1) % capacity
  }

  /// A position to be learned from, as one of the symmetries of the game shows it.
  struct Draw: Sendable {
    let row: Int
    /// The number of the symmetry; -1 for none.
    let symmetry: Int
  }

  /// Draws positions, each seen by any of the symmetries.
  func draw(_ count: Int, using generator: inout RandomGenerator) -> [Draw] {
    (0..<count).map { _ in
      Draw(
        row: generator.integers(0..<self.count), symmetry: generator.integers(0..<symmetries.count + 1) - 1)
    }
  }

  /// The tensors of some draws: observations, penalties of moves that are not legal, policies, and values.
  func tensors(of draws: ArraySlice<Draw>, shape: [Int], in pool: MemoryPool?) -> [Tensor] {
    let moves = Shape([draws.count, sizes.moves])
    return [
      tensor(Shape([draws.count] + shape), in: pool, draws, from: observations, by: \.observation) { $0 },
      tensor(moves, in: pool, draws, from: legal, by: \.moves) { $0 > 0 ? 0 : Self.penalty },
      tensor(moves, in: pool, draws, from: policies, by: \.moves) { $0 },
      Tensor(shape: [draws.count], in: pool) { span in
        for (index, draw) in draws.enumerated() { span[index] = values[draw.row] }
      },
    ]
  }

  /// What is added to the logits of moves that are not legal.
  private static let penalty: Float = -1e9

  private func tensor(
    _ shape: Shape, in pool: MemoryPool?, _ draws: ArraySlice<Draw>, from numbers: [Float],
    by places: KeyPath<GameSymmetry, [Int]>, _ change: (Float) -> Float
  ) -> Tensor {
    let width = shape.elementCount / draws.count
    let symmetric = symmetries.map { $0[keyPath: places] }
    return Tensor(shape: shape, in: pool) { span in
      for (index, draw) in draws.enumerated() {
        for place in 0..<width {
          let source = draw.symmetry < 0 ? place : symmetric[draw.symmetry][place]
          span[index * width + place] = change(numbers[draw.row * width + source])
        }
      }
    }
  }
}

extension PositionReplay: Checkpointable {
  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("values", growing: &values)
    try scope.exchange("observations", &observations, shape: [count, sizes.observation])
    try scope.exchange("legal", &legal, shape: [count, sizes.moves])
    try scope.exchange("policies", &policies, shape: [count, sizes.moves])
    try scope.exchange("next", count: &next, in: 0...max(capacity - 1, 0))
    guard count <= capacity else {
      throw CheckpointError("Its '\(scope.path("values"))' are \(count), but the replay holds \(capacity).")
    }
  }
}
