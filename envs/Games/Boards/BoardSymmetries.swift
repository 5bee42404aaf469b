import Simulation

extension BoardGame {
  /// The symmetries by which squares change places, in all planes of an observation alike.
  ///
  /// - Parameters:
  ///   - squares: For each symmetry and each square, counted row by row, the square whose place it takes.
  ///   - moves: The moves of a symmetry of squares.
  func symmetries(of squares: [[Int]], moves: ([Int]) -> [Int]) -> [GameSymmetry] {
    let planes = observationShape[0]
    return squares.map { squares in
      GameSymmetry(
        observation: (0..<planes).flatMap { plane in squares.map { plane * rows * columns + $0 } },
        moves: moves(squares))
    }
  }

  /// The board as a mirror shows it, left and right exchanged.
  var mirroredSquares: [Int] {
    (0..<rows * columns).map { $0 / columns * columns + columns - 1 - $0 % columns }
  }

  /// The turns and mirror images of a square board but for the board itself.
  var turnedSquares: [[Int]] {
    let size = rows
    let transposed = (0..<size * size).map { $0 % size * size + $0 / size }
    let turned = mirroredSquares.map { transposed[$0] }
    var (turns, last) = ([[Int]](), Array(0..<size * size))
    for _ in 0..<4 {
      turns.append(last)
      last = turned.map { last[$0] }
    }
    return turns.dropFirst() + turns.map { turn in mirroredSquares.map { turn[$0] } }
  }
}
