import Agents
import Environments
import Files
import Foundation
import Simulation
import Training

/// A training run with its folder, ready to go.
struct TrainingJob {
  let folder: RunFolder
  private var training: any TrainingRun
  private let isResumed: Bool
  /// Listens from before there is a folder, so that none is left that cannot be gone on with.
  private let interrupt: Interrupt

  /// Prepares a new run; its folder is made once everything else is known to work.
  init(_ configuration: RunConfiguration, at url: URL? = nil) throws {
    training = try Self.training(configuration)
    interrupt = Interrupt()
    folder = try RunFolder(creating: configuration, at: url)
    training.folder = folder
    isResumed = false
  }

  /// Prepares to go on with a run by a plan that may have changed.
  ///
  /// - Parameters:
  ///   - folder: The run's folder, claimed.
  ///   - plan: The plan.
  init(resuming folder: RunFolder, with plan: TrainingPlan) throws {
    var configuration = folder.configuration
    configuration.plan = plan
    try Self.takeStoredSettings(&configuration, in: folder)
    training = try Self.training(configuration)
    training.folder = folder
    try training.resume()
    interrupt = Interrupt()
    self.folder = try RunFolder(resuming: folder, with: plan)
    isResumed = true
  }

  /// Makes a run go on by the settings that it has stored, whatever has become of its preset since.
  private static func takeStoredSettings(_ configuration: inout RunConfiguration, in folder: RunFolder) throws {
    guard !configuration.agentConfiguration.isEmpty else { return }
    configuration.preset = nil
    configuration.agentOverrides = ConfigurationOverrides(configuration.agentConfiguration)
    do {
      _ = try AgentCatalog.current.entry(named: configuration.agent).settings(nil, configuration.agentOverrides)
    } catch {
      throw Failure(
        "\(folder.url.relativePath) cannot be gone on with: its settings are not those of \(configuration.agent) in this "
          + "version. \(Terminal.sentence(for: error))")
    }
  }

  private static func training(_ configuration: RunConfiguration) throws -> any TrainingRun {
    let plan = configuration.plan
    let environment = try Catalog.current.entry(configuration.environment)
    let agent = try AgentCatalog.current.entry(named: configuration.agent)
    let task = try environment.announcedTask(configuration.world)
    var request = TrainingRequest(
      environments: task.makeVector(count: plan.environments, threads: plan.threads),
      evaluationEnvironments: task.makeVector(count: min(plan.evaluationEpisodes, 256), threads: plan.threads),
      environment: configuration.environment, overrides: configuration.agentOverrides,
      preset: configuration.preset, plan: plan)
    request.demonstrations = try (configuration.demonstrations ?? []).map {
      try DatasetLoader.demonstrations(
        $0, for: configuration.environment, task, takesOthers: agent.learnsFrom.contains(.otherTasks))
    }
    request.expert = try configuration.expert.map {
      try PolicyLoader(id: configuration.environment, task: task).policy($0)
    }
    request.game = task.game?.start
    if configuration.levels == true {
      guard let levels = task.levels else {
        throw WrongUse(
          "The levels of \(configuration.environment) cannot be made; leave --levels away, or choose a walker or a "
            + "race.")
      }
      request.levels = levels
    }
    return try agent.prepare(request)
  }

  /// Trains, and reports the result.
  @discardableResult
  mutating func run(showing style: TrainingDisplay.Style) throws -> TrainingSummary {
    if style == .bar || style == .lines { Terminal.write(isResumed ? resumption : heading) }
    warnOfWarmup(style)
    var display = TrainingDisplay(style, counting: training.unit)
    let summary: TrainingSummary
    do {
      defer { display.finish() }
      summary = try training.run(report: { display.show($0) }, shouldStop: { [interrupt] in interrupt.isNoticed })
    }
    try conclude(summary, style)
    return summary
  }

