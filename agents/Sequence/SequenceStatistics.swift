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

  /// The mean loss of the tasks.
  var meanLoss: Double { tasks.reduce(0) { $0 + $1.loss } / Double(max(tasks.count, 1)) }

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

/// The held-out figures of all tasks, and the looks since the best ones.
struct SequenceValidation: Codable, Sendable, Equatable {
  /// The figures of the last look; `nil` for a task without held-out episodes.
  private(set) var tasks: [TaskFigures?]
  @StoredCount private(set) var lookCount = 0
  @StoredCount private(set) var looksSinceBest = 0
  private var bestLoss: Double?

  init(taskCount: Int) { tasks = Array(repeating: nil, count: taskCount) }

  /// Takes in the figures of a look.
  ///
  /// - Returns: Whether the mean loss of the tasks is the smallest so far.
  mutating func look(at figures: [TaskFigures?]) -> Bool {
    tasks = figures
    lookCount += 1
    let losses = figures.compactMap { $0?.loss }
    let loss = losses.reduce(0, +) / Double(max(losses.count, 1))
    let isBest = bestLoss.map { loss < $0 } ?? true
    looksSinceBest = isBest ? 0 : looksSinceBest + 1
    if isBest { bestLoss = loss }
    return isBest
  }
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
