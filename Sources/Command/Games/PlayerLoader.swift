import Agents
import Environments
import Simulation

/// Finds the player of a game that a text names.
struct PlayerLoader {
  let entry: CatalogEntry
  let task: ConfiguredTask
  let game: SeatedGame

  /// Takes an environment that is a game.
  ///
  /// - Throws: If it is none.
  init(_ entry: CatalogEntry, _ task: ConfiguredTask) throws {
    guard let game = task.game else {
      let games = Catalog.current.entries.filter { (try? $0.task().game) != nil }.map(\.id)
      throw WrongUse("\(entry.id) is no game of several seats; the games are \(games.joined(separator: ", ")).")
    }
    (self.entry, self.task, self.game) = (entry, task, game)
  }

  /// The player `random`, `perfect`, `mcts:N`, or one who asks a policy.
  func player(_ name: String) throws -> any Player {
    switch name {
    case "random": return RandomPlayer()
    case "perfect": return try perfectPlayer()
    case "human": throw WrongUse("A human plays with `palaestra play \(entry.id)`.")
    default: break
    }
    if let search = try SearchName(name) {
      guard search.horizon == nil else {
        throw WrongUse(
          "Of a game, a search plays on to its end: name it mcts:\(search.simulations), not '\(name)'.")
      }
      return MonteCarloPlayer(simulations: search.simulations)
    }
    let policy = try PolicyLoader(id: entry.id, task: task).policy(name)
    return (policy as? AlphaZeroPolicy)?.player ?? PolicyPlayer(policy, of: game.start)
  }

  private func perfectPlayer() throws -> any Player {
    guard let start = game.start as? FourInARow else { return try PerfectPlayer(of: game.start) }
    guard start.rows * start.columns <= Self.mostSquares else {
      throw WrongUse(
        "Perfect play of four in a row on \(start.columns) columns of \(start.rows) takes hours from the first move; choose a "
          + "board of at most \(Self.mostSquares) squares, such as --env-set columns=6 --env-set rows=5, or mcts:N."
      )
    }
    return FourInARowExpert(of: start)
  }

  /// The largest board of four in a row that is solved in seconds.
  private static let mostSquares = 30
}
