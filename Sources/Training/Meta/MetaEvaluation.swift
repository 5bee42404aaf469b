import FewShot
import Simulation

/// An examination of what a meta-learner has learned: tasks, and how far to adapt to each.
public struct MetaExamination: Sendable, Equatable {
  /// The number of tasks.
  public var tasks: Int
  /// The size of a task.
  public var size: TaskSize
  /// The part of the family.
  public var part: TaskPart
  /// The seed that the tasks follow from.
  public var seed: UInt64
  /// The adaptation to each task.
  public var adaptation: Adaptation

  /// Describes an examination.
  public init(
    tasks: Int, size: TaskSize, part: TaskPart = .test, seed: UInt64 = 0, adaptation: Adaptation = Adaptation()
  ) {
    precondition(tasks > 0, "\(tasks) tasks are no examination")
    self.tasks = tasks
    self.size = size
    self.part = part
    self.seed = seed
    self.adaptation = adaptation
  }
}

/// The result of an examination: the error or the accuracy on queries after so many gradient steps, over tasks.
public struct MetaEvaluation: Sendable, Equatable, Codable {
  /// The measure of predictions.
  public enum Measure: String, Sendable, Codable {
    /// The mean squared error, for targets that are numbers.
    case meanSquaredError = "mse"
    /// The share of right classes.
    case accuracy
  }

  /// A mean over tasks after a number of gradient steps.
  public struct Score: Sendable, Equatable, Codable {
    /// The number of gradient steps on the support examples.
    public let gradientSteps: Int
    /// The mean over tasks.
    public let mean: Double
    /// The half width of its 95 % confidence interval, 1.96 standard errors.
    public let confidence: Double
  }

  /// The measure.
  public let measure: Measure
  /// The number of tasks.
  public let tasks: Int
  /// The size of a task.
  public let size: TaskSize
  /// The scores, by their numbers of gradient steps.
  public let scores: [Score]

  /// True if another evaluation's last score is worse, or no number.
  func isBetter(than other: MetaEvaluation?) -> Bool {
    guard let own = scores.last?.mean, !own.isNaN else { return false }
    guard let other = other?.scores.last?.mean, !other.isNaN else { return true }
    return measure == .accuracy ? own > other : own < other
  }

  /// True if it can be one, wherever it was read.
  var isUsable: Bool {
    tasks > 0 && !scores.isEmpty && scores.allSatisfy { $0.gradientSteps >= 0 } && (try? size.validate()) != nil
  }
}

extension MetaEvaluation {
  /// The number of tasks that are adapted to together.
  private static let chunk = 50

  /// Examines a learner on tasks of a family.
  ///
  /// - Parameters:
  ///   - learner: The learner; it does not change.
  ///   - family: The family.
  ///   - examination: The tasks, and how far to adapt.
  ///   - shouldStop: Asked after some tasks.
  ///   - report: Told after some tasks how many are done.
  /// - Returns: `nil` if it was stopped before all tasks were done.
  public static func evaluate(
    _ learner: any MetaLearner, on family: any TaskFamily, _ examination: MetaExamination,
    shouldStop: () -> Bool = { false }, report: (Int) -> Void = { _ in }
  ) -> MetaEvaluation? {
    var scores: [(steps: Int, values: [Double])] = []
    let isDone = examine(learner, on: family, examination, shouldStop: shouldStop, report: report) {
      batch, predictions in
      if scores.isEmpty { scores = predictions.map { ($0.gradientSteps, []) } }
      for (index, prediction) in predictions.enumerated() {
        scores[index].values += batch.scores(of: prediction.mean)
      }
    }
    guard isDone else { return nil }
    return MetaEvaluation(
      measure: family.target == .classes ? .accuracy : .meanSquaredError, tasks: examination.tasks,
      size: examination.size, scores: scores.map { Score(gradientSteps: $0.steps, over: $0.values) })
  }

  /// Draws tasks, some at a time, and has the predictions for them judged; returns false if it was stopped before all were.
  static func examine(
    _ learner: any MetaLearner, on family: any TaskFamily, _ examination: MetaExamination,
    shouldStop: () -> Bool, report: (Int) -> Void, judge: (TaskBatch, [MetaPrediction]) -> Void
  ) -> Bool {
    var generator = RandomGenerator(seed: examination.seed)
    for start in stride(from: 0, to: examination.tasks, by: chunk) {
      let count = min(chunk, examination.tasks - start)
      let batch = TaskBatch(
        drawing: count, of: family, examination.size, from: examination.part, using: &generator)
      judge(batch, learner.predictions(for: batch, examination.adaptation, using: &generator))
      report(start + count)
      if shouldStop(), start + count < examination.tasks { return false }
    }
    return true
  }
}

extension MetaEvaluation.Score {
  /// Takes the mean of some tasks' values.
  init(gradientSteps: Int, over values: [Double]) {
    self.gradientSteps = gradientSteps
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    confidence = values.count < 2 ? 0 : 1.96 * (squares / (count - 1) / count).squareRoot()
  }
}

extension TaskBatch {
  /// The score of each task: the mean squared error of its queries, or the share of them whose largest logit is the right one's.
  func scores(of outputs: [Float]) -> [Double] {
    let rows = size.queryCount
    let width = outputs.count / (count * rows)
    return (0..<count).map { task in
      let sum = (task * rows..<(task + 1) * rows).reduce(0.0) { sum, row in
        let output = outputs[row * width..<(row + 1) * width]
        switch target {
        case .numbers:
          return zip(output, query.targets[row * width..<(row + 1) * width]).reduce(sum) {
            $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) / Double(width)
          }
        case .classes:
          let chosen = output.indices.max { output[$0] < output[$1] }.map { $0 - output.startIndex }
          return sum + (chosen == Int(query.targets[row]) ? 1 : 0)
        }
      }
      return sum / Double(rows)
    }
  }
}
