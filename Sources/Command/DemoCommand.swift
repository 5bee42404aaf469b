import Agents
import ArgumentParser
import Environments
import Foundation
import Raster
import Simulation
import Training
import Viewer

/// Trains an agent, shows its learning curve, and then the agent.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Trains Q-learning on CartPole-v1, shows the learning curve, then the agent.",
    discussion: "Without a display it writes demo.mp4 instead of opening a window.")

  private static let environment = "CartPole-v1"
  private static let agent = "q-learning"

  func run() throws {
    let folder = try train()
    let entry = try Catalog.entry(Self.environment)
    let show = Show(
      entry: entry, overrides: ConfigurationOverrides(), policyName: folder.url.path, seed: 0,
      framesPerSecond: Double(entry.framesPerSecond), zoom: nil, steps: nil)
    do {
      try showCurve(folder)
      try show.open()
    } catch let error as WindowError {
      Terminal.write("There is no display to open a window on, so the agent is recorded instead. (\(error))")
      try record(show)
    }
  }

  private func train() throws -> RunFolder {
    let entry = try AgentCatalog.entry(named: Self.agent)
    let plan = try entry.plan(ofPreset: Self.environment)
    let overrides = ConfigurationOverrides()
    let job = try TrainingJob(
      RunConfiguration(
        environment: Self.environment, environmentOverrides: overrides, agent: Self.agent,
        preset: Self.environment, agentOverrides: overrides,
        agentConfiguration: try entry.settings(Self.environment, overrides), plan: plan,
        rewardThreshold: try Catalog.entry(Self.environment).specification.rewardThreshold))
    let summary = try job.run(showing: Terminal.isInteractive ? .bar : .lines)
    guard summary.reason != .stopped else { throw ExitCode(1) }
    Terminal.write("The learning curve is \(job.folder.curveURL.relativePath).")
    return job.folder
  }

  /// Shows the curve until a key is pressed, the window is closed, or some seconds have gone by.
  private func showCurve(_ folder: RunFolder) throws {
    let picture = try Canvas(contentsOfPNG: folder.curveURL)
    let loop = WindowLoop(
      title: "Learning curve", frameSize: Size(Double(picture.width) / 2, Double(picture.height) / 2),
      framesPerSecond: 10, fonts: try .bundled())
    let interrupt = Interrupt()
    let curve = folder.curve
    var shown = 0
    try loop.run(isInterrupted: { interrupt.isNoticed }) { tick in
      shown += tick.stepCount
      if shown > 60 || !tick.presses.isEmpty { tick.close() }
      tick.canvas.draw(curve)
    }
  }

  private func record(_ show: Show) throws {
    do {
      try show.record(to: URL(filePath: "demo.mp4"))
    } catch let error as VideoError {
      Terminal.write("No MP4 could be written (\(error)), so a GIF is tried.")
      try show.record(to: URL(filePath: "demo.gif"))
    }
  }
}
