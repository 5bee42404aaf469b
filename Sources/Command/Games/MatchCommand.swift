import ArgumentParser
import Environments
import Foundation
import Simulation
import Training

/// Lets two players play a game.
struct MatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "match", abstract: "Lets two policies play a game against each other, each at either seat.",
    discussion: """
      Of a game, a policy may also be perfect, which looks at all that can follow, or mcts:N, which searches a tree of N \
      random games before each move. Shares are points of a game, a draw being half a point, with their 95 % intervals.
      """)

  @OptionGroup var environment: EnvironmentOptions

  @Option(
    help: ArgumentHelp(
      "random, perfect, mcts:N, bundled, a run folder, or a .safetensors file: who has the first seat in the first game.",
      valueName: "policy"), completion: .policies)
  var first: String

  @Option(help: ArgumentHelp("The policy that plays against it.", valueName: "policy"), completion: .policies)
  var second: String

  @OptionGroup var plan: ContestOptions

  @Flag(help: "Prints one JSON object.")
  var json = false

  func run() throws {
    let entry = try environment.entry()
    let loader = try PlayerLoader(entry, try entry.announcedTask(environment.changes()))
    var contest = Contest(
      loader.game.start, try loader.player(first), try loader.player(second), seed: plan.seed)
    let start = ContinuousClock.now
    contest.play(plan.games, title: "\(first) against \(second)")
    guard contest.played > 0 else { throw Failure("Stopped before a game was over.") }
    try report(contest, seconds: (ContinuousClock.now - start).seconds)
  }

  private func report(_ contest: Contest, seconds: Double) throws {
    guard !json else {
      return try Terminal.print(
        json: MatchResult(
          game: environment.environment, games: contest.played, first: contest.scores, seconds: seconds))
    }
    let games = NumberFormat.count(contest.played, "game")
    try Terminal.print("\(environment.environment), \(first) against \(second), \(games)")
    try Terminal.print(
      page: """
          as first   \(contest.scores.asFirst.text)
          as second  \(contest.scores.asSecond.text)
          together   \(contest.scores.total.text)
          time       \(NumberFormat.time(seconds))
        """)
  }
}

/// The number of games, and their seed.
struct ContestOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many games two policies play. (default: 100)", valueName: "n"), transform: Number.count)
  var games = 100

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The seed of all games. (default: 0)", valueName: "s"),
    transform: Number.seed)
  var seed: UInt64 = 0
}

extension Contest {
  /// Plays some games, or fewer if Ctrl-C is pressed.
  mutating func play(_ games: Int, title: String) {
    let interrupt = Interrupt()
    var display = ProgressDisplay()
    defer { display.finish() }
    while played < games, !interrupt.isNoticed {
      let (done, points) = (played, scores.total)
      display.show { seconds in
        var bar = ProgressBar(share: Double(done) / Double(games))
        bar.add("\(title), game \(done + 1) of \(games)", importance: 1)
        bar.add("+\(points.wins) =\(points.draws) −\(points.losses)", importance: 0)
        bar.addTimeLeft(after: seconds, importance: 2)
        return bar
      }
      play()
    }
  }
}

/// A match as JSON.
private struct MatchResult: Encodable {
  let game: String
  let games: Int
  let first: SeatScores
  let seconds: Double
}
