import Foundation
import Simulation

/// Everything that is needed to repeat a run.
public struct RunConfiguration: Codable, Equatable, Sendable {
  /// The id of the environment.
  public var environment: String
  /// What was changed of the environment's configuration.
  public var environmentOverrides: ConfigurationOverrides
  /// The name of the agent.
  public var agent: String
  /// The name of the preset; `nil` for the agent's defaults.
  public var preset: String?
  /// What was changed of the agent's configuration.
  public var agentOverrides: ConfigurationOverrides
  /// The agent's configuration with preset and changes, as text by name.
  public var agentConfiguration: [String: String]
  /// The datasets whose episodes are imitated; `nil` if there are none.
  public var demonstrations: [String]?
  /// The policy that is asked what to do; `nil` if none is.
  public var expert: String?
  /// Whether the agent makes levels to learn in; `nil` if episodes are drawn as usual.
  public var levels: Bool?
  /// What the steps of the plan are; `nil` if they are steps in environments.
  public var unit: StepUnit?
  /// How long to train.
  public var plan: TrainingPlan
  /// The mean return from which the task counts as solved, if one is agreed on.
  public var rewardThreshold: Double?
  /// Which release of Palaestra wrote it.
  public var version = Release.version

  /// Describes a run.
  public init(
    environment: String, environmentOverrides: ConfigurationOverrides, agent: String, preset: String?,
    agentOverrides: ConfigurationOverrides, agentConfiguration: [String: String], plan: TrainingPlan,
    rewardThreshold: Double? = nil
  ) {
    self.environment = environment
    self.environmentOverrides = environmentOverrides
    self.agent = agent
    self.preset = preset
    self.agentOverrides = agentOverrides
    self.agentConfiguration = agentConfiguration
    self.plan = plan
    self.rewardThreshold = rewardThreshold
  }

  func policyMetadata(steps: Int) -> [String: String] {
    var metadata = [
      "format": "palaestra-policy", "version": version, "environment": environment, "agent": agent,
      "steps": "\(steps)", "seed": "\(plan.seed)",
    ]
    if !environmentOverrides.values.isEmpty {
      let text = try? RunFolder.encoder.encode(environmentOverrides)
      metadata[Self.overridesName] = text.map { String(decoding: $0, as: UTF8.self) }
    }
    return metadata
  }

  /// What was changed of the environment that a policy was trained in, by the policy's metadata; `nil` if they do not say.
  public static func overrides(in metadata: [String: String]) -> ConfigurationOverrides? {
    metadata[overridesName].flatMap { try? JSONDecoder().decode(ConfigurationOverrides.self, from: Data($0.utf8)) }
  }

  private static let overridesName = "environment_overrides"
}

/// The release.
public enum Release {
  /// The version, as `palaestra --version` prints it.
  public static let version = "0.1.0"
}
