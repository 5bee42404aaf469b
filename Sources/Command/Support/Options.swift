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
  func entry() throws -> CatalogEntry { try Catalog.entry(environment) }

  /// The changed parameters.
  func overrides() throws -> ConfigurationOverrides { try settings.overrides() }
}

/// The changed parameters of the environment.
struct EnvironmentSettings: ParsableArguments {
  @Option(
    name: .customLong("env-set"),
    help: ArgumentHelp(
      "Changes a parameter of the environment, such as gravity=1.6; repeatable; `palaestra envs ENV` explains them. "
        + "(default: none)", valueName: "key=value"))
  var assignments: [String] = []

  /// The changed parameters.
  func overrides() throws -> ConfigurationOverrides { try ConfigurationOverrides(parsing: assignments) }
}

/// The policy that a command acts with.
struct PolicyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "random, heuristic, a run folder, a .safetensors file, or DATASET#k for a recorded episode.",
      valueName: "policy"), completion: .policies)
  var policy: String
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
  func framesPerSecond(of entry: CatalogEntry) -> Double { window.framesPerSecond(of: entry) }
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
  func framesPerSecond(of entry: CatalogEntry) -> Double { fps ?? Double(entry.framesPerSecond) }
}

extension CatalogEntry {
  /// Returns the environment with changes of its configuration, and writes the warnings about them.
  func announcedTask(_ overrides: ConfigurationOverrides) throws -> ConfiguredTask {
    let task = try task(overrides)
    for warning in task.warnings { Terminal.write("Warning: \(warning)") }
    return task
  }
}
