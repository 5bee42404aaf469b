import ArgumentParser
import Environments

/// Lets a person play.
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Plays an environment with the keyboard; the keys are shown on screen.")

  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var display: DisplayOptions

  func run() throws {
    let entry = try environment.entry()
    try HumanPlay(entry: entry, task: try entry.task(try environment.overrides()), display: display).open()
  }
}
