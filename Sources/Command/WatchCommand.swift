import ArgumentParser
import Environments
import Files
import Foundation
import Raster
import Simulation
import Viewer

/// Shows a policy in a window, or records it.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Shows a policy in a window, or records it to a file.",
    discussion: "The keys are shown on screen. Recording needs no display.")

  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var policy: ShownPolicyOptions
  @Flag(
    help: ArgumentHelp(
      "Shows what a run of clm imagines beside what happens, from the same states by the same actions."))
  var dream = false

  @OptionGroup var display: DisplayOptions

  @Option(
    help: ArgumentHelp(
      "Records to this file instead: .mp4, .gif, or .png for the last frame. (default: opens a window)",
      valueName: "file"))
  var record: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Ends after so many steps. (default: when the window is closed; a recording, after one episode)",
      valueName: "n"),
    transform: Number.count)
  var steps: Int?

  @Flag(help: "Shows the levels that the run made, instead of the usual ones; --policy names a run folder.")
  var levels = false

  func run() throws {
    guard !dream || !levels else {
      throw WrongUse("--dream shows what a run imagines, --levels the levels that it has made; give one of them.")
    }
    let entry = try environment.entry()
    let policyName = try policy.name(for: entry, environment.settings)
    let changes = try environment.changes(for: policyName)
    let show = Show(
      entry: entry, changes: changes, policyName: policyName, seed: display.seed,
      framesPerSecond: display.framesPerSecond(of: entry, changes.wrappers), zoom: display.zoom, steps: steps,
      levels: levels, isDream: dream)
    if let record {
      try show.record(to: URL(userPath: record))
    } else {
      try show.open()
    }
  }
}
