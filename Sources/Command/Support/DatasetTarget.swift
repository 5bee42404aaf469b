import Demonstrations
import Environments
import Files
import Foundation
import Simulation

/// A dataset that episodes of a task are recorded to: a new one, or one of the same task that is there already.
struct DatasetTarget {
  /// What the user called it.
  let name: String
  /// Where it goes, and what Minari calls it.
  private let place: (url: URL, id: String)
  private let metadata: MinariMetadata
  /// The dataset as it is, if there is one.
  private let existing: MinariDataset?

  /// Finds the place.
  ///
  /// - Parameters:
  ///   - name: An id, or a folder.
  ///   - entry: The environment.
  ///   - overrides: What is changed of its configuration.
  /// - Throws: If Minari would not take the name, or if a dataset of another task is there.
  init(_ name: String, entry: CatalogEntry, overrides: ConfigurationOverrides) throws {
    self.name = name
    do {
      place = try DatasetRoot.standard.place(for: name)
    } catch {
      throw WrongUse(error.description)
    }
    let task = try entry.task(overrides)
    var metadata = MinariMetadata(
      id: place.id, observationSpace: task.observationSpace, actionSpace: task.actionSpace,
      environmentSpecification: entry.gymnasiumSpecification(overrides))
    metadata.environmentOverrides = overrides
    self.metadata = metadata
    let exists = place.url.appending(path: "data").ownStatus != nil
    existing = exists ? try MinariDataset(opening: place.url) : nil
  }

  /// The first seed that no episode was started with yet.
  func unusedSeed() throws -> UInt64 {
    try existing?.summaries().compactMap(\.seed).max().map { $0 &+ 1 } ?? 0
  }

  /// What is changed of the environment.
  var overrides: ConfigurationOverrides { metadata.environmentOverrides }

  /// How many episodes are there already.
  var episodeCount: Int { existing?.episodeCount ?? 0 }

  /// Opens the dataset for writing.
  ///
  /// - Parameters:
  ///   - algorithm: Who or what plays.
  ///   - author: Who records.
  ///   - summary: What there is to say about it.
  func open(algorithm: String, author: [String] = [], summary: String? = nil) throws -> MinariWriter {
    if existing != nil { return try MinariWriter(appendingTo: place.url, expecting: metadata) }
    var metadata = metadata
    metadata.algorithm = algorithm
    metadata.authors = author
    metadata.summary = summary
    return try MinariWriter(creating: place.url, metadata: metadata)
  }
}
