/// A symmetry of a game: positions that look alike, such as mirror images, with the moves that correspond.
public struct GameSymmetry: Equatable, Sendable {
  /// For each number of the observation of the other position, its place in an observation of this one.
  public let observation: [Int]
  /// For each move in the other position, the move in this one.
  public let moves: [Int]

  /// Makes a symmetry.
  ///
  /// - Precondition: Both are permutations.
  public init(observation: [Int], moves: [Int]) {
    precondition(
      observation.sorted() == Array(observation.indices) && moves.sorted() == Array(moves.indices),
      "a symmetry permutes the numbers of an observation and the moves; it leaves none out")
    (self.observation, self.moves) = (observation, moves)
  }
}
