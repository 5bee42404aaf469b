/// A divergence of training: a number of the agent became infinite or no number at all.
public struct DivergenceError: Error, Equatable, CustomStringConvertible {
  /// The number of environment steps before the divergence; of a learner that does not act, the number of updates.
  public let steps: Int
  /// The number of the agent's updates before the divergence.
  public let updates: Int
  /// The cause in the agent's words: the number that diverged, and its value.
  public let cause: String
  /// The unit of ``steps``.
  public var unit = StepUnit.environmentSteps

  /// Two sentences: where the run came to, and the way out.
  public var description: String {
    let place = unit == .updates ? "\(updates) updates" : "\(steps) steps and \(updates) updates"
    return
      "Training diverged after \(place): \(cause). What was saved before is untouched; a smaller learning rate "
      + "may help."
  }
}
