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
    case "perfect": return try PerfectPlayer(of: game.start)
    case "human": throw WrongUse("A human plays with `palaestra play \(entry.id)`.")
    default: break
    }
    if let simulations = try SearchName(name)?.simulations { return MonteCarloPlayer(simulations: simulations) }
    return PolicyPlayer(try PolicyLoader(id: entry.id, task: task).policy(name), of: game.start)
  }
}

/// The name of a search, `mcts:N`.
struct SearchName {
  /// The number of simulations before each move.
  let simulations: Int

  /// Reads a name; `nil` if it is not that of a search.
  ///
  /// - Throws: If it is that of a search without a number of simulations.
  init?(_ name: String) throws {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts[0] == "mcts" else { return nil }
    guard parts.count == 2, let simulations = try? Number.count(String(parts[1])) else {
      throw WrongUse("A search is named with its number of simulations, such as mcts:1000, not '\(name)'.")
    }
    self.simulations = simulations
  }
}
