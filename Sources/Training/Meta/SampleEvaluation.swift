import FewShot
import Foundation
import Simulation

/// The result of an examination of samples: whether those of a task cover what its examples leave open.
public struct SampleEvaluation: Sendable, Equatable, Codable {
  /// The means over tasks after a number of gradient steps.
  public struct Score: Sendable, Equatable, Codable {
    /// The number of gradient steps on the support examples.
    public let gradientSteps: Int
    /// The mean squared error of the mean of all samples.
    public let meanError: Double
    /// The mean squared error of each task's best sample.
    public let bestError: Double
    /// The mean negative log-likelihood of a query's target, under a normal distribution with the mean and the variance of the
    /// samples and the variance of the noise.
    public let negativeLogLikelihood: Double
    /// The share of targets in the 90 % interval of that distribution.
    public let coverage: Double
    /// The share of tasks among whose samples are curves nearer to a sine and curves nearer to a line.
    public let bothReadings: Double
  }

  /// The number of tasks.
  public let tasks: Int
  /// The number of samples of each.
  public let samples: Int
  /// The scores, by their numbers of gradient steps.
  public let scores: [Score]

  /// Examines the samples of a learner on tasks of a family of functions, whose targets have noise.
  ///
  /// - Returns: `nil` if it was stopped before all tasks were done.
  public static func evaluate(
    _ learner: any MetaLearner, on family: any FunctionFamily, _ examination: MetaExamination,
    shouldStop: () -> Bool = { false }, report: (Int) -> Void = { _ in }
  ) -> SampleEvaluation? {
    precondition(family.noise > 0, "\(family.name) has no noise, without which a target has no likelihood")
    var sums: [(steps: Int, sum: SampleSum)] = []
    let isDone = MetaEvaluation.examine(
      learner, on: family, examination, shouldStop: shouldStop, report: report
    ) { batch, predictions in
      if sums.isEmpty { sums = predictions.map { ($0.gradientSteps, SampleSum()) } }
      for (index, prediction) in predictions.enumerated() {
        for task in 0..<batch.count {
          sums[index].sum.add(
            TaskSamples(task, of: batch, prediction.samples), variance: family.noise * family.noise)
        }
      }
    }
    guard isDone else { return nil }
    return SampleEvaluation(
      tasks: examination.tasks, samples: examination.adaptation.samples,
      scores: sums.map { $0.sum.score(gradientSteps: $0.steps) })
  }
}

/// The samples of one task.
private struct TaskSamples {
  let places: ArraySlice<Float>
  let targets: ArraySlice<Float>
  let samples: [ArraySlice<Float>]

  init(_ task: Int, of batch: TaskBatch, _ samples: [[Float]]) {
    let rows = task * batch.size.queryCount..<(task + 1) * batch.size.queryCount
    places = batch.query.inputs[rows]
    targets = batch.query.targets[rows]
    self.samples = samples.map { $0[rows] }
  }

  var errors: [Double] {
    samples.map { sample in
      zip(sample, targets).reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) } / Double(targets.count)
    }
  }

  /// The mean and the variance of the samples at each place.
  var moments: [(mean: Double, variance: Double)] {
    targets.indices.map { index in
      let values = samples.map { Double($0[index]) }
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (mean, squares / Double(max(values.count - 1, 1)))
    }
  }

  /// True if some samples are nearer to a sine and others to a line.
  var hasBothReadings: Bool { Set(samples.map { FunctionReading(places, $0).isSine }).count == 2 }
}

/// The sums of tasks' scores.
private struct SampleSum {
  private var tasks = 0.0
  private var meanError = 0.0
  private var bestError = 0.0
  private var negativeLogLikelihood = 0.0
  private var coverage = 0.0
  private var bothReadings = 0.0

  /// The half width of the 90 % interval of a normal distribution, in deviations.
  private static let halfWidth = 1.6448536269514722

  mutating func add(_ task: TaskSamples, variance noise: Double) {
    let count = Double(task.targets.count)
    for (target, moments) in zip(task.targets, task.moments) {
      let (distance, variance) = (Double(target) - moments.mean, moments.variance + noise)
      meanError += distance * distance / count
      negativeLogLikelihood += (log(2 * .pi * variance) + distance * distance / variance) / 2 / count
      if abs(distance) <= Self.halfWidth * variance.squareRoot() { coverage += 1 / count }
    }
    bestError += task.errors.min() ?? .nan
    if task.hasBothReadings { bothReadings += 1 }
    tasks += 1
  }

  func score(gradientSteps: Int) -> SampleEvaluation.Score {
    SampleEvaluation.Score(
      gradientSteps: gradientSteps, meanError: meanError / tasks, bestError: bestError / tasks,
      negativeLogLikelihood: negativeLogLikelihood / tasks, coverage: coverage / tasks,
      bothReadings: bothReadings / tasks)
  }
}
