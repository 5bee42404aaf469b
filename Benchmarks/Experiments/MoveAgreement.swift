import ArgumentParser
import Foundation
import Palaestra

/// Counts the moves of a policy for four in a row that keep the value of the position, as the solver knows it.
struct MoveAgreement: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "move-agreement",
    abstract: "Counts the moves of a policy for four in a row that keep the value of solved positions.",
    discussion: "Positions come from random games, after 12 to 30 stones, and are not over.")

  @Argument(help: "A policy file of alphazero.")
  var policy: String

  @Option(help: "How many positions there are.")
  var positions = 1000

  @Option(help: "The seed of the random games.")
  var seed: UInt64 = 1000

  func run() throws {
    let task = try Catalog.standard.entry("FourInARow-v0").task()
    let policy = try AgentCatalog.standard.policy(
      from: SafetensorsFile(contentsOf: URL(filePath: policy)), for: task.specification)
    guard let policy = policy as? AlphaZeroPolicy else { throw ValidationError("It is no policy of alphazero.") }
    var players: [(name: String, player: any Player)] = [
      ("network alone", PolicyPlayer(policy, of: FourInARow())), ("with its search", policy.player),
      ("mcts:1000", MonteCarloPlayer(simulations: 1000)), ("random", RandomPlayer()),
    ]
    var (kept, trapped) = ([Int](repeating: 0, count: players.count), 0)
    var (generator, solver) = (RandomGenerator(seed: seed), FourInARowSolver(of: FourInARow()))
    for _ in 0..<positions {
      let game = position(using: &generator)
      let outcomes = solver.outcomes(ofMovesIn: game)
      let best = outcomes.compactMap(\.self).max()
      if outcomes.contains(where: { $0 != nil && $0 != best }) { trapped += 1 }
      for index in players.indices {
        if outcomes[players[index].player.move(in: game, using: &generator)] == best { kept[index] += 1 }
      }
    }
    show("| player | moves that keep the value, of \(positions) |\n|---|--:|")
    for (entry, count) in zip(players, kept) {
      show("| \(entry.name) | \(String(format: "%.1f", 100 * Double(count) / Double(positions))) % |")
    }
    show("\(trapped) of the positions have a move that loses value.")
  }

  private func position(using generator: inout RandomGenerator) -> FourInARow {
    while true {
      var game = FourInARow()
      for _ in 0..<generator.integers(12...30) where !game.isOver { game.play(game.randomMove(using: &generator)) }
      if !game.isOver { return game }
    }
  }
}
