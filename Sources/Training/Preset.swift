import Simulation

/// Settings of an agent that are known to work for a task.
public struct Preset<Configuration: Settings>: Sendable, Equatable {
  /// The name; a preset named as an environment is that environment's default.
  public let name: String
  /// The agent's settings.
  public let configuration: Configuration
  /// The training plan.
  public let plan: TrainingPlan
  /// The changed parameters of the environment that it is for.
  public let environment: ConfigurationOverrides
  /// The wrappers around the environment, such as `frameStack=4`, the innermost first.
  public let wrappers: [String]

  /// Makes a preset.
  public init(
    _ name: String, _ configuration: Configuration, _ plan: TrainingPlan,
    environment: ConfigurationOverrides = ConfigurationOverrides(), wrappers: [String] = []
  ) {
    self.name = name
    self.configuration = configuration
    self.plan = plan
    self.environment = environment
    self.wrappers = wrappers
  }
}
