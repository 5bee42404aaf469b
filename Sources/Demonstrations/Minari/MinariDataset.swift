import Files
import Foundation
import Simulation

/// A dataset of recorded episodes in Minari's layout, open for reading.
///
/// ```swift
/// let dataset = try MinariDataset(opening: DatasetRoot.standard.url(of: "LunarLander-v3/heuristic-v0"))
/// let first = try dataset.episode(0)
/// let everything = try dataset.demonstrations()
/// ```
///
/// Nothing is written: what a crash of a writer left half done is read as if it had been put right. Episodes that are
/// appended later are not seen.
///
/// Sources: Minari 0.5.4, `minari/dataset/_storages/hdf5_storage.py`; Minari 0.4.3, `minari/dataset/minari_storage.py`.
public struct MinariDataset: Sendable {
  /// The folder of the dataset, in which there is `data/`.
  public let url: URL
  /// The dataset's metadata.
  public let metadata: MinariMetadata
  /// The number of episodes.
  public let episodeCount: Int

  private let file: DatasetFile

  /// Opens a dataset.
  ///
  /// - Parameter url: The folder of the dataset.
  /// - Throws: A ``DatasetError`` if there is none, if it is damaged, if a newer Minari wrote it, or if another program
  ///   is writing it.
  public init(opening url: URL) throws(DatasetError) {
    let folder = DatasetFolder(url)
    try folder.check()
    self.url = url
    // In this order, as a writer counts an episode once it is in the file.
    let written = folder.metadata.ownStatus == nil ? nil : try MetadataFile(in: folder.data)
    file = try DatasetFile(folder.episodes, .reading)
    episodeCount = try file.episodeCount()
    let metadata = if let written { written.metadata } else { try MetadataFile(inAttributesOf: file).metadata }
    guard metadata.episodeCount <= episodeCount else {
      throw .damaged(
        folder.episodes, "it has \(episodeCount) episodes, but its metadata says \(metadata.episodeCount)")
    }
    self.metadata = metadata
  }

  /// The size of the episodes on disk, in bytes.
  public var byteCount: Int { file.byteCount }

  /// The number of steps of all episodes together.
  ///
  /// Counted where the metadata lags behind, or says what cannot be.
  public var stepCount: Int {
    get throws(DatasetError) {
      // A step takes more than a byte, however well it is packed.
      let claimed = metadata.stepCount
      if metadata.episodeCount == episodeCount, claimed >= 0, claimed / 200 <= byteCount { return claimed }
      var count = 0
      for index in 0..<episodeCount {
        let length = try file.episode(index).length()
        guard let sum = Untrusted.sum([count, length]) else {
          throw .damaged(file.url, "its episodes have more steps than can be counted")
        }
        count = sum
      }
      return count
    }
  }

  /// Reads an episode.
  ///
  /// - Parameter index: Its number, from 0.
  /// - Throws: A ``DatasetError`` if it is damaged, or made of what is not read.
  /// - Precondition: There is an episode of that number.
  public func episode(_ index: Int) throws(DatasetError) -> Episode {
    var allowance = allowance
    return try episode(index, within: &allowance)
  }

  /// The allowance for one reading of the file.
  var allowance: UnfoldingAllowance { UnfoldingAllowance(for: file) }

  func episode(_ index: Int, within allowance: inout UnfoldingAllowance) throws(DatasetError) -> Episode {
    try checkSpaces()
    let group = try group(index)
    let length = try group.length()
    var episode = Episode(
      observations: try group.elements(
        "observations", rows: length + 1, of: metadata.observationSpace, within: &allowance),
      actions: try group.elements("actions", rows: length, of: metadata.actionSpace, within: &allowance),
      rewards: try group.rewards(length, within: &allowance), ending: try group.ending(length, within: &allowance),
      seed: try group.wholeNumber("seed"))
    episode.drawnParameters = try group.drawnParameters(metadata.environmentOverrides.variations.keys)
    return episode
  }

  /// Opens an episode.
  func group(_ index: Int) throws(DatasetError) -> EpisodeGroup {
    precondition(
      (0..<episodeCount).contains(index), "\(url.relativePath) has \(episodeCount) episodes, not \(index)")
    return try file.episode(index)
  }

  /// Returns an episode's summary, which reads neither observations nor actions.
  ///
  /// - Precondition: There is an episode of that number.
  public func summary(of index: Int) throws(DatasetError) -> EpisodeSummary {
    var allowance = allowance
    return try summary(of: index, within: &allowance)
  }

  private func summary(
    of index: Int, within allowance: inout UnfoldingAllowance
  ) throws(DatasetError) -> EpisodeSummary {
    let group = try group(index)
    let length = try group.length()
    return EpisodeSummary(
      index: index, seed: try group.wholeNumber("seed"), length: length,
      episodeReturn: try group.rewards(length, within: &allowance).reduce(0, +),
      ending: try group.ending(length, within: &allowance))
  }

  /// Returns the summaries of all episodes, which read neither observations nor actions.
  public func summaries() throws(DatasetError) -> [EpisodeSummary] {
    var allowance = allowance
    var summaries: [EpisodeSummary] = []
    for index in 0..<episodeCount { summaries.append(try summary(of: index, within: &allowance)) }
    return summaries
  }

  private func checkSpaces() throws(DatasetError) {
    guard metadata.observationSpace.isStorable, metadata.actionSpace.isStorable else {
      throw DatasetError(
        "\(url.relativePath) has observations of \(metadata.observationSpace) and actions of "
          + "\(metadata.actionSpace), which no environment exchanges.")
    }
  }
}

/// The summary of an episode: all but its observations and actions.
public struct EpisodeSummary: Equatable, Sendable {
  /// Its number in the dataset.
  public let index: Int
  /// The seed it was started with, if one is known.
  public let seed: UInt64?
  /// The number of steps.
  public let length: Int
  /// The sum of its rewards.
  public let episodeReturn: Double
  /// The episode's ending; `running` if it was broken off.
  public let ending: EpisodeStatus
}
