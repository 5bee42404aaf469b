import Simulation

/// A training run of any agent, whose type is erased.
public protocol TrainingRun {
  /// The unit of ``steps``.
  var unit: StepUnit { get }

  /// The number of environment steps taken; of a learner that does not act, the number of updates.
  var steps: Int { get }

  /// The run's folder for policies, checkpoints and metrics; `nil` keeps nothing.
  var folder: RunFolder? { get set }

  /// Goes on where the run folder's checkpoint left off.
  mutating func resume() throws

  /// Trains until the plan is done or a stop is asked for.
  mutating func run(report: (TrainingEvent) -> Void, shouldStop: () -> Bool) throws -> TrainingSummary
}

extension Trainer: TrainingRun {}
