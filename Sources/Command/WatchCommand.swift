import ArgumentParser
import Environments
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
  @OptionGroup var policy: PolicyOptions

  @Option(help: ArgumentHelp("The seed of the first episode.", valueName: "s"))
  var seed: UInt64 = 0

  @Option(help: ArgumentHelp("Steps per second, instead of the environment's own pace.", valueName: "n"))
  var fps: Double?

  @Option(help: ArgumentHelp("Pixels per unit of the drawing.", valueName: "z"))
  var zoom: Double?

  @Option(
    help: ArgumentHelp("Records to this file instead: .mp4, .gif, or .png for the last frame.", valueName: "file"))
  var record: String?

  @Option(help: ArgumentHelp("Ends after so many steps; a recording otherwise after one episode.", valueName: "n"))
  var steps: Int?

  func validate() throws {
    if let fps, !(fps > 0 && fps <= 1000) {
      throw ValidationError("--fps must be above 0 and up to 1000, not \(fps).")
    }
    if let zoom, !(zoom >= 0.1 && zoom <= 8) { throw ValidationError("--zoom must be from 0.1 to 8, not \(zoom).") }
    if let steps, steps < 1 { throw ValidationError("--steps must be at least 1, not \(steps).") }
  }

  func run() throws {
    let entry = try environment.entry()
    let show = Show(
      entry: entry, overrides: try environment.overrides(), policyName: policy.policy, seed: seed,
      framesPerSecond: fps ?? Double(entry.framesPerSecond), zoom: zoom, steps: steps)
    if let record {
      try show.record(to: URL(filePath: record))
    } else {
      try show.open()
    }
  }
}
