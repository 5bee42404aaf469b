import Simulation
import Testing

@testable import Environments

/// The rules of each game, held against counts that are known.
@Suite("Rules of board games") struct BoardRulesTests {
  @Test func ticTacToeHasSoManyPositionsClassesAndGames() {
    var (positions, frontier) = (Set([TicTacToe()]), Set([TicTacToe()]))
    while !frontier.isEmpty {
      frontier = Set(frontier.flatMap { position in position.legalMoves.map(position.playing) })
      positions.formUnion(frontier)
    }
    #expect(positions.count == 5478)
    #expect(Set(positions.map(\.canonicalSquares)).count == 765)
    #expect(TicTacToe().sequenceCounts(depth: 9).last == 127_872, "games that fill the board")
    #expect(finishedGames(from: TicTacToe()) == [131_184, 46_080, 77_904])
  }

  /// The numbers of games won by the first seat, drawn, and won by the second.
  private func finishedGames(from position: TicTacToe) -> [Int] {
    guard !position.isOver else {
      let reward = position.reward(ofSeat: 0)
      return [reward > 0 ? 1 : 0, reward == 0 ? 1 : 0, reward < 0 ? 1 : 0]
    }
    return position.legalMoves.map { finishedGames(from: position.playing($0)) }
      .reduce([0, 0, 0]) { zip($0, $1).map(+) }
  }

  /// The shares are exact: every legal move is equally likely.
  @Test func randomPlayOfTicTacToeHasItsShares() {
    var generator = RandomGenerator(seed: 0)
    let games = 20_000
    let rewards = (0..<games).map { _ in
      var game = TicTacToe()
      game.playOut(using: &generator)
      return game.reward(ofSeat: 0)
    }
    for (reward, share) in [(1.0, 0.584921), (-1, 0.288095), (0, 0.126984)] {
      let deviation = (share * (1 - share) / Double(games)).squareRoot()
      #expect(abs(Double(rewards.count { $0 == reward }) / Double(games) - share) < 4 * deviation)
    }
  }

  @Test func fourInARowHasSoManyPositions() {
    #expect(FourInARow().positionCounts(depth: 6) == [1, 7, 49, 238, 1120, 4263, 16_422])
  }

  @Test func reversiHasSoManySequences() {
    #expect(Reversi().sequenceCounts(depth: 6) == [1, 4, 12, 56, 244, 1396, 8200])
  }

  /// On four by four squares seats must pass, so that the value depends on it.
  @Test func smallReversiIsLostByEightDiscs() {
    var memory: [Reversi: Int] = [:]
    func value(_ position: Reversi) -> Int {
      if position.isOver { return position.lead(ofSeat: 0) }
      if let known = memory[position] { return known }
      let values = position.legalMoves.map { value(position.playing($0)) }
      let best = (position.mover == 0 ? values.max() : values.min()) ?? 0
      memory[position] = best
      return best
    }
    #expect(value(Reversi(.init(size: 4))) == -8)
    #expect(memory.keys.contains { $0.hasPassed })
  }

  @Test(arguments: [(2, 57), (3, 12_675)]) func goHasSoManyLegalBoards(size: Int, count: Int) {
    let field = GoField(size: size)
    var (legal, squares) = (0, [Int](repeating: 0, count: size * size))
    while true {
      let stones = [1, 2].map { owner in
        squares.indices.reduce(GoPoints(0)) { squares[$1] == owner ? $0 | 1 << GoPoints($1) : $0 }
      }
      if field.isSettled(stones[0], stones[1]) { legal += 1 }
      guard let place = squares.firstIndex(where: { $0 < 2 }) else { break }
      squares[place] += 1
      for earlier in 0..<place { squares[earlier] = 0 }
    }
    #expect(legal == count)
  }

  @Test func aKoMayNotBeRetakenAtOnce() {
    // Black plays b4 a3 c3; White c4 d3 b2 … and takes at b3, which Black may not take back.
    var go = Go(.init(size: 5))
    func point(_ name: String) -> Int {
      SquareNames.square(String(name.prefix(1)), String(name.suffix(1)), rows: 5, columns: 5) ?? -1
    }
    for name in ["b4", "c4", "a3", "d3", "b2", "c2", "c3", "b3"] { go.play(point(name)) }
    #expect(go.owner(ofSquare: point("c3")) == nil, "the stone is taken")
    #expect(!go.isLegal(point("c3")))
    go.play(point("e5"))
    go.play(point("e1"))
    #expect(go.isLegal(point("c3")), "after other moves, the board is another one")
  }

  @Test func goCountsAreaAndCompensation() {
    var go = Go(.init(size: 3, komi: 2.5))
    for move in [4, go.pass, 1, go.pass, go.pass] where !go.isOver { go.play(move) }
    #expect(go.isOver)
    #expect([go.area(ofSeat: 0), go.area(ofSeat: 1)] == [9, 0])
    #expect(go.lead(ofSeat: 1) == -6.5)
    #expect(go.reward(ofSeat: 0) == 1)
  }

  /// A stone without liberties that takes nothing is taken itself: alone, it leaves the board as it was.
  @Test func suicideOfOneStoneIsForbiddenAndOfTwoAllowed() {
    var go = Go(.init(size: 3))
    // The second seat holds b3, a2, b2's neighbours; the first passes meanwhile.
    for move in [go.pass, 1, go.pass, 3] where !go.isOver { go.play(move) }
    #expect(go.mover == 0 && !go.isLegal(0))
    var two = Go(.init(size: 3))
    for move in [0, 2, 8, 4, two.pass, 3] { two.play(move) }
    #expect(two.isLegal(1))
    two.play(1)
    #expect(two.owner(ofSquare: 0) == nil && two.owner(ofSquare: 1) == nil)
  }
}

extension TicTacToe {
  /// The squares, turned and mirrored so that the least of eight pictures remains.
  fileprivate var canonicalSquares: [Int] {
    let squares = (0..<9).map { (owner(ofSquare: $0) ?? -1) + 1 }
    func turned(_ squares: [Int]) -> [Int] { (0..<9).map { squares[(2 - $0 % 3) * 3 + $0 / 3] } }
    func mirrored(_ squares: [Int]) -> [Int] { (0..<9).map { squares[$0 / 3 * 3 + 2 - $0 % 3] } }
    let pictures = (0..<4).flatMap { turns in
      let picture = (0..<turns).reduce(squares) { squares, _ in turned(squares) }
      return [picture, mirrored(picture)]
    }
    return pictures.min { $0.lexicographicallyPrecedes($1) } ?? squares
  }
}
