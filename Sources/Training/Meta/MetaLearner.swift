import FewShot
import Simulation

/// A learner that learns to learn: from many tasks of a family, so that a few examples of a new one are enough.
///
/// A ``MetaTrainer`` draws the tasks that ``demand`` asks for and hands them to ``learn(from:using:)``, one meta-step each. What it
/// has learned is examined on tasks that it never saw: from the support examples alone, ``predictions(for:_:using:)`` says the
/// queries' targets.
public protocol MetaLearner: Checkpointable, MetricReporting, Sendable {
  /// The status, which is read after every meta-step.
  var status: LearnerStatus { get }

  /// The number of meta-steps made.
  var updateCount: Int { get }

  /// The tasks of a meta-step.
  var demand: TaskDemand { get }

  /// The only number of classes that it tells apart; `nil` if it takes tasks of any.
  var fixedWays: Int? { get }

  /// Sets the progress of the training, from 0 to 1; schedules follow it.
  mutating func advance(to progress: Double)

  /// Makes a meta-step on as many tasks as ``demand`` asks for.
  mutating func learn(from tasks: TaskBatch, using generator: inout RandomGenerator)

  /// Predicts the targets of queries from the support examples of each task.
  ///
  /// - Parameters:
  ///   - tasks: The tasks; their query targets are not looked at.
  ///   - adaptation: How far to adapt, and how many answers to give.
  ///   - generator: The source of chance.
  /// - Returns: One prediction for each number of steps that was asked for.
  func predictions(
    for tasks: TaskBatch, _ adaptation: Adaptation, using generator: inout RandomGenerator
  ) -> [MetaPrediction]

  /// Exchanges what was learned, without what only going on with the training needs.
  mutating func exchangeLearned(with scope: inout CheckpointScope) throws
}

extension MetaLearner {
  /// Any number.
  public var fixedWays: Int? { nil }

  /// No measurements.
  public var measurements: [Measurement] { [] }

  /// Does nothing, as there are no schedules.
  public mutating func advance(to progress: Double) {}
}

/// The tasks of a meta-step.
public struct TaskDemand: Sendable, Equatable {
  /// The number of tasks.
  public let count: Int
  /// The size of each.
  public let size: TaskSize

  /// Asks for tasks.
  public init(count: Int, size: TaskSize) {
    self.count = count
    self.size = size
  }
}

/// The adaptation to a task: how far it goes, and how many answers it gives.
public struct Adaptation: Sendable, Equatable {
  /// The numbers of gradient steps after which to predict, in rising order; what takes no such steps predicts once.
  public var steps: [Int]
  /// The number of functions to draw where what was learned is a distribution over them.
  public var samples: Int
  /// The standard deviation of normal noise on the beginning, for what has no distribution of its own; 0 for none.
  public var noise: Double

  /// Describes an adaptation.
  public init(steps: [Int] = [1], samples: Int = 1, noise: Double = 0) {
    precondition(
      samples > 0 && noise >= 0 && zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 }
        && steps.allSatisfy { $0 >= 0 },
      "an adaptation of \(steps) steps with \(samples) samples and noise \(noise)")
    self.steps = steps
    self.samples = samples
    self.noise = noise
  }
}

/// The predictions for the queries of some tasks.
public struct MetaPrediction: Sendable, Equatable {
  /// The number of gradient steps on the support examples before it.
  public let gradientSteps: Int
  /// The outputs of each sample, query by query, one task after the other: numbers, or the logits of the task's classes.
  public let samples: [[Float]]

  /// Makes a prediction.
  public init(gradientSteps: Int, samples: [[Float]]) {
    self.gradientSteps = gradientSteps
    self.samples = samples
  }

  /// The mean of the samples' outputs.
  public var mean: [Float] {
    guard let first = samples.first, samples.count > 1 else { return samples.first ?? [] }
    return first.indices.map { index in samples.reduce(0) { $0 + $1[index] } / Float(samples.count) }
  }
}

/// The learned part of a meta-learner, which is all of a file that using it needs.
public struct LearnedPart: Checkpointable {
  /// The learner.
  public private(set) var learner: any MetaLearner

  /// Takes what a learner has learned.
  public init(of learner: any MetaLearner) { self.learner = learner }

  /// Exchanges what was learned.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.version(1)
    try learner.exchangeLearned(with: &scope)
  }

  /// The scope of what was learned in a run's files.
  static let name = "learned"
}
