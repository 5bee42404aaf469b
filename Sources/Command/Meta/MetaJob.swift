import Agents
import FewShot
import Files
import Foundation
import Simulation
import Training

/// A meta-learner's training with its folder, ready to go.
struct MetaJob {
  private var trainer: MetaTrainer
  private let folder: RunFolder
  private let isResumed: Bool
  /// Listens from before there is a folder, so that none is left that cannot be gone on with.
  private let interrupt: Interrupt

  /// Prepares a new run; its folder is made once everything else is known to work.
  init(_ configuration: RunConfiguration, at url: URL? = nil) throws {
    let family = try TaskFamilies.named(configuration.environment)
    let setup = try MetaMethods.named(configuration.agent).prepare(
      MetaRequest(
        family: family, preset: configuration.preset, overrides: configuration.agentOverrides,
        plan: configuration.plan))
    trainer = MetaTrainer(setup.learner, on: family, examinedBy: setup.examination, plan: configuration.plan)
    interrupt = Interrupt()
    folder = try RunFolder(creating: configuration, at: url)
    trainer.folder = folder
    isResumed = false
  }

  /// Prepares to go on with a run by a plan that may have changed.
  init(resuming run: MetaRun, with plan: TrainingPlan) throws {
    let setup = try run.setup(plan)
    trainer = MetaTrainer(
      setup.learner, on: run.family, examinedBy: setup.examination, plan: plan, folder: run.folder)
    try trainer.resume()
    interrupt = Interrupt()
    folder = try RunFolder(resuming: run.folder, with: plan)
    trainer.folder = folder
    isResumed = true
  }

  /// Trains, and reports the result.
  mutating func run(showing style: TrainingDisplay.Style) throws {
    if style == .bar || style == .lines { Terminal.write(isResumed ? resumption : heading) }
    var display = MetaDisplay(style)
    let summary: MetaTrainingSummary
    do {
      defer { display.finish() }
      summary = try trainer.run(report: { display.show($0) }, shouldStop: { [interrupt] in interrupt.isNoticed })
    }
    try conclude(summary, style)
  }

  private var heading: String {
    let configuration = folder.configuration
    let preset = configuration.preset.map { "preset \($0)" } ?? "defaults"
    return "\(configuration.agent) on \(configuration.environment), \(preset), "
      + "\(NumberFormat.count(configuration.plan.steps)) meta-steps, seed \(configuration.plan.seed), "
      + "in \(folder.url.relativePath)"
  }

  private var resumption: String {
    let (done, planned) = (trainer.steps, folder.configuration.plan.steps)
    return done < planned
      ? "Going on at \(NumberFormat.count(done)) of \(NumberFormat.count(planned)) meta-steps."
      : "All \(NumberFormat.count(done)) meta-steps are done already; ask for more with --steps."
  }

  private func conclude(_ summary: MetaTrainingSummary, _ style: TrainingDisplay.Style) throws {
    let path = Shell.quoted(path: folder.url.relativePath)
    switch style {
    case .json: try Terminal.printIfRead(json: MetaFinishedLine(summary, run: folder.url.relativePath))
    case .bar, .lines:
      Terminal.write(
        "\(NumberFormat.count(summary.steps)) meta-steps in \(NumberFormat.time(summary.seconds)).")
      if !summary.isStopped {
        Terminal.write("Examine it with: \(Terminal.command) meta eval \(path)")
      }
    case .quiet: break
    }
    if summary.isStopped, style != .quiet {
      Terminal.write(
        "Stopped. Go on with: \(Terminal.command) meta train \(folder.configuration.agent) --resume \(path)")
    }
  }
}
