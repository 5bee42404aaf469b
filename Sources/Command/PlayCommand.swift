import ArgumentParser
import Environments

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
      "Records to this dataset: an id, or the path of a folder. (default: records nothing)", valueName: "dataset"))
  var record: String?

  func run() throws {
    let entry = try environment.entry()
    let changes = try environment.changes()
    let play = HumanPlay(
      entry: entry, task: try entry.announcedTask(changes), window: display.window, seed: display.seed)
    guard let record else { return try play.open() }
    try play.record(to: DatasetTarget(record, entry: entry, changes: changes))
  }
}
