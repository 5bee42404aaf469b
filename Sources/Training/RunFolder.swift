import Foundation
import Safetensors
import Simulation

/// The folder of a training run: `runs/<environment>/<agent>-<seed>-<n>/`.
///
/// It holds `config.json` (everything needed to repeat the run), `policy.safetensors`, `best.safetensors`,
/// `checkpoint.safetensors`, `metrics.csv`, `evaluations.json` and `curve.png`. Every file is written under a
/// temporary name and renamed, so that a crash leaves the last good one.
public struct RunFolder: Sendable {
  /// Which policy of a run.
  public enum PolicyKind: String, Sendable {
    /// The one with the best evaluation.
    case best
    /// The last one.
    case latest = "policy"
  }

  /// Where the folder is.
  public let url: URL
  /// What the run is.
  public let configuration: RunConfiguration

  /// Makes the folder of a new run and writes its configuration.
  ///
  /// - Parameters:
  ///   - configuration: What the run is.
  ///   - root: The folder of all runs; the run's own is the first `<agent>-<seed>-<n>` that is free.
  ///   - url: The run's own folder instead; it must not exist, or be empty.
  public init(
    creating configuration: RunConfiguration, under root: URL = URL(filePath: "runs"), at url: URL? = nil
  ) throws {
    self.url = try url.map(Self.empty) ?? Self.free(configuration, under: root)
    self.configuration = configuration
    do {
      try FileManager.default.createDirectory(at: self.url, withIntermediateDirectories: true)
    } catch {
      throw RunFolderError("The folder \(self.url.path) cannot be made: \(error.localizedDescription)")
    }
    try write(configuration, to: "config.json")
  }

  /// Opens the folder of a run.
  public init(opening url: URL) throws {
    let file = url.appending(path: "config.json")
    guard let data = try? Data(contentsOf: file) else {
      throw RunFolderError("\(url.path) is no run folder: it has no readable config.json.")
    }
    do {
      configuration = try JSONDecoder().decode(RunConfiguration.self, from: data)
    } catch {
      throw RunFolderError("\(file.path) is damaged: \(error.localizedDescription)")
    }
    self.url = url
  }

  /// The file of a policy.
  public func policyURL(_ kind: PolicyKind) -> URL { url.appending(path: "\(kind.rawValue).safetensors") }

  /// Writes a policy with what is needed to use it elsewhere.
  func write(policy: some SavablePolicy, as kind: PolicyKind, steps: Int) throws {
    var writer = SafetensorsWriter(metadata: configuration.policyMetadata(steps: steps))
    policy.write(to: &writer)
    try writer.write(to: policyURL(kind))
  }

  /// Writes the evaluations and the metrics, and draws the curve.
  func write(_ evaluations: [EvaluationRecord], _ metrics: MetricsTable) throws {
    try write(evaluations, to: "evaluations.json")
    try write(Data(metrics.csv.utf8), to: "metrics.csv")
    try drawCurve(of: evaluations)
  }

  private static let checkpointName = "checkpoint.safetensors"

  func writeCheckpoint(_ state: TrainerState, agent: (inout SafetensorsWriter) -> Void) throws {
    var writer = SafetensorsWriter(metadata: configuration.policyMetadata(steps: state.steps))
    agent(&writer)
    writer.metadata["trainer"] = String(decoding: try JSONEncoder().encode(state), as: UTF8.self)
    try writer.write(to: url.appending(path: Self.checkpointName))
  }

  func readCheckpoint() throws -> (TrainerState, SafetensorsFile) {
    let file = try SafetensorsFile(contentsOf: url.appending(path: Self.checkpointName))
    guard let text = file.metadata["trainer"],
      let state = try? JSONDecoder().decode(TrainerState.self, from: Data(text.utf8))
    else {
      throw RunFolderError(
        "\(url.path)/\(Self.checkpointName) is no checkpoint: its metadata has no usable 'trainer'.")
    }
    return (state, file)
  }

  private func write(_ value: some Encodable, to name: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try write(encoder.encode(value), to: name)
  }

  private func write(_ data: Data, to name: String) throws {
    do {
      try data.write(to: url.appending(path: name), options: .atomic)
    } catch {
      throw RunFolderError("\(url.path)/\(name) cannot be written: \(error.localizedDescription)")
    }
  }

  private static func free(_ configuration: RunConfiguration, under root: URL) -> URL {
    let parent = root.appending(path: configuration.environment)
    let stem = "\(configuration.agent)-\(configuration.plan.seed)"
    var number = 1
    while FileManager.default.fileExists(atPath: parent.appending(path: "\(stem)-\(number)").path) { number += 1 }
    return parent.appending(path: "\(stem)-\(number)")
  }

  private static func empty(_ url: URL) throws -> URL {
    let contents = try? FileManager.default.contentsOfDirectory(atPath: url.path)
    guard contents?.isEmpty ?? !FileManager.default.fileExists(atPath: url.path) else {
      throw RunFolderError("\(url.path) exists already; choose another folder, or go on with --resume \(url.path).")
    }
    return url
  }
}

/// A run folder that cannot be used.
public struct RunFolderError: Error, CustomStringConvertible {
  /// One sentence that names the folder, what is wrong, and the way out.
  public let description: String

  /// Makes an error from its sentence.
  public init(_ description: String) { self.description = description }
}
