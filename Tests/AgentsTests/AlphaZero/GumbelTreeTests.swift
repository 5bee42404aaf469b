import Environments
import Simulation
import Testing

@testable import Agents

/// The search of AlphaZero.
@Suite("A Gumbel search") struct GumbelTreeTests {
  /// Danihelka and others (2022), figure 1: 200 simulations are not needed to see the halving; those of mctx's tests are here.
  @Test(
    "shares simulations out by sequential halving",
    arguments: [
      (2, 2, [0, 0]), (4, 16, [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]), (1, 3, [0, 1, 2]),
      (16, 32, [Int](repeating: 0, count: 16) + [1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]),
    ])
  func schedule(moves: Int, simulations: Int, visits: [Int]) {
    #expect(SequentialHalving(simulations: simulations, moves: moves).visits == visits)
  }

  @Test("improves a policy: its value by exact values never falls") func improvement() {
    var generator = RandomGenerator(seed: 0)
    for _ in 0..<1000 {
      let logits = (0..<5).map { _ in Float(2 * generator.standardNormal()) }
      let values = (0..<5).map { _ in Float(2 * generator.random() - 1) }
      let visits = (0..<5).map { _ in generator.integers(0..<4) }
      let policy = CompletedValues.softmax(logits)
      let estimate = zip(policy, values).reduce(0) { $0 + $1.0 * $1.1 }
      let completed = CompletedValues(logits: logits, visits: visits, means: values, estimate: estimate)
      let improved = completed.improvedPolicy(logits)
      let value = zip(improved, values).reduce(0) { $0 + $1.0 * $1.1 }
      if visits.allSatisfy({ $0 > 0 }) { #expect(value >= estimate - 1e-5) }
      #expect(abs(improved.reduce(0, +) - 1) < 1e-5)
    }
  }

  /// Runs a search whose network knows nothing.
  private func tree(of game: FourInARow, simulations: Int) -> GumbelTree<FourInARow> {
    var tree = GumbelTree(
      of: game, simulations: simulations, consideredMoves: 7, noise: [Float](repeating: 0, count: 7))
    while tree.nextPosition() != nil { tree.take(logits: [Float](repeating: 0, count: 7)[...], value: 0) }
    return tree
  }

  @Test(
    "wins at once, and answers a threat",
    arguments: [
      ([3, 0, 3, 0, 3, 1], 3), ([0, 6, 1, 6, 2, 5], 3), ([3, 2, 3, 2, 3], 3), ([6, 0, 5, 0, 2, 0], 0),
    ]) func threats(moves: [Int], answer: Int)
  {
    let tree = tree(of: moves.reduce(FourInARow()) { $0.playing($1) }, simulations: 100)
    #expect(tree.bestMove == answer)
    #expect(tree.improvedPolicy[answer] == tree.improvedPolicy.max())
  }

  @Test("gives no probability to moves that are not legal") func legal() {
    let tree = tree(of: [0, 0, 0, 0, 0, 0].reduce(FourInARow()) { $0.playing($1) }, simulations: 16)
    #expect(tree.improvedPolicy[0] == 0 && abs(tree.improvedPolicy.reduce(0, +) - 1) < 1e-5)
  }
}
