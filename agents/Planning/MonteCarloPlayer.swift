import Simulation

/// A player who searches a tree of random games before each move.
public struct MonteCarloPlayer: Player {
  /// The number of simulations for a move.
  public let simulations: Int
  private var search: MonteCarloSearch

  /// Makes a player.
  ///
  /// - Parameters:
  ///   - simulations: The number of simulations for a move.
  ///   - exploration: The weight of the bonus for what was seldom tried.
  /// - Precondition: There is a simulation.
  public init(simulations: Int, exploration: Double = MonteCarloSearch.usualExploration) {
    precondition(simulations > 0, "a search needs at least one simulation, not \(simulations)")
    self.simulations = simulations
    search = MonteCarloSearch(exploration: exploration)
  }

  /// Searches, and makes the best move found.
  public mutating func move(in game: some Game, using generator: inout RandomGenerator) -> Int {
    let candidates = search.candidates(in: game, simulations: simulations, using: &generator)
    guard let best = candidates.best else { preconditionFailure("a game that is not over has a legal move") }
    return best.move
  }
}
