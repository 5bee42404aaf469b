import ArgumentParser
import Environments
import Simulation

/// Lets a person play.
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Plays an environment with the keyboard; the keys are shown on screen.",
    discussion: """
      With --record, episodes go to a Minari dataset as demonstrations: after each one its return is shown, Enter keeps \
      it and Backspace discards it. What is kept is safe at once; the same command goes on another day.
      """)

  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var display: DisplayOptions

  @Option(
    help: ArgumentHelp(
      "Of a game, who plays against you: random, perfect, mcts:N, bundled, or a run folder. (default: random)",
      valueName: "policy"), completion: .policies)
  var opponent: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Of a game, your seat: 1 moves first. (default: either)", valueName: "1|2"),
    transform: Self.seat)
  var seat: SeatChoice?

  @Option(
    help: ArgumentHelp(
      "Records to this dataset: an id, or the path of a folder. (default: records nothing)", valueName: "dataset"))
  var record: String?

  func run() throws {
    let entry = try environment.entry()
    var changes = try environment.changes()
    if let seat {
      changes.overrides = changes.overrides.changed(by: ConfigurationOverrides(["seat": seat.rawValue]))
    }
    let task = try entry.announcedTask(changes)
    let opponent = try opponent.map { try PlayerLoader(entry, task).player($0) }
    let play = HumanPlay(
      entry: entry, task: task, window: display.window, seed: display.seed, opponent: opponent)
    guard let record else { return try play.open() }
    try play.record(to: DatasetTarget(record, entry: entry, changes: changes))
  }

  private static func seat(_ text: String) throws -> SeatChoice {
    guard let seat = ["1": SeatChoice.first, "2": .second][text] else { throw ValidationError("a seat is 1 or 2.") }
    return seat
  }
}
