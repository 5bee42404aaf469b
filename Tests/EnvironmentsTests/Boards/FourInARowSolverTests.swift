import Environments
import Simulation
import Testing

/// The solver of four in a row.
@Suite("The solver of four in a row") struct FourInARowSolverTests {
  private func position(_ columns: String, in start: FourInARow = FourInARow()) -> FourInARow {
    columns.reduce(start) { $0.playing(($1.wholeNumberValue ?? 0) - 1) }
  }

  /// The scores of Pons's "Solving Connect 4", part 2, columns counted from 1.
  @Test(arguments: [("4455", 18), ("44455554221", -15)]) func knownScores(moves: String, score: Int) {
    let game = position(moves)
    var solver = FourInARowSolver(of: game, tableSize: 100_003)
    #expect(solver.score(of: game) == score)
  }

  @Test("says the outcomes that plain search says", arguments: [(4, 4), (5, 4), (4, 5)])
  func smallBoards(columns: Int, rows: Int) {
    let start = FourInARow(FourInARow.Configuration(columns: columns, rows: rows))
    var (solver, plain, generator) = (
      FourInARowSolver(of: start, tableSize: 10_007), PlainSearch(), RandomGenerator(seed: 0)
    )
    for _ in 0..<40 {
      var game = start
      for _ in 0..<generator.integers(columns * rows / 2..<columns * rows) where !game.isOver {
        game.play(game.randomMove(using: &generator))
      }
      #expect(solver.outcome(of: game) == plain.outcome(of: game))
      #expect(solver.score(of: game).signum() == plain.outcome(of: game))
    }
  }

  @Test("knows that four columns of four are a draw, and the outcome behind each move") func drawn() {
    let start = FourInARow(FourInARow.Configuration(columns: 4, rows: 4))
    var solver = FourInARowSolver(of: start, tableSize: 100_003)
    #expect(solver.outcome(of: start) == 0)
    #expect(solver.outcomes(ofMovesIn: start) == [0, 0, 0, 0])
    #expect(solver.positionCount > 0)
  }

  @Test("is the same for mirror images") func mirrored() {
    var (solver, generator) = (FourInARowSolver(of: FourInARow(), tableSize: 1_000_003), RandomGenerator(seed: 1))
    for _ in 0..<5 {
      var (game, image) = (FourInARow(), FourInARow())
      for _ in 0..<24 where !game.isOver {
        let move = game.randomMove(using: &generator)
        game.play(move)
        image.play(6 - move)
      }
      #expect(solver.score(of: game) == solver.score(of: image))
    }
  }

  /// Minimax without anything that makes it fast.
  private struct PlainSearch {
    private var known: [FourInARow: Int] = [:]

    mutating func outcome(of game: FourInARow) -> Int {
      if game.isOver { return Int(game.reward(ofSeat: game.mover)) }
      if let known = known[game] { return known }
      var best = -1
      for move in game.legalMoves where best < 1 { best = max(best, -outcome(of: game.playing(move))) }
      known[game] = best
      return best
    }
  }
}
