import Demonstrations
import Files
import Simulation

extension HumanPlay {
  /// Lets the person play, and adds to a dataset what they keep.
  ///
  /// - Parameters:
  ///   - target: The dataset.
  ///   - episodes: The number of episodes to keep; `nil` for as many as the person likes.
  ///   - minimumReturn: Episodes that earn less are not kept.
  ///   - author: The people who play, for a new dataset.
  ///   - summary: A description in words, for a new dataset.
  func record(
    to target: DatasetTarget, episodes: Int? = nil, minimumReturn: Double? = nil, author: [String] = [],
    summary: String? = nil
  ) throws {
    let first = max(seed, try target.unusedSeed())
    let writer = try target.open(algorithm: "human", author: author, summary: summary)
    let recording: HumanRecording
    do {
      recording = try record(
        with: DatasetKeeper(writer: writer, nextSeed: first), goal: episodes,
        minimumReturn: minimumReturn ?? -.infinity)
    } catch {
      try? writer.close()
      throw error
    }
    try writer.close()
    Terminal.write(
      "\(NumberFormat.count(recording.keptCount, "episode")) kept, \(recording.discardedCount) discarded; "
        + "\(target.name) has \(writer.episodeCount) now.")
    guard recording.keptCount > 0 else { return }
    let changes = target.changes.isEmpty ? "" : " \(target.changes.options)"
    Terminal.write(
      "Watch the last one with: \(Terminal.command) watch \(entry.id)\(changes) --policy "
        + Shell.quoted(path: "\(target.name)#\(writer.episodeCount - 1)"))
  }
}

/// Keeps episodes in a dataset.
private struct DatasetKeeper: EpisodeKeeper {
  let writer: MinariWriter
  var nextSeed: UInt64

  var episodeCount: Int { writer.episodeCount }

  mutating func takeSeed() -> UInt64 {
    defer { nextSeed &+= 1 }
    return nextSeed
  }

  func keep(_ episode: Episode) throws { try writer.append(episode) }
}
