import Simulation
import Training

import func Foundation.log10

/// The strength of a network in games against a fixed opponent, a Monte Carlo tree search that never learns.
struct PlayingStrength: Codable, Equatable, Sendable {
  /// The share of the points, a draw being half of one; `nil` before the first match.
  private(set) var share: Double?

  /// Plays a match, each at either seat in turns.
  ///
  /// - Parameters:
  ///   - player: The player.
  ///   - game: The first position.
  ///   - games: The number of games.
  ///   - simulations: The opponent's simulations before each move.
  ///   - seed: The seed of what is drawn, so that nothing else depends on it.
  mutating func measure(_ player: any Player, in game: some Game, games: Int, simulations: Int, seed: UInt64) {
    var generator = RandomGenerator(seed: seed)
    var points = 0.0
    for number in 0..<games {
      let seat = number % 2
      var players: [any Player] = [player, MonteCarloPlayer(simulations: simulations)]
      if seat == 1 { players.swapAt(0, 1) }
      points += (game.rewards(ofPlayBy: &players, using: &generator)[seat] + 1) / 2
    }
    share = points / Double(games)
  }

  /// The points, and Elo's rating where the opponent's is 0; one game more of half a point each keeps it finite.
  func measurements(games: Int) -> [Measurement] {
    guard let share else { return [] }
    let expected = (share * Double(games) + 0.5) / Double(games + 1)
    return [
      Measurement("play/points", share), Measurement("play/elo", 400 * log10(expected / (1 - expected))),
    ]
  }
}
