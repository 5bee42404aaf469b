import Environments
import Simulation
import Testing

/// The contract of every game of the catalogue.
@Suite("The contract of games") struct GameContractTests {
  static let ids = catalogIDs.filter { (try? Catalog.standard.entry($0).task().game) != nil }

  private func start(_ id: String) throws -> any Game {
    try #require(try Catalog.standard.entry(id).task().game).start
  }

  @Test func thereAreGames() { #expect(Self.ids.count >= 4) }

  @Test(arguments: ids) func rewardsAreZeroSum(id: String) throws {
    try everyPosition(of: start(id)) { position, _ in
      #expect(position.reward(ofSeat: 0) + position.reward(ofSeat: 1) == 0)
      #expect(position.isOver || position.reward(ofSeat: 0) == 0)
    }
  }

  @Test(arguments: ids) func masksAreTheLegalMoves(id: String) throws {
    try everyPosition(of: start(id)) { position, _ in
      var mask = [Bool](repeating: false, count: position.moveCount)
      var flags = mask.mutableSpan
      position.writeLegalMoves(into: &flags)
      #expect(mask.indices.filter { mask[$0] } == position.legalMoves)
      #expect(position.legalMoveCount == position.legalMoves.count)
      #expect(position.isOver == position.legalMoves.isEmpty)
      #expect(!position.isLegal(-1) && !position.isLegal(position.moveCount))
    }
  }

  @Test(arguments: ids) func aCopyIsASnapshot(id: String) throws {
    func check(_ start: some Game) {
      var (generator, game) = (RandomGenerator(seed: 3), start)
      for _ in 0..<4 { game.play(game.randomMove(using: &generator)) }
      let saved = game
      var (first, second) = (game, game)
      var (one, other) = (generator, generator)
      first.playOut(using: &one)
      #expect(game == saved && first != game)
      second.playOut(using: &other)
      #expect(first == second)
    }
    check(try start(id))
  }

  /// A seat sees its own stones where the other sees the other's.
  @Test(arguments: ids) func bothSeatsSeeTheSameBoard(id: String) throws {
    try everyPosition(of: start(id)) { position, plane in
      let (first, second) = (observation(of: position, 0), observation(of: position, 1))
      #expect(Array(first[..<plane]) == Array(second[plane..<2 * plane]))
      #expect(Array(second[..<plane]) == Array(first[plane..<2 * plane]))
      #expect((0..<plane).allSatisfy { first[$0] + first[plane + $0] <= 1 })
    }
  }

  private func observation(of position: some Game, _ seat: Int) -> [Float] {
    var numbers = [Float](repeating: .nan, count: position.observationShape.reduce(1, *))
    var row = numbers.mutableSpan
    position.writeObservation(fromSeat: seat, into: &row)
    return numbers
  }

  /// Every legal move is drawn, and no other.
  @Test(arguments: ids) func randomMovesAreTheLegalOnes(id: String) throws {
    func check(_ start: some Game) {
      var generator = RandomGenerator(seed: 8)
      var game = start
      game.play(game.randomMove(using: &generator))
      let drawn = Set((0..<2000).map { _ in game.randomMove(using: &generator) })
      #expect(drawn.sorted() == game.legalMoves)
    }
    check(try start(id))
  }

  /// Shows every position of some random games, with the number of squares.
  private func everyPosition(of start: any Game, _ look: (any Game, Int) -> Void) throws {
    func play(_ start: some Game) {
      var generator = RandomGenerator(seed: 5)
      let plane = start.observationShape.suffix(2).reduce(1, *)
      for _ in 0..<(start.moveCount > 60 ? 2 : 12) {
        var game = start
        look(game, plane)
        while !game.isOver {
          game.play(game.randomMove(using: &generator))
          look(game, plane)
        }
      }
    }
    play(start)
  }
}