  private var heading: String {
    let configuration = folder.configuration
    let preset = configuration.preset.map { "preset \($0)" } ?? "defaults"
    return "\(configuration.agent) on \(configuration.environment), \(preset), "
      + "\(count(configuration.plan.steps)), seed \(configuration.plan.seed), "
      + "in \(folder.url.relativePath)"
  }

  private var resumption: String {
    guard !folder.hasReachedGoal else {
      return "The run has ended with the return it was to reach; ask for more \(training.unit.noun) with --steps."
    }
    guard training.steps < folder.configuration.plan.steps else {
      return "All \(count(training.steps)) are done already; ask for more with --steps."
    }
    return "Going on at \(NumberFormat.count(training.steps)) of "
      + "\(count(folder.configuration.plan.steps))."
  }

  /// A number of steps, or of updates where nothing is acted.
  private func count(_ steps: Int) -> String { "\(NumberFormat.count(steps)) \(training.unit.noun)" }

  /// Warns of a run that is over before the agent begins to learn.
  private func warnOfWarmup(_ style: TrainingDisplay.Style) {
    let configuration = folder.configuration
    for name in ["learningStarts", "worldStarts"] where style != .quiet {
      guard let text = configuration.agentConfiguration[name], let start = Int(text),
        start >= configuration.plan.steps
      else { continue }
      Terminal.write(
        "Warning: \(name) is \(start), but the run has \(configuration.plan.steps) \(training.unit.noun): it is over "
          + "before what begins there has begun; lower \(name) with --set, or ask for more with --steps.")
    }
  }

  private func conclude(_ summary: TrainingSummary, _ style: TrainingDisplay.Style) throws {
    let (environment, path) = (folder.configuration.environment, Shell.quoted(path: folder.url.relativePath))
    if summary.updates == 0, summary.steps > 0, summary.reason != .stopped, style != .quiet {
      Terminal.write("Warning: no update was made in this run, so that its policy is the one that it began with.")
    }
    switch style {
    case .json:
      try Terminal.printIfRead(
        json: FinishedLine(
          run: folder.url.relativePath, reason: summary.reason.rawValue, steps: summary.steps,
          updates: summary.updates,
          seconds: summary.seconds, meanReturn: summary.best?.meanReturn,
          lastMeanReturn: summary.last?.meanReturn))
    case .bar, .lines:
      let options = (try? folder.configuration.world.options) ?? ""
      let changes = options.isEmpty ? "" : " \(options)"
      if let best = summary.best {
        Terminal.write(
          "Best return \(NumberFormat.short(best.meanReturn)) after \(count(best.steps)); "
            + "\(count(summary.steps)) in \(NumberFormat.time(summary.seconds)).")
      }
      if summary.reason != .stopped {
        Terminal.write("Watch it with: \(Terminal.command) watch \(environment)\(changes) --policy \(path)")
      }
    case .quiet: break
    }
    if summary.reason == .stopped, style != .quiet {
      Terminal.write("Stopped. Go on with: \(Terminal.command) train \(environment) --resume \(path)")
    }
  }
}

extension RunConfiguration {
  /// The changes of the environment.
  fileprivate var world: WorldChanges {
    get throws {
      WorldChanges(overrides: environmentOverrides, wrappers: try TrainedWorld(ofRun: self).wrapperList)
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

  private enum Key: CodingKey { case event, run, reason, steps, updates, seconds, meanReturn, lastMeanReturn }

  /// Writes every key: a run that was stopped before its first evaluation has `null` for a return.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(event, forKey: .event)
    try container.encode(run, forKey: .run)
    try container.encode(reason, forKey: .reason)
    try container.encode(steps, forKey: .steps)
    try container.encode(updates, forKey: .updates)
    try container.encode(seconds, forKey: .seconds)
    try container.encode(meanReturn, forKey: .meanReturn)
    try container.encode(lastMeanReturn, forKey: .lastMeanReturn)
  }
}
