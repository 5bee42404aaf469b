import Demonstrations
import Environments
import Files
import Foundation
import Simulation

/// A dataset that episodes of a task are recorded to: a new one, or one of the same task that is there already.
struct DatasetTarget {
  /// The name that the user gave.
  let name: String
  /// The changes of the environment.
  let changes: WorldChanges
  /// The dataset's folder, and its id in Minari.
  private let place: (url: URL, id: String)
  private let metadata: MinariMetadata
  /// The dataset as it is, if there is one.
  private let existing: MinariDataset?

  /// Finds the place.
  ///
  /// - Parameters:
  ///   - name: An id, or a folder.
  ///   - entry: The environment.
  ///   - changes: The changes of the environment.
  /// - Throws: If Minari would not take the name, or if a dataset of another task is there.
  init(_ name: String, entry: CatalogEntry, changes: WorldChanges) throws {
    self.name = name
    do {
      place = try DatasetRoot.standard.place(for: name)
    } catch {
      throw WrongUse(error.description)
    }
    let task = try entry.task(changes.overrides, wrappers: changes.wrappers)
    var metadata = MinariMetadata(
      id: place.id, observationSpace: task.observationSpace, actionSpace: task.actionSpace,
      environmentSpecification: entry.gymnasiumSpecification(
        changes.overrides, isWrapped: !changes.wrappers.isEmpty || !changes.overrides.variations.isEmpty))
    metadata.environmentOverrides = changes.overrides
    metadata.environmentWrappers = changes.wrappers.texts
    self.changes = changes
    self.metadata = metadata
    let exists = place.url.appending(path: "data").ownStatus != nil
    existing = exists ? try MinariDataset(opening: place.url) : nil
  }

  /// The first seed that no episode was started with yet.
  func unusedSeed() throws -> UInt64 {
    try existing?.summaries().compactMap(\.seed).max().map { $0 &+ 1 } ?? 0
  }

  /// The number of episodes that are there already.
  var episodeCount: Int { existing?.episodeCount ?? 0 }

  /// Opens the dataset for writing.
  ///
  /// - Parameters:
  ///   - algorithm: The policy or the person that plays.
  ///   - author: The people who record.
  ///   - summary: A description in words.
  func open(algorithm: String, author: [String] = [], summary: String? = nil) throws -> MinariWriter {
    if existing != nil { return try MinariWriter(appendingTo: place.url, expecting: metadata) }
    var metadata = metadata
    metadata.algorithm = algorithm
    metadata.authors = author
    metadata.summary = summary
    return try MinariWriter(creating: place.url, metadata: metadata)
  }
}
