import Demonstrations
import Environments
import Foundation
import Simulation

/// Datasets, one of whose files is damaged: read as a whole, learned from, and appended to in a copy.
struct DatasetFormat: Format {
  let name: String
  /// The path of the damaged file within the dataset's folder, such as `data/main_data.hdf5`.
  private let file: String

  /// The file of the episodes.
  static let episodes = DatasetFormat(name: "dataset", file: "data/main_data.hdf5")
  /// The dataset's description of itself.
  static let metadata = DatasetFormat(name: "dataset-metadata", file: "data/metadata.json")

  func makeSeeds(in root: URL) throws -> [Seed] {
    try ["CartPole-v1", "FrozenLake-v1", "Pendulum-v1"].map { id in
      try TinyDataset(id).write(to: root.appending(path: "\(id)/seed-v0"))
      return Seed(folder: "\(id)/seed-v0", file: file)
    }
  }

  func read(_ file: URL, of seed: Seed) throws {
    let url = file.deletingLastPathComponent().deletingLastPathComponent()
    let copy = url.deletingLastPathComponent().appending(path: "copy-v0")
    try? FileManager.default.removeItem(at: copy)
    try FileManager.default.copyItem(at: url, to: copy)
    let dataset = try MinariDataset(opening: url)
    let writer = Result { try MinariWriter(appendingTo: copy) }
    _ = try dataset.summaries()
    let demonstrations = try dataset.demonstrations()
    // One is enough to see whether the copy takes more.
    try writer.get().append(contentsOf: Array(demonstrations.episodes.prefix(1)))
  }
}

/// Journals, as a recording leaves them that was killed within an episode: read over, replayed in a copy, and gone on with.
struct JournalFormat: Format {
  let name = "journal"

  func makeSeeds(in root: URL) throws -> [Seed] {
    let url = root.appending(path: "CartPole-v1/seed-v0")
    try TinyDataset("CartPole-v1").write(to: url)
    try Recorder(appendingTo: url).stopWithin(url.appending(path: Self.file))
    return [Seed(folder: "CartPole-v1/seed-v0", file: Self.file)]
  }

  func read(_ file: URL, of seed: Seed) throws { try DatasetFormat.episodes.read(file, of: seed) }

  private static let file = "data/main_data.hdf5.journal"
}

/// A few short episodes of random actions.
struct TinyDataset {
  private let id: String
  private let task: ConfiguredTask

  init(_ id: String) throws {
    self.id = id
    task = try Catalog.standard.entry(id).task()
  }

  /// Writes them to a new dataset.
  func write(to url: URL) throws {
    let metadata = MinariMetadata(
      id: "seed-v0", observationSpace: task.observationSpace, actionSpace: task.actionSpace)
    try append(to: try MinariWriter(creating: url, metadata: metadata))
  }

  /// Writes them behind those that a writer has written, and closes it.
  func append(to writer: MinariWriter) throws {
    var recorder = EpisodeRecorder(task.randomPolicy(), in: task.makeVector(count: 2), seed: 0, stepLimit: 30)
    try writer.append(contentsOf: recorder.record(4))
    try writer.close()
  }
}

/// A process that appends episodes to a dataset until it is killed.
struct Recorder {
  private let process = Process()

  init(appendingTo url: URL) throws {
    process.executableURL = URL(filePath: CommandLine.arguments[0])
    process.arguments = ["journal", "--recorder", url.path]
    try process.run()
  }

  /// The process's own work: appends episodes for ever.
  static func record(to url: URL) throws {
    while true { try TinyDataset("CartPole-v1").append(to: MinariWriter(appendingTo: url)) }
  }

  /// Kills it at a moment at which a file is there that holds something.
  func stopWithin(_ file: URL) throws {
    defer {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    while process.isRunning {
      kill(process.processIdentifier, SIGSTOP)
      if let size = try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize, size > 0 { return }
      kill(process.processIdentifier, SIGCONT)
      usleep(200)
    }
    throw CocoaError(.fileReadNoSuchFile)
  }
}
