import Agents
import ArgumentParser
import FewShot
import Files
import Foundation
import Simulation
import Training

/// Trains a meta-learner headless.
struct MetaTrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains a method on a family of tasks and keeps what it learns in a run folder.",
    discussion: """
      Without --preset the method's preset for the family is used, if there is one. Ctrl-C finishes the step, saves, and \
      says how to go on.
      """)

  @Argument(
    help: ArgumentHelp(
      "The method; `palaestra meta methods` lists them. (default: the resumed run's)", valueName: "method"),
    completion: .metaMethods)
  var method: String?

  @Option(
    help: ArgumentHelp("The family of tasks. (default: the resumed run's)", valueName: "family"),
    completion: .taskFamilies)
  var tasks: String?

  @OptionGroup var size: TaskSizeOptions

  @Option(
    help: ArgumentHelp(
      "The preset to start from. (default: the one with the family's name, if there is one)", valueName: "preset"))
  var preset: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Changes a setting of the method, such as innerRate=0.02; repeatable; `palaestra meta methods NAME` explains "
        + "them. (default: none)", valueName: "key=value"))
  var settings: [String] = []

  @OptionGroup var options: RunOptions

  func run() throws {
    var job = try options.resume.map(resumedJob) ?? newJob()
    try job.run(showing: options.style)
  }

  private func newJob() throws -> MetaJob {
    guard let method else { throw WrongUse("Name a method; `\(Terminal.command) meta methods` lists them.") }
    let entry = try MetaMethods.named(method)
    guard let tasks else {
      throw WrongUse("Name a family with --tasks; `\(Terminal.command) meta methods` lists them.")
    }
    let family = try TaskFamilies.named(tasks)
    let presetName = preset ?? entry.defaultPreset(for: family)
    var plan = try entry.plan(ofPreset: presetName)
    options.change(&plan)
    try plan.validate()
    let overrides = try size.overrides(over: ConfigurationOverrides(parsing: settings))
    var configuration = RunConfiguration(
      environment: family.name, environmentOverrides: ConfigurationOverrides(), agent: entry.name,
      preset: presetName, agentOverrides: overrides,
      agentConfiguration: try entry.settings(presetName, overrides), plan: plan)
    configuration.unit = .updates
    return try MetaJob(configuration, at: options.out.map { URL(userPath: $0) })
  }

  private func resumedJob(_ path: String) throws -> MetaJob {
    let run = try MetaRun(claiming: path)
    if let method, method != run.method.name {
      throw WrongUse("\(path) is a run of \(run.method.name), not of \(method).")
    }
    if let tasks, tasks != run.family.name {
      throw WrongUse("\(path) is a run on \(run.family.name), not on \(tasks).")
    }
    guard settings.isEmpty, size.isEmpty, preset == nil, !options.beginsRun else {
      throw WrongUse("A resumed run keeps its settings; only --steps and the intervals can be changed.")
    }
    var plan = run.folder.configuration.plan
    options.change(&plan)
    try plan.validate()
    return try MetaJob(resuming: run, with: plan)
  }
}

/// The size of a task, as far as it is asked for.
struct TaskSizeOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many examples of each class a task shows. (default: the preset's, or the run's)", valueName: "k"))
  var shots: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many classes a task tells apart. (default: the preset's, or the run's)", valueName: "n"))
  var ways: Int?

  var isEmpty: Bool { shots == nil && ways == nil }

  /// Returns the size as settings, over others.
  func overrides(over others: ConfigurationOverrides) throws -> ConfigurationOverrides {
    let asked = ["shots": shots, "ways": ways].compactMapValues { $0.map(String.init) }
    try validateSize()
    return others.changed(by: ConfigurationOverrides(asked))
  }

  /// Returns a size with what is asked for put in.
  func changed(_ size: TaskSize) throws -> TaskSize {
    try validateSize()
    return TaskSize(ways: ways ?? size.ways, shots: shots ?? size.shots, queries: size.queries)
  }

  private func validateSize() throws { try TaskSize(ways: ways ?? 1, shots: shots ?? 1, queries: 1).validate() }
}
