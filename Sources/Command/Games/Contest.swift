import Foundation
import Simulation

/// The results of games from the view of one player.
struct Score: Encodable {
  private(set) var wins = 0
  private(set) var draws = 0
  private(set) var losses = 0

  var games: Int { wins + draws + losses }
  /// The points: one for a win, half of one for a draw.
  var points: Double { Double(wins) + Double(draws) / 2 }

  /// Counts a game by its reward.
  mutating func count(_ reward: Double) {
    if reward > 0 { wins += 1 } else if reward < 0 { losses += 1 } else { draws += 1 }
  }

  /// The same results from the other player's view.
  var reversed: Score { Score(wins: losses, draws: draws, losses: wins) }

  static func + (left: Score, right: Score) -> Score {
    Score(wins: left.wins + right.wins, draws: left.draws + right.draws, losses: left.losses + right.losses)
  }

  /// The interval that holds the mean points of a game with 95 % confidence, by Wilson's score.
  ///
  /// Draws make the spread smaller than that of wins and losses alone, so that it is a little wide.
  var interval: ClosedRange<Double> {
    guard games > 0 else { return 0...1 }
    let (count, share, z) = (Double(games), points / Double(games), 1.959964)
    let center = (share + z * z / (2 * count)) / (1 + z * z / count)
    let reach = z / (1 + z * z / count) * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
    return max(0, center - reach)...min(1, center + reach)
  }

  /// The score in words.
  var text: String {
    let percent = { (share: Double) in "\(Int((100 * share).rounded()))" }
    let mean = games > 0 ? points / Double(games) : 0
    return "\(wins) won, \(draws) drawn, \(losses) lost  \(percent(mean)) % "
      + "(\(percent(interval.lowerBound)) to \(percent(interval.upperBound)))"
  }
}

/// The scores of a player at either seat.
struct SeatScores: Encodable {
  var asFirst = Score()
  var asSecond = Score()

  /// The score at both seats.
  var total: Score { asFirst + asSecond }
}

/// Games between two players who take the first seat in turns.
struct Contest {
  let game: any Game
  private var players: [any Player]
  /// The scores of the first of the players.
  private(set) var scores = SeatScores()
  /// The number of games so far.
  private(set) var played = 0
  private var generator: RandomGenerator

  init(_ game: any Game, _ first: any Player, _ second: any Player, seed: UInt64) {
    self.game = game
    players = [first, second]
    generator = RandomGenerator(actingBeside: seed)
  }

  /// Plays a game.
  mutating func play() {
    let isSwapped = played % 2 == 1
    if isSwapped { players.swapAt(0, 1) }
    let rewards = rewards(from: game)
    if isSwapped { players.swapAt(0, 1) }
    if isSwapped { scores.asSecond.count(rewards[1]) } else { scores.asFirst.count(rewards[0]) }
    played += 1
  }

  private mutating func rewards(from game: some Game) -> [Double] {
    game.rewards(ofPlayBy: &players, using: &generator)
  }
}
