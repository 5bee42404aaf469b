import Environments
import Simulation
import Testing

/// A seat of a game as a world.
@Suite("A single seat") struct SingleSeatTests {
  /// A player with a list of moves, one after the other.
  private struct Script: Player {
    var moves: [Int]
    mutating func move(in game: some Game, using generator: inout RandomGenerator) -> Int { moves.removeFirst() }
  }

  private func world(_ seat: SeatChoice, _ answers: [Int]) -> SingleSeat<TicTacToe> {
    var world = SingleSeat<TicTacToe>(.init(.init(), seat: seat))
    world.opponent = Script(moves: answers)
    return world
  }

  @Test func theOpponentsWinningMoveEndsTheEpisode() {
    var world = world(.first, [3, 4, 5])
    let _: [Float] = world.reset(seed: 0)
    #expect(world.step(0).status == .running)
    #expect(world.step(1).status == .running)
    let last: Step<[Float]> = world.step(8)
    #expect(last.status == .terminated && last.reward == -1)
    #expect(last.observation == [1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0])
    #expect(world.ending(after: .terminated)?.words == "Lost")
  }

  @Test func oneWinsByOnesOwnMove() {
    var world = world(.second, [0, 1, 8])
    let first: [Float] = world.reset(seed: 0)
    #expect(first == [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect([world.step(3), world.step(4)].allSatisfy { $0.status == .running && $0.reward == 0 })
    let last: Step<[Float]> = world.step(5)
    #expect(last.status == .terminated && last.reward == 1)
    #expect(world.ending(after: .terminated)?.words == "Won")
  }

  @Test func whatIsNotLegalLoses() {
    var world = world(.first, [3])
    let _: [Float] = world.reset(seed: 0)
    _ = world.step(0)
    let last: Step<[Float]> = world.step(3)
    #expect(last.status == .terminated && last.reward == -1)
    #expect(world.ending(after: .terminated)?.words == "Lost by an illegal move")
    var other = self.world(.first, [0])
    let _: [Float] = other.reset(seed: 0)
    let won: Step<[Float]> = other.step(0)
    #expect(won.status == .terminated && won.reward == 1)
  }

  @Test func eitherSeatIsDrawnForEachEpisode() {
    var world = SingleSeat<FourInARow>()
    let _: [Float] = world.reset(seed: 1)
    let seats = (0..<200).map { _ in
      let _: [Float] = world.reset()
      return world.seat
    }
    #expect((60...140).contains(seats.reduce(0, +)))
  }

  /// With a player of fixed answers, the world's trace is the game's.
  @Test func aWorldEqualsItsGame() throws {
    /// A player who makes the greatest legal move.
    struct Greatest: Player {
      func move(in game: some Game, using generator: inout RandomGenerator) -> Int { game.legalMoves.last ?? 0 }
    }
    var world = SingleSeat<Reversi>(.init(.init(size: 4), seat: .second))
    world.opponent = Greatest()
    var (game, generator, movedTwice) = (Reversi(.init(size: 4)), RandomGenerator(seed: 2), false)
    for _ in 0..<30 {
      let _: [Float] = world.reset(seed: 4)
      game = Reversi(.init(size: 4))
      game.play(game.legalMoves.last ?? 0)
      while !world.isOver {
        #expect(world.game == game && game.mover == 1)
        let move = game.randomMove(using: &generator)
        let step: Step<[Float]> = world.step(move)
        game.play(move)
        movedTwice = movedTwice || !game.isOver && game.mover == 1
        while !game.isOver, game.mover == 0 { game.play(game.legalMoves.last ?? 0) }
        #expect(step.reward == game.reward(ofSeat: 1))
        #expect(step.status.isFinished == game.isOver)
      }
    }
    #expect(movedTwice, "a seat that moves twice was among the games")
  }

  @Test func aPolicyPlaysThroughItsObservations() {
    var generator = RandomGenerator(seed: 0)
    let policy = ScriptedPolicy(observing: Float.self, acting: Int.self) { observation in
      // The first square that is nobody's.
      (0..<9).first { observation[$0] == 0 && observation[9 + $0] == 0 } ?? 0
    }
    var players: [any Player] = [PolicyPlayer(policy, of: TicTacToe()), Script(moves: [8, 7, 6])]
    #expect(TicTacToe().rewards(ofPlayBy: &players, using: &generator) == [1, -1])
  }
}
