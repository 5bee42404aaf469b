import Training

extension CheckpointScope {
  /// Refuses other demonstrations than the same, by their counts of steps and their normalizer; none are stored.
  mutating func requireSame(_ normalizer: ObservationNormalizer?, _ steps: (training: Int, heldOut: Int)) throws {
    var (foundNormalizer, found) = (normalizer, [steps.training, steps.heldOut])
    try exchange("normalizer", json: &foundNormalizer)
    try exchange("demonstrated_steps", &found)
    guard found == [steps.training, steps.heldOut], foundNormalizer == normalizer else {
      throw CheckpointError(
        "It was learning from other demonstrations: \(found[0]) steps and \(found[1]) held out, where there are "
          + "\(steps.training) and \(steps.heldOut) now; go on with those of the run that wrote it.")
    }
  }
}
