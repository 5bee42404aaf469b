import Agents
import Environments
import Foundation
import Simulation
import Training

/// A training run with its folder, ready to go.
struct TrainingJob {
  let folder: RunFolder
  private let configuration: RunConfiguration
  private let isResumed: Bool
  private let makeRun: (RunFolder) throws -> any TrainingRun

  /// Prepares a new run; its folder is made once everything else is known to work.
  init(_ configuration: RunConfiguration, at url: URL? = nil, under root: URL = URL(filePath: "runs")) throws {
    _ = try Self.run(configuration, nil)
    folder = try RunFolder(creating: configuration, under: root, at: url)
    self.configuration = configuration
    isResumed = false
    makeRun = { try Self.run(configuration, $0) }
  }

  /// Prepares to go on with a run.
  init(resuming folder: RunFolder, with configuration: RunConfiguration) throws {
    self.folder = folder
    self.configuration = configuration
    isResumed = true
    makeRun = { folder in
      var run = try Self.run(configuration, folder)
      try run.resume()
      return run
    }
  }

  private static func run(_ configuration: RunConfiguration, _ folder: RunFolder?) throws -> any TrainingRun {
    let plan = configuration.plan
    let environment = try Catalog.entry(configuration.environment)
    let overrides = configuration.environmentOverrides
    return try AgentCatalog.entry(named: configuration.agent).prepare(
      TrainingRequest(
        environments: environment.makeVector(count: plan.environments, threads: plan.threads, overrides),
        evaluationEnvironments: environment.makeVector(
          count: min(plan.evaluationEpisodes, 256), threads: plan.threads, overrides),
        overrides: configuration.agentOverrides,
        preset: configuration.preset.isEmpty ? nil : configuration.preset, plan: plan, folder: folder))
  }

  /// Trains, and says what came of it.
  @discardableResult
  func run(showing style: TrainingDisplay.Style) throws -> TrainingSummary {
    var run = try makeRun(folder)
    var display = TrainingDisplay(style)
    if style == .bar || style == .lines { Terminal.write(isResumed ? "Going on at \(run.steps) steps." : heading) }
    let interrupt = Interrupt()
    let summary = try run.run(shouldStop: { interrupt.isNoticed }, report: { display.show($0) })
    display.finish()
    try conclude(summary, style)
    return summary
  }

  private var heading: String {
    let preset = configuration.preset.isEmpty ? "defaults" : "preset \(configuration.preset)"
    return "\(configuration.agent) on \(configuration.environment), \(preset), "
      + "\(NumberFormat.count(configuration.plan.steps)) steps, seed \(configuration.plan.seed), in \(folder.url.relativePath)"
  }

  private func conclude(_ summary: TrainingSummary, _ style: TrainingDisplay.Style) throws {
    let path = folder.url.relativePath
    switch style {
    case .json:
      try Terminal.print(
        json: FinishedLine(
          run: path, reason: summary.reason.rawValue, steps: summary.steps, updates: summary.updates,
          seconds: summary.seconds, meanReturn: summary.best?.meanReturn,
          lastMeanReturn: summary.last?.meanReturn))
    case .bar, .lines:
      if let best = summary.best {
        Terminal.write(
          "Best return \(NumberFormat.short(best.meanReturn)) after \(NumberFormat.count(best.steps)) steps; "
            + "\(NumberFormat.count(summary.steps)) steps in \(NumberFormat.time(summary.seconds)).")
      }
      if summary.reason == .stopped {
        Terminal.write("Stopped. Go on with: palaestra train \(configuration.environment) --resume \(path)")
      } else {
        Terminal.write("Watch it with: palaestra watch \(configuration.environment) --policy \(path)")
      }
    case .quiet: break
    }
  }
}

/// The last line of a run as JSON.
private struct FinishedLine: Encodable {
  let event = "finished"
  let run: String
  let reason: String
  let steps: Int
  let updates: Int
  let seconds: Double
  let meanReturn: Double?
  let lastMeanReturn: Double?
}
