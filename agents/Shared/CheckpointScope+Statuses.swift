import Simulation
import Training

extension CheckpointScope {
  /// Exchanges the statuses of episodes: 0 running, 1 terminated, 2 truncated.
  mutating func exchange(_ name: String, _ statuses: inout [EpisodeStatus], shape: [Int]) throws {
    var bytes = statuses.map(\.rawValue)
    try exchange(name, &bytes, shape: shape)
    guard isReading else { return }
    statuses = try bytes.map { byte in
      guard let status = EpisodeStatus(rawValue: byte) else {
        throw CheckpointError("Its '\(path(name))' have the value \(byte), but 0, 1 or 2 was expected.")
      }
      return status
    }
  }
}
