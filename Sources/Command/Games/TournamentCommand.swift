import ArgumentParser
import Environments
import Foundation
import Simulation
import Training

/// Lets several players play a game, each against each.
struct TournamentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tournament", abstract: "Lets several policies play a game, each against each, and rates them.",
    discussion: """
      The table has the points of a row's policy against a column's, of 100. The rating is Elo's, by the most likely \
      strengths of all games together, the first policy being 0; one drawn game more for each pair keeps it finite.
      """)

  @OptionGroup var environment: EnvironmentOptions

  @Argument(
    help: ArgumentHelp("Two policies or more, as `palaestra match` takes them.", valueName: "policy"),
    completion: .policies)
  var policies: [String]

  @OptionGroup var plan: ContestOptions

  @Flag(help: "Prints one JSON object.")
  var json = false

  func run() throws {
    guard policies.count > 1 else { throw WrongUse("A tournament needs two policies or more.") }
    let entry = try environment.entry()
    let loader = try PlayerLoader(entry, try entry.announcedTask(environment.changes()))
    let table = try CrossTable(policies.count) { row, column in
      var contest = Contest(
        loader.game.start, try loader.player(policies[row]), try loader.player(policies[column]), seed: plan.seed)
      contest.play(plan.games, title: "\(policies[row]) against \(policies[column])")
      guard contest.played == plan.games else { throw Failure("Stopped before all games were over.") }
      return contest.scores
    }
    try json ? print(table) : show(table)
  }

  private func print(_ table: CrossTable) throws {
    let rows = policies.indices.map { row in
      TournamentResult.Row(
        policy: policies[row], elo: table.ratings[row].rounded(),
        points: policies.indices.map { row == $0 ? nil : table.share(row, $0) })
    }
    try Terminal.print(
      json: TournamentResult(game: environment.environment, gamesPerPair: plan.games, policies: rows))
  }

  private func show(_ table: CrossTable) throws {
    let numbers = policies.indices.map { "\($0 + 1)" }
    let order = policies.indices.sorted { table.ratings[$0] > table.ratings[$1] }
    let rows = order.map { row in
      ["\(row + 1)", policies[row], "\(Int(table.ratings[row].rounded()))"]
        + policies.indices.map { row == $0 ? "·" : "\(Int((100 * table.share(row, $0)).rounded()))" }
    }
    try Table(["", "policy", "Elo"] + numbers, rows, rightAligned: Set([0] + (2..<3 + policies.count))).print()
  }
}

/// The scores of each player against each other.
struct CrossTable {
  /// The scores of a row's player; those of a player against itself are empty.
  private var scores: [[Score]]

  /// Plays all pairs; the scores are those of the first of a pair.
  init(_ count: Int, play: (_ row: Int, _ column: Int) throws -> SeatScores) rethrows {
    scores = Array(repeating: Array(repeating: Score(), count: count), count: count)
    for row in 0..<count {
      for column in row + 1..<count {
        let score = try play(row, column).total
        scores[row][column] = score
        scores[column][row] = score.reversed
      }
    }
  }

  /// The points of a game of one player against another.
  func share(_ row: Int, _ column: Int) -> Double {
    scores[row][column].points / Double(max(scores[row][column].games, 1))
  }

  /// Elo's ratings, the first player's being 0.
  ///
  /// Source: D. Hunter, "MM algorithms for generalized Bradley-Terry models", 2004.
  var ratings: [Double] {
    let places = scores.indices
    var strengths = [Double](repeating: 1, count: scores.count)
    for _ in 0..<2000 {
      strengths = places.map { row in
        let others = places.filter { $0 != row }
        let points = others.reduce(0) { $0 + scores[row][$1].points + 0.5 }
        let expected = others.reduce(0) {
          $0 + Double(scores[row][$1].games + 1) / (strengths[row] + strengths[$1])
        }
        return points / expected
      }
    }
    return strengths.map { 400 * log10($0 / strengths[0]) }
  }
}

/// A tournament as JSON.
private struct TournamentResult: Encodable {
  struct Row: Encodable {
    let policy: String
    let elo: Double
    let points: [Double?]
  }

  let game: String
  let gamesPerPair: Int
  let policies: [Row]
}
