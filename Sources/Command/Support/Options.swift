import ArgumentParser
import Environments
import Simulation

/// The environment that a command works on.
struct EnvironmentOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The environment's id, such as CartPole-v1.", valueName: "env"))
  var environment: String

  @OptionGroup var settings: EnvironmentSettings

  /// The environment's row of the catalogue.
  func entry() throws -> CatalogEntry { try Catalog.entry(environment) }

  /// The changed parameters.
  func overrides() throws -> ConfigurationOverrides { try settings.overrides() }
}

/// What is changed of an environment.
struct EnvironmentSettings: ParsableArguments {
  @Option(
    name: .customLong("env-set"),
    help: ArgumentHelp(
      "Changes a parameter of the environment, such as gravity=1.6; repeatable.", valueName: "key=value"))
  var assignments: [String] = []

  /// The changed parameters.
  func overrides() throws -> ConfigurationOverrides { try ConfigurationOverrides(parsing: assignments) }
}

/// The policy that a command acts with.
struct PolicyOptions: ParsableArguments {
  @Option(help: ArgumentHelp("random, heuristic, a run folder, or a .safetensors file.", valueName: "policy"))
  var policy: String
}
