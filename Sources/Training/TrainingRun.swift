import Simulation

/// A training run whose agent is known only by what it does.
public protocol TrainingRun {
  /// What the run counts its steps in.
  var unit: StepUnit { get }

  /// How many steps were taken: in environments, or else updates.
  var steps: Int { get }

  /// Where policies, checkpoints and metrics are kept; `nil` keeps nothing.
  var folder: RunFolder? { get set }

  /// Goes on where the run folder's checkpoint left off.
  mutating func resume() throws

  /// Trains until the plan is done or a stop is asked for.
  mutating func run(report: (TrainingEvent) -> Void, shouldStop: () -> Bool) throws -> TrainingSummary
}

extension Trainer: TrainingRun {}
