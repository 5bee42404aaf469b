import Files
import Foundation
import Safetensors
import Simulation
import Training

/// The world that a stored policy was trained in or an episode recorded in, as its run, file or dataset knows it.
struct TrainedWorld {
  /// The source of this knowledge, for sentences.
  let source: String
  /// The environment's id.
  let environment: String
  /// The changed parameters of the environment.
  let overrides: ConfigurationOverrides

  /// The world of a run folder, a policy file or a recorded episode; `nil` for other texts, and if it does not know.
  static func ofPolicy(_ name: String) -> TrainedWorld? {
    let url = URL(userPath: name)
    return switch url.status?.kind {
    case .folder: ofRun(url)
    case .file: ofFile(url)
    case nil: ofRecordedEpisode(name)
    default: nil
    }
  }

  private static func ofRecordedEpisode(_ name: String) -> TrainedWorld? {
    let metadata = DatasetLoader.recordedEpisode(name).flatMap { try? DatasetLoader.dataset($0.dataset).metadata }
    return metadata.flatMap { metadata in
      metadata.environment.map {
        TrainedWorld(source: "dataset", environment: $0, overrides: metadata.environmentOverrides)
      }
    }
  }

  private static func ofRun(_ url: URL) -> TrainedWorld? {
    let configuration = try? RunFolder(opening: url).configuration
    return configuration.map {
      TrainedWorld(source: "run", environment: $0.environment, overrides: $0.environmentOverrides)
    }
  }

  /// Returns the world of a policy file; for a file too old to know it, that of the run in whose folder it lies.
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
