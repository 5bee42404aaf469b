import Files
import Foundation
import Simulation

/// Writes a dataset in Minari's layout, episode by episode.
///
/// ```swift
/// let writer = try MinariWriter(
///   creating: DatasetRoot.standard.url(of: "LunarLander-v3/heuristic-v0"),
///   metadata: MinariMetadata(
///     id: "LunarLander-v3/heuristic-v0", observationSpace: observations, actionSpace: actions))
/// for episode in recorder.record(20) { try writer.append(episode) }
/// try writer.close()
/// ```
///
/// An episode whose ``append(_:)`` has returned is in the dataset, whatever becomes of the process: what is in the file
/// is never changed but in whole steps, and the totals follow. One program writes at a time.
public final class MinariWriter {
  /// The folder of the dataset.
  public let url: URL
  /// The number of episodes.
  public private(set) var episodeCount: Int
  /// The number of steps of all episodes together.
  public private(set) var stepCount: Int

  private let folder: DatasetFolder
  private let isNew: Bool
  private let synchronizes: Bool
  private var metadataFile: MetadataFile
  /// The file of the episodes; `nil` once closed.
  private(set) var file: DatasetFile?

  /// The dataset's metadata.
  public var metadata: MinariMetadata { metadataFile.metadata }

  /// Makes a dataset.
  ///
  /// If nothing is appended to it, it goes away again when it is closed.
  ///
  /// - Parameters:
  ///   - url: The folder of the dataset, in which nothing may be yet.
  ///   - metadata: The dataset's metadata.
  ///   - survivesPowerLoss: True if ``append(_:)`` waits until the disk has everything; without, an episode outlives
  ///     the process, but not the machine.
  /// - Throws: A ``DatasetError`` if there is one already, or if it cannot be written.
  public init(
    creating url: URL, metadata: MinariMetadata, survivesPowerLoss: Bool = false
  ) throws(DatasetError) {
    self.url = url
    folder = DatasetFolder(url)
    isNew = true
    synchronizes = survivesPowerLoss
    try Self.check(metadata)
    let staged = try folder.stage()
    do throws(DatasetError) {
      metadataFile = MetadataFile(metadata, in: staged.data)
      try metadataFile.write(episodes: 0, steps: 0, byteCount: 0)
      try DatasetFile(staged.episodes, .creating).commit()
      try folder.adopt(staged)
      metadataFile = try MetadataFile(in: folder.data)
      file = try DatasetFile(folder.episodes, .adding)
    } catch {
      throw folder.giveUp(staged, because: error)
    }
    (episodeCount, stepCount) = (0, 0)
    if synchronizes { file?.synchronizesCommits() }
  }

  /// Opens a dataset to append to it.
  ///
  /// - Parameters:
  ///   - url: The folder of the dataset.
  ///   - task: The task of the episodes to come; `nil` for the dataset's own.
  ///   - survivesPowerLoss: True if ``append(_:)`` waits until the disk has everything.
  /// - Throws: A ``DatasetError`` if there is none, if it is of another task, if it stores pictures as JPEG, if it is
  ///   damaged, or if another program is writing it.
  public init(
    appendingTo url: URL, expecting task: MinariMetadata? = nil, survivesPowerLoss: Bool = false
  ) throws(DatasetError) {
    self.url = url
    folder = DatasetFolder(url)
    isNew = false
    synchronizes = survivesPowerLoss
    try folder.check()
    guard folder.metadata.ownStatus != nil else { throw Self.tooOld(url) }
    let metadata = try MetadataFile(in: folder.data).metadata
    guard !metadata.storesJPEG else {
      throw DatasetError(
        "\(url.relativePath) stores its pictures as JPEG, which is read here, but not written; append to a copy, which "
          + "`palaestra datasets merge \(metadata.id) --out …` makes of plain pixels.")
    }
    if let task, !metadata.describesSameTask(as: task) {
      throw DatasetError(
        "\(url.relativePath) holds episodes of \(metadata.task); what is to be appended is of \(task.task).")
    }
    let dataset = try MinariDataset(opening: url)
    stepCount = try dataset.stepCount
    let file = try DatasetFile(folder.episodes, .adding)
    self.file = file
    episodeCount = try file.episodeCount()
    metadataFile = try MetadataFile(in: folder.data)
    guard episodeCount == dataset.episodeCount, metadata.describesSameTask(as: metadataFile.metadata) else {
      throw DatasetError("\(url.relativePath) was changed by another program just now; try again.")
    }
    folder.sweep()
    if synchronizes { file.synchronizesCommits() }
    // What a crash between an episode and the totals left uncounted.
    guard (metadataFile.metadata.episodeCount, metadataFile.metadata.stepCount) != (episodeCount, stepCount) else {
      return
    }
    try writeTotals(file)
  }

