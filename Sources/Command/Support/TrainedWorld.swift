import Files
import Foundation
import Safetensors
import Simulation
import Training

/// The world that a stored policy was trained in, as its run or its file knows it.
struct TrainedWorld {
  /// What knows it, for sentences.
  let source: String
  /// The environment's id.
  let environment: String
  /// What was changed of the environment.
  let overrides: ConfigurationOverrides

  /// The world of a run folder or a policy file; `nil` if a text names neither, or one that does not know.
  static func ofPolicy(_ name: String) -> TrainedWorld? {
    let url = URL(userPath: name)
    return switch url.status?.kind {
    case .folder: ofRun(url)
    case .file: ofFile(url)
    default: nil
    }
  }

  private static func ofRun(_ url: URL) -> TrainedWorld? {
    let configuration = try? RunFolder(opening: url).configuration
    return configuration.map {
      TrainedWorld(source: "run", environment: $0.environment, overrides: $0.environmentOverrides)
    }
  }

  /// Files that are older than what they know of their world lie in their run's folder as a rule.
  private static func ofFile(_ url: URL) -> TrainedWorld? {
    guard let metadata = try? SafetensorsFile(contentsOf: url).metadata else { return nil }
    guard let environment = metadata["environment"], let overrides = RunConfiguration.overrides(in: metadata) else {
      return ofRun(url.deletingLastPathComponent())
    }
    return TrainedWorld(source: "policy", environment: environment, overrides: overrides)
  }
}

extension EnvironmentOptions {
  /// The changed parameters for a policy: those of the world that it was trained in, unless told otherwise.
  ///
  /// What is taken from there is said.
  func overrides(for policy: String) throws -> ConfigurationOverrides {
    let asked = try overrides()
    guard let world = TrainedWorld.ofPolicy(policy), world.environment == environment else { return asked }
    let taken = ConfigurationOverrides(world.overrides.values.filter { asked.values[$0.key] == nil })
    if !taken.values.isEmpty { Terminal.write("With the \(world.source)'s \(taken.options).") }
    return world.overrides.changed(by: asked)
  }
}

extension ConfigurationOverrides {
  /// The values as one would type them: `--env-set gravity=1.6`; empty if there are none.
  var options: String { assignments.map { "--env-set \(Shell.quoted($0))" }.joined(separator: " ") }
}
