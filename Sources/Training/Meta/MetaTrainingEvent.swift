/// An event of a meta-learner's training.
public enum MetaTrainingEvent: Sendable {
  /// Some tenths of a second went by.
  case tick(TrainingProgress)
  /// A hundredth of the run was done.
  case progress(TrainingProgress)
  /// An examination was done.
  case evaluated(MetaRecord)
  /// The learner gave a warning: it goes on without a part that failed.
  case noticed(String)
}

/// An evaluation within a meta-learner's training.
public struct MetaRecord: Sendable, Equatable, Codable {
  /// The number of meta-steps before it.
  public let steps: Int
  /// The duration of the run until then, in seconds.
  public let seconds: Double
  /// The result.
  public let evaluation: MetaEvaluation
  /// True if its last score is better than all before; never if it is not a number.
  public let isBest: Bool

  /// The scores by the names that `metrics.csv` has for them, such as `eval/mse_1` for the one after one gradient step.
  var measurements: [String: Double] {
    let measure = evaluation.measure.rawValue
    return Dictionary(evaluation.scores.map { ("eval/\(measure)_\($0.gradientSteps)", $0.mean) }) { $1 }
  }

  /// True if its values are possible ones, wherever it was read.
  var isUsable: Bool { (0...1 << 53).contains(steps) && evaluation.isUsable }
}

/// The result of a meta-learner's training.
public struct MetaTrainingSummary: Sendable {
  /// True if a stop was asked for before the plan was done.
  public let isStopped: Bool
  /// The number of meta-steps made.
  public let steps: Int
  /// The number of the learner's updates.
  public let updates: Int
  /// The duration of the run, in seconds.
  public let seconds: Double
  /// The evaluations.
  public let evaluations: [MetaRecord]

  /// The best evaluation.
  public var best: MetaRecord? { evaluations.last(where: \.isBest) }
  /// The last evaluation.
  public var last: MetaRecord? { evaluations.last }
}
