import Files
import Foundation
import Safetensors
import Simulation

/// The folder of a training run: `runs/<environment>/<agent>-<seed>-<n>/`.
///
/// It holds `config.json` (everything needed to repeat the run), `policy.safetensors`, `best.safetensors`,
/// `checkpoint.safetensors`, `metrics.csv`, `evaluations.json` and `curve.png`. Every one of these appears whole or not
/// at all, so that a crash leaves the last good one. Beside them are TensorBoard's event files, `events.out.tfevents.*`,
/// which only grow.
///
/// Only one process at a time can train in a folder: a value that was made by ``init(creating:under:at:)`` or
/// ``init(claiming:)`` holds a lock, and another process that claims the folder is refused meanwhile.
public struct RunFolder: Sendable {
  /// The policies that a run keeps.
  public enum PolicyKind: String, Sendable {
    /// The one with the best evaluation.
    case best
    /// The last one.
    case latest = "policy"
  }

  /// The folder's URL.
  public let url: URL
  /// The run's configuration.
  public let configuration: RunConfiguration
  /// The lock that keeps others from training here; `nil` for those who only read.
  private let lock: FolderLock?

  /// Makes the folder of a new run and writes its configuration.
  ///
  /// - Parameters:
  ///   - configuration: The run's configuration.
  ///   - root: The folder of all runs; the run's own is the first `<agent>-<seed>-<n>` that is free.
  ///   - url: The run's own folder instead; it must not exist, or be empty.
  public init(
    creating configuration: RunConfiguration, under root: URL = URL(userPath: "runs"), at url: URL? = nil
  ) throws {
    (self.url, lock) = try url.map(Self.makeEmpty) ?? Self.makeFree(configuration, under: root)
    self.configuration = configuration
    try write(configuration, to: Self.configurationName)
  }

  /// Opens the folder of a run to look at it.
  public init(opening url: URL) throws {
    try self.init(url, nil)
  }

  /// Opens the folder of a run to go on with it, and keeps others from doing so as long as this value or a copy is there.
  ///
  /// Files that a killed process left half written are removed.
  ///
  /// - Throws: `RunFolderError` if another process trains there.
  public init(claiming url: URL) throws {
    // A folder that is no run must stay as it is, without a lock and with all its files.
    _ = try RunFolder(opening: url)
    let lock = try Self.claim(url)
    Self.sweep(url)
    // Read again, since a process that held the lock until now may have changed the plan.
    try self.init(url, lock)
  }

  private init(_ url: URL, _ lock: FolderLock?) throws {
    let file = url.appending(path: Self.configurationName)
    let data: Data
    do throws(FileError) {
      data = try FileContents.read(file)
    } catch {
      let name = Self.configurationName
      let reason = error.isMissing ? "it has no readable \(name)" : "its \(name) cannot be read: \(error)"
      throw RunFolderError("\(url.relativePath) is no run folder: \(reason).")
    }
    do {
      configuration = try UntrustedJSON.decode(RunConfiguration.self, from: data)
      try configuration.plan.validate()
    } catch let error as ConfigurationError {
      throw RunFolderError("The plan in \(file.relativePath) cannot be: \(error.description)")
    } catch let refusal as UntrustedJSON.Refusal {
      throw RunFolderError("\(file.relativePath) is damaged: it \(refusal).")
    } catch {
      throw RunFolderError("\(file.relativePath) is damaged: \(Self.damage(error)).")
    }
    self.url = url
    self.lock = lock
  }

  /// Opens the folder of a run to go on with it by another plan, which is written down.
  public init(resuming folder: RunFolder, with plan: TrainingPlan) throws {
    url = folder.url
    lock = folder.lock
    var configuration = folder.configuration
    configuration.plan = plan
    self.configuration = configuration
    if plan != folder.configuration.plan { try write(configuration, to: Self.configurationName) }
  }

  /// The file of a policy.
  public func policyURL(_ kind: PolicyKind) -> URL { url.appending(path: "\(kind.rawValue).safetensors") }

  /// Writes a policy with what is needed to use it elsewhere.
  func write(policy: some SavablePolicy, as kind: PolicyKind, steps: Int) throws {
    var writer = SafetensorsWriter(metadata: configuration.policyMetadata(steps: steps))
    policy.write(to: &writer)
    try writer.write(to: policyURL(kind))
  }

  static let configurationName = "config.json"
  static let evaluationsName = "evaluations.json"
  static let metricsName = "metrics.csv"
  private static let checkpointName = "checkpoint.safetensors"

  /// Writes what goes on from a checkpoint.
  func writeCheckpoint(of state: some Checkpointable, steps: Int) throws {
    var writer = SafetensorsWriter(metadata: configuration.policyMetadata(steps: steps))
    try state.writeCheckpoint(to: &writer)
    try writer.write(to: url.appending(path: Self.checkpointName))
  }

  /// Goes on from the checkpoint, whole or not at all.
  func readCheckpoint(of state: inout some Checkpointable) throws {
    do {
      try state.readCheckpoint(from: SafetensorsFile(contentsOf: url.appending(path: Self.checkpointName)))
    } catch let error as CheckpointError {
      throw RunFolderError(
        "\(url.relativePath)/\(Self.checkpointName) cannot be gone on from. \(error.description)")
    }
  }

  private func write(_ value: some Encodable, to name: String) throws {
    let encoder = Self.encoder
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try write(encoder.encode(value), to: name)
  }

  func write(_ data: Data, to name: String) throws {
    do throws(FileError) {
      try FileReplacement.write(data, to: url.appending(path: name))
    } catch {
      throw RunFolderError.notWritten(url.appending(path: name), error.reason)
    }
  }
}

extension RunFolder {
  /// Numbers that JSON has no digits for, as a diverged run yields them, are written as texts.
  static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return encoder
  }

  /// Reads what ``encoder`` writes.
  static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return decoder
  }

  private static func damage(_ error: any Error) -> String {
    func place(_ path: [any CodingKey]) -> String { path.map(\.stringValue).joined(separator: ".") }
    return switch error {
    case DecodingError.keyNotFound(let key, let context): "it has no '\(place(context.codingPath + [key]))'"
    case DecodingError.typeMismatch(_, let context) where !context.codingPath.isEmpty,
      DecodingError.valueNotFound(_, let context) where !context.codingPath.isEmpty,
      DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
      "its '\(place(context.codingPath))' does not work"
    default: "it is no JSON object"
    }
  }
}

/// A run folder that cannot be used.
public struct RunFolderError: Error, CustomStringConvertible {
  /// One sentence that names the folder, what is wrong, and the way out.
  public let description: String

  /// Makes an error from its sentence.
  public init(_ description: String) { self.description = description }

  static func notMade(_ url: URL, _ reason: String) -> RunFolderError {
    RunFolderError("The folder \(url.relativePath) cannot be made: \(reason).")
  }

  static func notWritten(_ url: URL, _ reason: String) -> RunFolderError {
    RunFolderError("\(url.relativePath) cannot be written: \(reason). What stood there before is untouched.")
  }
}
