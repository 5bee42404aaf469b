import Safetensors
import Simulation

/// Running episodes as a checkpoint holds them.
struct StoredEpisodes {
  /// The random stream with which each began.
  let starts: [RandomGenerator]
  /// The number of steps of each so far.
  let lengths: [Int]
  /// The return of each so far.
  let returns: [Double]
  /// The observations to act on next, by which a replay is checked.
  let observations: RowBuffer
  /// The last actions of all environments, one round after the other, as many as the longest episode has had.
  let actions: RowBuffer
}

extension StoredEpisodes {
  /// Adds all but the random streams, which are no tensors.
  func write(to writer: inout SafetensorsWriter) {
    let (rows, rounds) = (lengths.count, lengths.max() ?? 0)
    writer.add("episodes.lengths", lengths)
    writer.add("episodes.returns", returns)
    writer.add("episodes.observations", observations, shape: [rows, observations.rowSize])
    writer.add("episodes.actions", actions, shape: [rounds, rows, rounds > 0 ? actions.rowSize : 0])
  }

  /// Reads what ``write(to:)`` wrote; the file it comes from may hold anything.
  ///
  /// - Throws: If the file holds no episodes, or none that can be played in these environments.
  init(
    from file: SafetensorsFile, starts: [RandomGenerator]?,
    for environments: VectorTask
  ) throws(EpisodesLost) {
    guard environments.streams != nil else { throw .unknownStreams }
    guard let starts else { throw .notStored }
    let (rows, task) = (environments.count, environments.specification)
    do throws(SafetensorsError) {
      lengths = try file.array("episodes.lengths", as: Int.self, shape: [rows])
      returns = try file.array("episodes.returns", as: Double.self, shape: [rows])
      observations = try file.rows(
        "episodes.observations", of: task.observationLayout, shape: [rows, task.observationLayout.scalarCount])
      let rounds = lengths.max() ?? 0
      let layout = task.actionLayout
      actions = try file.rows(
        "episodes.actions", of: layout, shape: [rounds, rows, rounds > 0 ? layout.scalarCount : 0])
    } catch {
      throw .damaged("\(error)")
    }
    self.starts = starts
    guard starts.count == rows, lengths.allSatisfy({ $0 >= 0 }), task.actionSpace.space?.contains(actions) ?? false
    else {
      throw .damaged("what it holds of them does not fit the environments")
    }
  }
}

/// A loss of the running episodes of a checkpoint, which cannot be resumed.
struct EpisodesLost: Error {
  /// The rest of a sentence that begins with "the running episodes are lost: ".
  let reason: String

  static let unknownStreams = EpisodesLost(reason: "the environments do not show their random streams")
  static let notStored = EpisodesLost(
    reason: "the checkpoint does not hold them, as where they are too long to be recorded")
  static let differing = EpisodesLost(
    reason: "played again they come out differently, as on another machine or after a change of the environment")

  static func damaged(_ sentence: String) -> EpisodesLost {
    EpisodesLost(
      reason: "the checkpoint is damaged: \(sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence)")
  }
}
