import Demonstrations
import Environments
import Files
import Foundation
import Simulation

/// Finds the dataset that a text names.
struct DatasetLoader {
  /// Opens the dataset of an id or a folder.
  static func dataset(_ name: String) throws -> MinariDataset {
    let url: URL
    do {
      url = try DatasetRoot.standard.existing(name)
    } catch {
      throw WrongUse(error.description)
    }
    return try MinariDataset(opening: url)
  }

  /// The name by which a dataset is found from any folder: an id, or a path from the root.
  static func lastingName(_ name: String) -> String {
    let root = DatasetRoot.standard
    guard !BundledDatasets.ids.contains(name), let url = try? root.existing(name),
      url.path != root.url(of: name).path
    else { return name }
    return url.systemPath
  }

  /// Returns the folder and the id of a new dataset.
  static func place(for name: String) throws -> (url: URL, id: String) {
    do {
      return try DatasetRoot.standard.place(for: name)
    } catch {
      throw WrongUse(error.description)
    }
  }

  /// The episodes of a dataset, to be learned from in an environment.
  ///
  /// - Parameters:
  ///   - name: The name that the user gives the dataset.
  ///   - id: The environment.
  ///   - task: The environment with its spaces.
  ///   - takesOthers: True if episodes of other environments will do.
  static func demonstrations(
    _ name: String, for id: String, _ task: ConfiguredTask, takesOthers: Bool
  ) throws -> Demonstrations {
    let dataset = try dataset(name)
    let isOther = TrainedWorld.ofDataset(dataset.metadata).map { !$0.isOf(id) } ?? false
    guard !takesOthers || !isOther else { return try dataset.demonstrations() }
    try check(dataset, name, fits: id, task)
    return try dataset.demonstrations().numbered(observing: task.observationSpace, acting: task.actionSpace)
  }

  /// The episode that `DATASET#k` names, as a policy; `nil` if the text is not of that form.
  static func replay(
    _ text: String, in id: String, _ task: ConfiguredTask, _ changes: WorldChanges
  ) throws -> (any Policy)? {
    guard let (name, index) = recordedEpisode(text) else { return nil }
    let dataset = try dataset(name)
    try check(dataset, name, fits: id, task)
    guard (0..<dataset.episodeCount).contains(index) else {
      throw WrongUse("\(name) has no episode \(index): its \(dataset.episodeCount) are numbered from 0.")
    }
    let world = TrainedWorld(ofDataset: dataset.metadata)
    let recorded = WorldChanges(overrides: world.overrides, wrappers: try world.wrapperList)
    guard recorded == changes else {
      let words = recorded.isEmpty ? changes.wrappers.isEmpty ? "no --env-set" : "no --wrap" : recorded.options
      throw WrongUse("\(name) was recorded with \(words); play it with the same.")
    }
    let episode = try dataset.demonstrations([index])
      .numbered(observing: task.observationSpace, acting: task.actionSpace).episodes[0]
    guard episode.seed != nil else { throw Failure("\(text) cannot be played again: it has no seed.") }
    guard let replay = EpisodeReplay(episode, actingWith: task.actionSpace.layout) else {
      throw Failure(
        "\(text) cannot be played again: its \(episode.length) actions are of \(episode.actions.layout), and those of "
          + "the task are of \(task.actionSpace.layout).")
    }
    return replay
  }

  /// The dataset and the index of the episode in a text `DATASET#k`; `nil` if the text is not of that form.
  static func recordedEpisode(_ text: String) -> (dataset: String, index: Int)? {
    guard let mark = text.lastIndex(of: "#"), let index = Int(text[text.index(after: mark)...]) else { return nil }
    return (String(text[..<mark]), index)
  }

  private static func check(
    _ dataset: MinariDataset, _ name: String, fits id: String, _ task: ConfiguredTask
  ) throws {
    let metadata = dataset.metadata
    if let world = TrainedWorld.ofDataset(metadata), !world.isOf(id) {
      throw Failure("\(name) was recorded in \(world.environment), not in \(id).")
    }
    guard metadata.observationSpace.isNumbered(like: task.observationSpace),
      metadata.actionSpace.isNumbered(like: task.actionSpace)
    else {
      throw Failure(
        "\(name) holds observations of \(metadata.observationSpace) and actions of \(metadata.actionSpace), but \(id) "
          + "exchanges \(task.observationSpace) and \(task.actionSpace).")
    }
  }
}

/// A policy that means one episode alone, which a seed starts.
protocol OneEpisodePolicy {
  /// The seed of the episode.
  var seed: UInt64 { get }
}

extension EpisodeReplay: OneEpisodePolicy {}
