import Foundation
import Simulation

/// The conditions on the episodes of a dataset that are wanted.
public struct EpisodeFilter: Equatable, Sendable {
  /// The smallest return.
  public var minimumReturn = -Double.infinity
  /// The largest return.
  public var maximumReturn = Double.infinity
  /// The numbers of the episodes; `nil` for all.
  public var indices: Set<Int>?
  /// True if only those are wanted that terminated, and were not cut off.
  public var terminatedOnly = false

  /// Makes a filter that every episode passes.
  public init() {}

  /// Returns true if an episode is wanted.
  public func accepts(_ episode: EpisodeSummary) -> Bool {
    (minimumReturn...max(minimumReturn, maximumReturn)).contains(episode.episodeReturn)
      && episode.episodeReturn <= maximumReturn && indices?.contains(episode.index) ?? true
      && (!terminatedOnly || episode.ending == .terminated)
  }
}

extension MinariDataset {
  /// Writes the episodes of several datasets of one task, one after the other, to a new dataset.
  ///
  /// - Parameters:
  ///   - datasets: The datasets to merge.
  ///   - url: The folder of the new dataset.
  ///   - id: Its id.
  ///   - shouldStop: Asked before every episode; `true` ends it without a new dataset.
  /// - Throws: A ``DatasetError`` if the tasks differ, if there is a dataset already, or if it was stopped.
  @discardableResult
  public static func merge(
    _ datasets: [MinariDataset], into url: URL, as id: String, shouldStop: () -> Bool = { false }
  ) throws(DatasetError) -> Self {
    guard let first = datasets.first else { throw DatasetError("There is nothing to merge.") }
    for other in datasets.dropFirst() where !first.metadata.describesSameTask(as: other.metadata) {
      throw DatasetError(
        "\(first.url.relativePath) and \(other.url.relativePath) cannot be merged: one holds episodes of "
          + "\(first.metadata.task), the other of \(other.metadata.task).")
    }
    var metadata = first.metadata
    metadata.id = id
    metadata.combinedDatasets = datasets.map(\.metadata.id)
    metadata.authors = unique(datasets.flatMap(\.metadata.authors))
    metadata.authorEmails = unique(datasets.flatMap(\.metadata.authorEmails))
    let algorithms = unique(datasets.compactMap(\.metadata.algorithm))
    metadata.algorithm = algorithms.isEmpty ? nil : algorithms.joined(separator: ", ")
    return try write(datasets.map { ($0, Array(0..<$0.episodeCount)) }, to: url, metadata, shouldStop)
  }

  /// Writes the episodes that are wanted to a new dataset.
  ///
  /// - Parameters:
  ///   - filter: The conditions on the episodes.
  ///   - url: The folder of the new dataset.
  ///   - id: Its id.
  ///   - shouldStop: Asked before every episode; `true` ends it without a new dataset.
  /// - Throws: A ``DatasetError`` if none is wanted, if there is a dataset already, or if it was stopped.
  @discardableResult
  public func filter(
    _ filter: EpisodeFilter, into url: URL, as id: String, shouldStop: () -> Bool = { false }
  ) throws(DatasetError) -> Self {
    if let beyond = filter.indices?.filter({ !(0..<episodeCount).contains($0) }).min() {
      throw DatasetError(
        "\(self.url.relativePath) has no episode \(beyond): its \(episodeCount) are numbered from 0.")
    }
    return try write(try summaries().filter { filter.accepts($0) }.map(\.index), to: url, as: id, shouldStop)
  }

  /// Writes the first episodes to one new dataset, and the others to another.
  ///
  /// - Parameters:
  ///   - count: The number of episodes that go to the first one.
  ///   - shuffleSeed: The seed by which the episodes are shuffled first; `nil` leaves them in their order.
  ///   - first: The folder and the id of the first one.
  ///   - second: The folder and the id of the second one.
  ///   - shouldStop: Asked before every episode; `true` ends it without the dataset that is being written.
  /// - Throws: A ``DatasetError`` if one of them would be empty, if there is a dataset already, or if it was stopped.
  @discardableResult
  public func split(
    firstCount count: Int, shuffledBy shuffleSeed: UInt64? = nil, into first: (url: URL, id: String),
    and second: (url: URL, id: String), shouldStop: () -> Bool = { false }
  ) throws(DatasetError) -> (Self, Self) {
    guard (1..<max(episodeCount, 1)).contains(count) else {
      throw DatasetError(
        "\(url.relativePath) has \(episodeCount) episodes, which cannot be split into \(count) and the others: each "
          + "part needs at least one.")
    }
    guard first.url.standardizedFileURL.path != second.url.standardizedFileURL.path,
      !DatasetFolder(second.url).exists
    else {
      throw DatasetError("\(second.url.relativePath) is taken already; choose another name for the second part.")
    }
    var indices = Array(0..<episodeCount)
    if let shuffleSeed {
      var generator = RandomGenerator(seed: shuffleSeed)
      generator.shuffle(&indices)
    }
    let head = try write(indices[..<count].sorted(), to: first.url, as: first.id, shouldStop)
    return (head, try write(indices[count...].sorted(), to: second.url, as: second.id, shouldStop))
  }

  private func write(
    _ indices: [Int], to url: URL, as id: String, _ shouldStop: () -> Bool
  ) throws(DatasetError) -> Self {
    var metadata = metadata
    metadata.id = id
    return try Self.write([(self, indices)], to: url, metadata, shouldStop)
  }

  private static func write(
    _ sources: [(dataset: MinariDataset, indices: [Int])], to url: URL, _ metadata: MinariMetadata,
    _ shouldStop: () -> Bool
  ) throws(DatasetError) -> Self {
    guard sources.contains(where: { !$0.indices.isEmpty }) else {
      throw DatasetError(
        "No episode of \(sources.map(\.dataset.url.relativePath).joined(separator: ", ")) is wanted.")
    }
    let writer = try MinariWriter(creating: url, metadata: metadata)
    do throws(DatasetError) {
      for source in sources {
        var allowance = source.dataset.allowance
        for index in source.indices {
          if shouldStop() { throw DatasetError("Stopped; \(url.relativePath) is not written.") }
          try writer.append(try source.dataset.episode(index, within: &allowance))
        }
      }
      try writer.close()
    } catch {
      // A part of what was asked for would look like all of it.
      writer.discard()
      throw error
    }
    return try MinariDataset(opening: url)
  }

  private static func unique(_ texts: [String]) -> [String] {
    texts.enumerated().filter { texts.firstIndex(of: $0.element) == $0.offset }.map(\.element)
  }
}
