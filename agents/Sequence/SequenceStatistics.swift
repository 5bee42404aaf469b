import Files
import Training

/// The figures of a task: the loss and the accuracy of its predicted actions.
struct TaskFigures: Codable, Equatable, Sendable {
  /// The cross-entropy, or the squared error.
  var loss = 0.0
  /// The accuracy of categories, or the mean absolute error, in units in which the bounds are −1 and 1.
  var hits = 0.0

  mutating func add(_ other: TaskFigures, times factor: Double) {
    loss += factor * other.loss
    hits += factor * other.hits
  }

  func scaled(by factor: Double) -> TaskFigures { TaskFigures(loss: factor * loss, hits: factor * hits) }
}

/// Running means of the tasks' figures and the gradient norm, over some hundred updates.
struct SequenceStatistics: Codable, Sendable, Equatable {
  private(set) var tasks: [TaskFigures]
  private(set) var gradientNorm = 0.0
  @StoredCount private var count = 0

  init(taskCount: Int) { tasks = Array(repeating: TaskFigures(), count: taskCount) }

  mutating func update(_ figures: [TaskFigures], gradientNorm: Float) {
    count += 1
    let weight = RecentMean.weight(ofUpdate: count)
    self.gradientNorm.average(gradientNorm, weight: weight)
    for index in tasks.indices {
      tasks[index] = tasks[index].scaled(by: 1 - weight)
      tasks[index].add(figures[index], times: weight)
    }
  }
}

extension [TaskFigures] {
  /// The mean loss of the tasks.
  var meanLoss: Double { reduce(0) { $0 + $1.loss } / Double(Swift.max(count, 1)) }
}

extension SequenceTask {
  /// The task's figures as numbers of a report: `train/loss/CartPole-v1`.
  func measurements(_ figures: TaskFigures, as stage: String) -> [Measurement] {
    [
      Measurement("\(stage)/loss/\(environment)", figures.loss),
      Measurement("\(stage)/\(actions.isCategory ? "accuracy" : "mean_error")/\(environment)", figures.hits),
    ]
  }
}
