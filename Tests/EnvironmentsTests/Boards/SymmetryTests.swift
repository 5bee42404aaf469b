import Environments
import Simulation
import Testing

/// Symmetries of games on boards.
@Suite("Symmetries of a game") struct SymmetryTests {
  @Test("lead from games to games that look alike") func boards() {
    check(TicTacToe(), count: 7)
    check(FourInARow(), count: 1)
    check(Reversi(), count: 3)
    check(Go(), count: 7)
  }

  /// Plays a random game and its image side by side.
  private func check(_ start: some Game, count: Int) {
    #expect(start.symmetries.count == count)
    #expect(Set(start.symmetries.map(\.observation)).count == count, "all differ, and none is trivial")
    var generator = RandomGenerator(seed: 0)
    for symmetry in start.symmetries {
      var (game, image) = (start, start)
      for _ in 0..<30 where !game.isOver {
        #expect((0..<game.moveCount).allSatisfy { image.isLegal($0) == game.isLegal(symmetry.moves[$0]) })
        let move = image.randomMove(using: &generator)
        image.play(move)
        game.play(symmetry.moves[move])
        #expect(game.isOver == image.isOver && game.reward(ofSeat: 0) == image.reward(ofSeat: 0))
        let (seen, other) = (observation(of: game), observation(of: image))
        #expect(other == symmetry.observation.map { seen[$0] })
      }
    }
  }

  private func observation(of game: some Game) -> [Float] {
    var numbers = [Float](repeating: 0, count: game.observationShape.reduce(1, *))
    var span = numbers.mutableSpan
    game.writeObservation(fromSeat: game.mover, into: &span)
    return numbers
  }
}
