import Agents
import ArgumentParser
import Environments
import Files
import Foundation
import Simulation
import Training

/// Trains an agent headless.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Trains an agent headless and keeps what it learns in a run folder.",
    discussion: """
      Without --preset the agent's preset for the environment is used, if there is one. Ctrl-C finishes the step, \
      saves, and says how to go on.
      """)

  @OptionGroup var environment: EnvironmentOptions

  @Option(
    help: ArgumentHelp("The agent; `palaestra agents` lists them. (default: the resumed run's)", valueName: "name"),
    completion: .agents)
  var agent: String?

  @Option(
    help: ArgumentHelp(
      "The preset to start from. (default: the one with the environment's id, if there is one)",
      valueName: "preset"), completion: .presets)
  var preset: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Changes a setting of the agent, such as discount=0.95; repeatable; `palaestra agents NAME` explains them. "
        + "(default: none)", valueName: "key=value"))
  var settings: [String] = []

  @Option(
    help: ArgumentHelp(
      "A dataset whose episodes are imitated, for agents that imitate: an id or the path of a folder; repeatable. "
        + "(default: none)", valueName: "dataset"), completion: .directory)
  var demonstrations: [String] = []

  @Option(
    help: ArgumentHelp(
      "Who is asked what to do, for agents that ask: heuristic, a run folder, or a .safetensors file. "
        + "(default: nobody)", valueName: "policy"), completion: .policies)
  var expert: String?

  @Flag(help: "Lets the agent make levels to learn in besides the usual ones, for agents that can.")
  var levels = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many environments to step together. (default: the preset's)", valueName: "n"),
    transform: Number.environments)
  var envs: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many threads step them, and learn where the agent shares that out. (default: 1)", valueName: "n"),
    transform: Number.threads)
  var threads: Int?

  @OptionGroup var options: RunOptions

  func run() throws {
    var job = try options.resume.map(resumedJob) ?? newJob()
    try job.run(showing: options.style)
  }

  private func newJob() throws -> TrainingJob {
    guard let agent else { throw WrongUse("Name an agent with --agent; `palaestra agents` lists them.") }
    let task = try environment.entry()
    let entry = try AgentCatalog.current.entry(named: agent)
    if expert != nil, !entry.learnsFrom.contains(.expert) {
      throw WrongUse("\(agent) asks nobody what to do; leave --expert away.")
    }
    if !demonstrations.isEmpty, !entry.learnsFrom.contains(.demonstrations) {
      throw WrongUse("\(agent) imitates nobody; leave --demonstrations away.")
    }
    if levels, !entry.learnsFrom.contains(.madeLevels) {
      throw WrongUse("\(agent) makes no levels; leave --levels away, or choose --agent clm.")
    }
    let id = task.id
    let presetName = preset ?? entry.defaultPreset(for: id)
    var plan = try entry.plan(ofPreset: presetName)
    change(&plan)
    try plan.validate()
    if levels, plan.threads > 1 {
      throw WrongUse("Made levels are played on one thread, not \(plan.threads); leave --threads away.")
    }
    let overrides = try ConfigurationOverrides(parsing: settings)
    let world = try changes(entry, presetName)
    var configuration = RunConfiguration(
      environment: id, environmentOverrides: world.overrides, agent: agent,
      preset: presetName,
      agentOverrides: overrides, agentConfiguration: try entry.settings(presetName, overrides), plan: plan,
      rewardThreshold: task.rewardThreshold)
    configuration.wrappers = world.wrappers.isEmpty ? nil : world.wrappers.texts
    configuration.demonstrations = demonstrations.isEmpty ? nil : demonstrations.map(DatasetLoader.lastingName)
    configuration.expert = expert.map(PolicyLoader.lastingName)
    configuration.levels = levels ? true : nil
    configuration.unit = entry.learnsFrom.contains(.acting) ? nil : .updates
    return try TrainingJob(configuration, at: options.out.map { URL(userPath: $0) })
  }

  /// The preset's parameters of its environment, and over them those that are asked for; the wrappers of the
  /// demonstrations or of the preset, unless others are asked for.
  private func changes(_ entry: AgentEntry, _ preset: String?) throws -> WorldChanges {
    let id = try environment.entry().id
    var changes = try environment.settings.changes(over: demonstratedWorld(id))
    guard id == preset else { return changes }
    changes.overrides = entry.environment(ofPreset: preset).changed(by: changes.overrides)
    if environment.settings.wraps.isEmpty, changes.wrappers.isEmpty {
      changes.wrappers = try WrapperList(parsing: entry.wrappers(ofPreset: preset))
    }
    return changes
  }

  /// The wrappers of the demonstrations; `nil` if there are none of this environment.
  ///
  /// - Throws: If they were recorded behind different ones, of which none are asked for.
  private func demonstratedWorld(_ id: String) throws -> TrainedWorld? {
    let recorded = try demonstrations.compactMap { name in
      TrainedWorld.ofDataset(try DatasetLoader.dataset(name).metadata).map { (name: name, world: $0) }
    }.filter { $0.world.isOf(id) }
    guard let (name, world) = recorded.first else { return nil }
    if environment.settings.wraps.isEmpty,
      let other = recorded.first(where: { $0.world.wrappers != world.wrappers })
    {
      func words(_ world: TrainedWorld) throws -> String {
        world.wrappers.isEmpty ? "no --wrap" : try world.wrapperList.options
      }
      throw WrongUse(
        "\(name) was recorded with \(try words(world)), but \(other.name) with \(try words(other.world)); "
          + "give demonstrations of one kind, or say with --wrap what to learn behind.")
    }
    return TrainedWorld(
      source: world.source, environment: id, overrides: ConfigurationOverrides(), wrappers: world.wrappers)
  }

  private func resumedJob(_ folder: String) throws -> TrainingJob {
    let run = try RunFolder.opened(folder) { try RunFolder(claiming: $0) }
    let id = try environment.entry().id
    guard run.configuration.environment == id else {
      throw WrongUse("\(folder) is a run of \(run.configuration.environment), not of \(id).")
    }
    if let agent, agent != run.configuration.agent {
      throw WrongUse("\(folder) is a run of \(run.configuration.agent), not of \(agent).")
    }
    guard settings.isEmpty, environment.settings.isEmpty, preset == nil, !options.beginsRun,
      envs == nil, expert == nil, demonstrations.isEmpty, !levels
    else {
      throw WrongUse("A resumed run keeps its settings; only --steps, --threads and the intervals can be changed.")
    }
    var plan = run.configuration.plan
    change(&plan)
    // Who asks for more steps of a run that has reached its goal wants them.
    if options.steps != nil, run.hasReachedGoal { plan.stopsAtReturn = nil }
    try plan.validate()
    return try TrainingJob(resuming: run, with: plan)
  }

  private func change(_ plan: inout TrainingPlan) {
    options.change(&plan)
    plan.environments = envs ?? plan.environments
    plan.threads = threads ?? plan.threads
  }
}
