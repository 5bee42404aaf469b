import Agents
import ArgumentParser
import Environments
import Files
import Foundation
import Raster
import Simulation
import Training
import Viewer

/// Trains an agent, shows its learning curve, and then the agent.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Trains PPO on LunarLander-v3, shows the learning curve, then the agent.",
    discussion: "Without a display it writes demo.mp4 instead of opening a window.")

  private static let environment = "LunarLander-v3"
  private static let agent = "ppo"
  /// The number of threads that training shares out to; with more, each would have too little to do.
  private static let mostThreads = 4

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The seed of everything random. (default: 0)", valueName: "s"),
    transform: Number.seed)
  var seed: UInt64 = 0

  func run() throws {
    guard let folder = try train() else { return }
    let entry = try Catalog.current.entry(Self.environment)
    let show = Show(
      entry: entry, changes: WorldChanges(), policyName: folder.url.path, seed: seed,
      framesPerSecond: Double(entry.framesPerSecond), zoom: nil, steps: nil)
    do {
      if try showCurve(folder) { try show.open() }
    } catch WindowError.noDisplay(let message) {
      Terminal.write("There is no display to open a window on (SDL: \(message)), so the agent is recorded instead.")
      try record(show)
    }
  }

  /// Trains; `nil` when it was stopped.
  private func train() throws -> RunFolder? {
    let entry = try AgentCatalog.current.entry(named: Self.agent)
    var plan = try entry.plan(ofPreset: Self.environment)
    plan.seed = seed
    plan.threads = min(ProcessInfo.processInfo.activeProcessorCount, Self.mostThreads)
    let overrides = ConfigurationOverrides()
    var job = try TrainingJob(
      RunConfiguration(
        environment: Self.environment, environmentOverrides: overrides, agent: Self.agent,
        preset: Self.environment, agentOverrides: overrides,
        agentConfiguration: try entry.settings(Self.environment, overrides), plan: plan,
        rewardThreshold: try Catalog.current.entry(Self.environment).rewardThreshold))
    let summary = try job.run(showing: Terminal.isInteractive ? .bar : .lines)
    guard summary.reason != .stopped else { return nil }
    Terminal.write("The learning curve is \(job.folder.curveURL.relativePath).")
    return job.folder
  }

  /// Shows the curve until a key is pressed, the window is closed, or some seconds have gone by.
  ///
  /// - Returns: True if the demo goes on: not after Ctrl-C.
  private func showCurve(_ folder: RunFolder) throws -> Bool {
    let curve = folder.curve
    var loop = WindowLoop(
      title: "Learning curve", frameSize: curve.frameSize, framesPerSecond: 10, fonts: try .bundled())
    loop.overlay.notice = "Any key shows the agent"
    let interrupt = Interrupt()
    var shown = 0
    try loop.run(isInterrupted: { interrupt.isNoticed }) { tick in
      shown += tick.stepCount
      if shown > 60 || !tick.presses.isEmpty { tick.close() }
      tick.draw(curve)
    }
    return !interrupt.isNoticed
  }

  private func record(_ show: Show) throws {
    do {
      try show.record(to: URL(userPath: "demo.mp4"))
    } catch VideoError.encoderFailed(let reason) {
      // An ffmpeg may have been built without the patented codec.
      Terminal.write("No MP4 could be recorded (ffmpeg: \(reason)), so a GIF is tried.")
      try show.record(to: URL(userPath: "demo.gif"))
    }
  }
}
