import Demonstrations
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
  /// The wrappers around the environment.
  let wrappers: [String]

  /// The wrappers, as `--wrap` would read them.
  ///
  /// - Throws: A ``Failure`` if it would not.
  var wrapperList: WrapperList {
    get throws {
      do {
        return try WrapperList(parsing: wrappers)
      } catch {
        throw Failure("The wrappers of the \(source) do not work. \(error.description)")
      }
    }
  }

  /// True if it is that of an environment, or of another version: what was learned in CartPole-v0 fits CartPole-v1.
  func isOf(_ id: String) -> Bool { environment.withoutVersion == id.withoutVersion }

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
    return metadata.flatMap(ofDataset)
  }

  /// The world of a dataset; `nil` if it does not know.
  static func ofDataset(_ metadata: MinariMetadata) -> TrainedWorld? {
    metadata.environment.map { _ in TrainedWorld(ofDataset: metadata) }
  }

  private static func ofRun(_ url: URL) -> TrainedWorld? {
    (try? RunFolder(opening: url).configuration).map(TrainedWorld.init(ofRun:))
  }

  /// Returns the world of a policy file; for a file too old to know it, that of the run in whose folder it lies.
  static func ofFile(_ url: URL) -> TrainedWorld? {
    guard let metadata = try? SafetensorsFile(contentsOf: url).metadata else { return nil }
    let (overrides, wrappers) = (RunConfiguration.overrides(in: metadata), RunConfiguration.wrappers(in: metadata))
    guard let environment = metadata["environment"], overrides != nil || wrappers != nil else {
      return ofRun(url.deletingLastPathComponent())
    }
    return TrainedWorld(
      source: "policy", environment: environment, overrides: overrides ?? ConfigurationOverrides(),
      wrappers: wrappers ?? [])
  }
}

extension TrainedWorld {
  /// The world of a run.
  init(ofRun run: RunConfiguration) {
    self.init(
      source: "run", environment: run.environment, overrides: run.environmentOverrides, wrappers: run.wrappers ?? []
    )
  }

  /// The world of a dataset.
  init(ofDataset metadata: MinariMetadata) {
    self.init(
      source: "dataset", environment: metadata.environment ?? "", overrides: metadata.environmentOverrides,
      wrappers: metadata.environmentWrappers)
  }
}

extension String {
  /// The environment's id without its version.
  var withoutVersion: Substring { prefix { $0 != "-" } }
}

extension EnvironmentOptions {
  /// The changes for a policy: those of the world that it was trained in, unless told otherwise.
  func changes(for policy: String) throws -> WorldChanges {
    let world =
      policy == BundledPolicy.name
      ? BundledPolicy(for: environment).flatMap { TrainedWorld.ofFile($0.url) } : TrainedWorld.ofPolicy(policy)
    return try settings.changes(over: world?.environment == environment ? world : nil)
  }
}
