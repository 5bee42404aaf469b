import ArgumentParser
import Environments
import Simulation

/// The environment that a command works on.
struct EnvironmentOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The environment's id, such as CartPole-v1.", valueName: "env"), completion: .environments)
  var environment: String

  @OptionGroup var settings: EnvironmentSettings

  /// The environment's row of the catalogue.
  func entry() throws -> CatalogEntry { try Catalog.current.entry(environment) }

  /// The changes that are asked for.
  func changes() throws -> WorldChanges { try settings.changes() }
}

/// The changed and the varied parameters of the environment, and the wrappers around it.
struct EnvironmentSettings: ParsableArguments {
  @Option(
    name: .customLong("env-set"),
    help: ArgumentHelp(
      "Changes a parameter of the environment, such as gravity=1.6; repeatable; `palaestra envs ENV` explains them. "
        + "(default: none)", valueName: "key=value"))
  var assignments: [String] = []

  @Option(
    name: .customLong("vary"),
    help: ArgumentHelp(
      "Draws a parameter anew for each episode, such as gravity=5..15 or gravity=1..5,15..20; repeatable. (default: those "
        + "of the run or dataset that is given; none for none)", valueName: "key=low..high"))
  var ranges: [String] = []

  @Option(
    name: .customLong("wrap"),
    help: ArgumentHelp(
      "Puts a wrapper around the environment, such as frameStack=4 or grayscale; repeatable, the innermost first; "
        + "`palaestra envs --wrappers` lists them. (default: those of the run or dataset that is given; none for none)",
      valueName: "name=value"), completion: .wrappers)
  var wraps: [String] = []

  /// The text that stands for no wrappers, or nothing varied, where a run or a dataset would bring some along.
  private static let none = "none"

  /// True if nothing is asked for.
  var isEmpty: Bool { assignments.isEmpty && ranges.isEmpty && wraps.isEmpty }

  /// The changes that are asked for.
  func changes() throws -> WorldChanges {
    WorldChanges(
      overrides: try ConfigurationOverrides(parsing: assignments, varying: ranges == [Self.none] ? [] : ranges),
      wrappers: try wraps == [Self.none] ? WrapperList() : WrapperList(parsing: wraps))
  }

  /// Returns the changes that are asked for, over those that a run or a dataset brings along.
  ///
  /// A sentence on standard error says so.
  func changes(over world: TrainedWorld?) throws -> WorldChanges {
    let asked = try changes()
    guard let world else { return asked }
    let wrappers = try wraps.isEmpty ? world.wrapperList : WrapperList()
    let overrides = ranges == [Self.none] ? world.overrides.withoutVariations : world.overrides
    let taken = WorldChanges(overrides: overrides.excepting(asked.overrides), wrappers: wrappers)
    if !taken.isEmpty { Terminal.write("With the \(world.source)'s \(taken.options).") }
    return WorldChanges(
      overrides: overrides.changed(by: asked.overrides), wrappers: wraps.isEmpty ? wrappers : asked.wrappers)
  }
}

/// The policy that a command acts with.
struct PolicyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "random, heuristic, bundled, mcts:N, a run folder, a .safetensors file, or DATASET#k for a recorded episode.",
      valueName: "policy"), completion: .policies)
  var policy: String
}

/// The policy that is shown, if one is named.
struct ShownPolicyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "random, heuristic, bundled, mcts:N, a run folder, a .safetensors file, or DATASET#k for a recorded episode. (default: "
        + "bundled, or else heuristic)", valueName: "policy"), completion: .policies)
  var policy: String?

  /// The policy that is named, or the best that there is for an environment with changes.
  func name(for entry: CatalogEntry, _ settings: EnvironmentSettings) throws -> String {
    if let policy { return policy }
    let changes = try settings.changes()
    if changes.isEmpty, BundledPolicy(for: entry.id) != nil { return BundledPolicy.name }
    guard try entry.task(changes.overrides, wrappers: changes.wrappers).heuristic != nil else {
      throw WrongUse(
        "Nobody is there to be watched: \(entry.id) has no heuristic\(changes.isEmpty ? "" : " with these changes"); name a "
          + "--policy, such as random or a run folder.")
    }
    return "heuristic"
  }
}

/// The first episode shown, and the options of its window.
struct DisplayOptions: ParsableArguments {
  @Option(
    parsing: .unconditional, help: ArgumentHelp("The seed of the first episode. (default: 0)", valueName: "s"),
    transform: Number.seed)
  var seed: UInt64 = 0

  @OptionGroup var window: WindowOptions

  /// Pixels per unit of the drawing, if it is asked for.
  var zoom: Double? { window.zoom }

  /// The pace that is asked for, or the environment's own.
  func framesPerSecond(of entry: CatalogEntry, _ wrappers: WrapperList) -> Double {
    window.framesPerSecond(of: entry, wrappers)
  }
}

/// The pace and the zoom at which an environment is shown.
struct WindowOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Steps per second. (default: the environment's own pace)", valueName: "n"),
    transform: Number.framesPerSecond)
  var fps: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Pixels per unit of the drawing. (default: 1, or what the screen asks for)", valueName: "z"),
    transform: Number.zoom)
  var zoom: Double?

  /// The pace that is asked for, or the environment's own.
  func framesPerSecond(of entry: CatalogEntry, _ wrappers: WrapperList) -> Double {
    fps ?? entry.framesPerSecond(behind: wrappers)
  }
}

extension CatalogEntry {
  /// Returns the environment with changes, and writes the warnings about them.
  func announcedTask(_ changes: WorldChanges) throws -> ConfiguredTask {
    let task = try task(changes.overrides, wrappers: changes.wrappers)
    for warning in task.warnings { Terminal.write("Warning: \(warning)") }
    return task
  }

  /// The environment's own pace, in actions per second.
  func framesPerSecond(behind wrappers: WrapperList) -> Double {
    Double(framesPerSecond) / Double(wrappers.stepsPerAction)
  }
}