  /// Appends an episode; once this returns, it is in the dataset.
  ///
  /// - Throws: A ``DatasetError`` if a number is not finite or not in its space, or if it cannot be written. The dataset
  ///   is then as it was before; only where the totals alone could not be written, the episode is in it, and is counted
  ///   when the dataset is opened the next time.
  public func append(_ episode: Episode) throws(DatasetError) {
    guard let file else { throw DatasetError("\(url.relativePath) is closed and takes no more episodes.") }
    guard let steps = Untrusted.sum([stepCount, episode.length]) else {
      throw DatasetError("\(url.relativePath) takes no more episodes: its steps cannot be counted any more.")
    }
    let episode = try stored(episode)
    do throws(DatasetError) {
      try file.addEpisode(
        episodeCount, attributes: episode.attributes(index: episodeCount),
        arrays: episode.arrays(observing: metadata.observationSpace, acting: metadata.actionSpace))
      try file.commit()
    } catch {
      // The file takes nothing more; it is as it was after the last episode.
      self.file = nil
      throw error
    }
    episodeCount += 1
    stepCount = steps
    if isNew, episodeCount == 1 { folder.nameNamespaces(of: metadata.id) }
    try writeTotals(file)
  }

  /// Appends episodes, one after the other.
  public func append(contentsOf episodes: [Episode]) throws(DatasetError) {
    for episode in episodes { try append(episode) }
  }

  /// Closes the dataset.
  ///
  /// One that is new and empty is removed.
  public func close() throws(DatasetError) {
    file = nil
    if isNew && episodeCount == 0 { folder.remove(id: metadata.id) }
  }

  /// Closes the dataset, and removes it if it is a new one.
  func discard() {
    file = nil
    if isNew { folder.remove(id: metadata.id) }
  }

  private func writeTotals(_ file: DatasetFile) throws(DatasetError) {
    try metadataFile.write(
      episodes: episodeCount, steps: stepCount, byteCount: file.byteCount, synchronizes: synchronizes)
  }
}

extension MinariWriter {
  private static func tooOld(_ url: URL) -> DatasetError {
    DatasetError(
      "\(url.relativePath) was written by Minari 0.4, which is read here, but not written; append to a copy, which "
        + "`palaestra datasets merge` makes.")
  }

  private static func check(_ metadata: MinariMetadata) throws(DatasetError) {
    for space in [metadata.observationSpace, metadata.actionSpace] where !space.isStorable {
      throw DatasetError("Elements of \(space) cannot be stored.")
    }
  }

  /// Returns an episode in the precision of the dataset.
  private func stored(_ episode: Episode) throws(DatasetError) -> Episode {
    let (observations, actions) = (metadata.observationSpace, metadata.actionSpace)
    let place = "Episode \(episodeCount) cannot be appended to \(url.relativePath): "
    guard episode.length > 0 else { throw DatasetError("\(place)it has no steps.") }
    guard let observed = episode.observations.converted(to: observations.layout),
      let acted = episode.actions.converted(to: actions.layout)
    else {
      throw DatasetError(
        "\(place)it observes \(episode.observations.layout) and acts with \(episode.actions.layout), but the dataset "
          + "holds \(observations) and \(actions).")
    }
    let stored = Episode(
      observations: observed, actions: acted, rewards: episode.rewards, ending: episode.ending, seed: episode.seed)
    if let problem = stored.problem(observing: observations, acting: actions) {
      throw DatasetError("\(place)in \(problem).")
    }
    return stored
  }
}
