/// A training run that came to numbers from which nothing can be learned.
public struct DivergenceError: Error, Equatable, CustomStringConvertible {
  /// After how many environment steps it was noticed; of a learner that does not act, after how many updates.
  public let steps: Int
  /// After how many updates of the agent it was noticed.
  public let updates: Int
  /// What became of which number, in the agent's words.
  public let cause: String
  /// What ``steps`` counts.
  public var unit = StepUnit.environmentSteps

  /// Two sentences: where the run came to, and the way out.
  public var description: String {
    let place = unit == .updates ? "\(updates) updates" : "\(steps) steps and \(updates) updates"
    return
      "Training diverged after \(place): \(cause). What was saved before is untouched; a smaller learning rate "
      + "may help."
  }
}
