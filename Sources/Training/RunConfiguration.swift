import Files
import Foundation
import Simulation

/// The configuration of a run: everything that is needed to repeat it.
public struct RunConfiguration: Codable, Equatable, Sendable {
  /// The id of the environment.
  public var environment: String
  /// The changed and the varied parameters of the environment.
  public var environmentOverrides: ConfigurationOverrides
  /// The wrappers around the environment, such as `frameStack=4`, the innermost first; `nil` if there are none.
  public var wrappers: [String]?
  /// The name of the agent.
  public var agent: String
  /// The name of the preset; `nil` for the agent's defaults.
  public var preset: String?
  /// The changed settings of the agent.
  public var agentOverrides: ConfigurationOverrides
  /// The agent's configuration with preset and changes, as text by name.
  public var agentConfiguration: [String: String]
  /// The datasets whose episodes are imitated; `nil` if there are none.
  public var demonstrations: [String]?
  /// The expert policy that is asked for actions; `nil` if there is none.
  public var expert: String?
  /// True if the agent makes levels to learn in; `nil` if episodes are drawn as usual.
  public var levels: Bool?
  /// The unit of the plan's steps; `nil` for environment steps.
  public var unit: StepUnit?
  /// The training plan.
  public var plan: TrainingPlan
  /// The mean return from which the task counts as solved, if one is agreed on.
  public var rewardThreshold: Double?
  /// The release of Palaestra that wrote the configuration.
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
    if !environmentOverrides.isEmpty {
      let text = try? RunFolder.encoder.encode(environmentOverrides)
      metadata[Self.overridesName] = text.map { String(decoding: $0, as: UTF8.self) }
    }
    if let wrappers, let text = try? RunFolder.encoder.encode(wrappers) {
      metadata[Self.wrappersName] = String(decoding: text, as: UTF8.self)
    }
    return metadata
  }

  /// Returns the changed parameters of a policy's environment, by the policy's metadata; `nil` if they do not say.
  public static func overrides(in metadata: [String: String]) -> ConfigurationOverrides? {
    metadata[overridesName].flatMap { try? UntrustedJSON.decode(ConfigurationOverrides.self, from: Data($0.utf8)) }
  }

  /// Returns the wrappers around a policy's environment, by the policy's metadata; `nil` if they do not say.
  public static func wrappers(in metadata: [String: String]) -> [String]? {
    metadata[wrappersName].flatMap { try? UntrustedJSON.decode([String].self, from: Data($0.utf8)) }
  }

  private static let overridesName = "environment_overrides"
  private static let wrappersName = "environment_wrappers"
}

/// The release.
public enum Release {
  /// The version, as `palaestra --version` prints it.
  public static let version = "0.1.0"
}
