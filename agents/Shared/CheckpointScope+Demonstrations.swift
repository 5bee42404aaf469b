import Demonstrations
import Simulation
import Training

/// The mark by which a checkpoint knows demonstrations again, none of which it stores.
struct DemonstrationMark: Codable, Equatable, Sendable {
  private let steps: Int
  private let checksums: [UInt32]

  init(_ rows: EpisodeRows) { self.init(steps: rows.count, rows.observations, rows.actions) }

  init(steps: Int, _ rows: RowBuffer...) {
    self.steps = steps
    checksums = rows.map(checksum)
  }

  fileprivate static func counts(_ marks: [DemonstrationMark]) -> String {
    marks.map { "\($0.steps)" }.joined(separator: " and ")
  }
}

extension CheckpointScope {
  /// Refuses other demonstrations than those that the learner has, by their marks.
  mutating func requireSame(_ demonstrations: [DemonstrationMark]) throws {
    var found = demonstrations
    try exchange("demonstrations", json: &found)
    guard found == demonstrations else {
      throw CheckpointError(
        "It was learning from other demonstrations, of \(DemonstrationMark.counts(found)) steps, than these, of "
          + "\(DemonstrationMark.counts(demonstrations)); go on with those of the run that wrote it.")
    }
  }
}
