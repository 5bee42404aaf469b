/// Returns and lengths of the episodes that a batch plays.
///
/// Counterpart of Gymnasium's vector `RecordEpisodeStatistics`: give it every batch, read what ended.
public struct EpisodeStatistics: Sendable, Equatable {
  /// One finished episode.
  public struct Episode: Sendable, Equatable, Codable {
    /// The environment's number in the batch.
    public let row: Int
    /// The sum of the rewards.
    public let episodeReturn: Double
    /// The number of steps.
    public let length: Int
    /// Why the episode ended.
    public let status: EpisodeStatus
  }

  /// The sum of rewards so far of each environment's current episode.
  public private(set) var returns: [Double]
  /// The steps so far of each environment's current episode.
  public private(set) var lengths: [Int]
  /// The episodes that ended in the last update, by row.
  public private(set) var finished: [Episode] = []

  /// Starts counting for a batch of `count` environments.
  public init(count: Int) {
    returns = [Double](repeating: 0, count: count)
    lengths = [Int](repeating: 0, count: count)
    finished.reserveCapacity(count)
  }

  /// Takes in the step that a batch holds.
  public mutating func update<Scalar>(with batch: StepBatch<Scalar>) {
    precondition(
      batch.count == returns.count,
      "statistics of \(returns.count) environments cannot take a batch of \(batch.count)")
    finished.removeAll(keepingCapacity: true)
    for row in 0..<batch.count {
      returns[row] += batch.rewards[row]
      lengths[row] += 1
      guard batch.statuses[row].isFinished else { continue }
      finished.append(
        Episode(
          row: row, episodeReturn: returns[row], length: lengths[row], status: batch.statuses[row]))
      returns[row] = 0
      lengths[row] = 0
    }
  }
}
