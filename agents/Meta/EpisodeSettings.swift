import FewShot
import Simulation
import Training

/// The settings of the tasks that a meta-learner learns from, and is examined on.
public struct EpisodeSettings: Settings {
  /// The number of support examples of each class of a task.
  public var shots = 5
  /// The number of classes of a task; 0 for as many as is usual in the family.
  public var ways = 0
  /// The number of query examples of each class that a meta-step looks at.
  public var queries = 10
  /// The number of support examples in training; 0 for ``shots``.
  public var trainingShots = 0
  /// The number of classes in training; 0 for ``ways``.
  public var trainingWays = 0
  /// The number of query examples of each class by which an evaluation judges.
  public var evaluationQueries = 100
  /// The number of tasks of a meta-step.
  public var tasksPerStep = 25

  /// The defaults.
  public init() {}

  /// The settings, with their ranges.
  public static var settings: SettingList<Self> {
    Setting(\.shots, "shots", "The number of support examples of each class.", in: 1...TaskSize.limit)
    Setting(
      \.ways, "ways", "The number of classes of a task; 0 for as many as is usual in the family.",
      in: 0...TaskSize.limit)
    Setting(
      \.queries, "queries", "The number of query examples of each class in training.", in: 1...TaskSize.limit)
    Setting(
      \.trainingShots, "trainingShots", "The number of support examples in training; 0 for shots.",
      in: 0...TaskSize.limit)
    Setting(
      \.trainingWays, "trainingWays", "The number of classes in training; 0 for ways.", in: 0...TaskSize.limit)
    Setting(
      \.evaluationQueries, "evaluationQueries", "The number of query examples of each class in an evaluation.",
      in: 1...TaskSize.limit)
    Setting(\.tasksPerStep, "tasksPerStep", "The number of tasks of a meta-step.", in: 1...65_536)
  }
}

extension EpisodeSettings {
  /// Returns the tasks of a meta-step.
  func demand(of family: any TaskFamily) -> TaskDemand {
    let ways = trainingWays > 0 ? trainingWays : ways
    return TaskDemand(
      count: tasksPerStep,
      size: TaskSize(
        ways: ways > 0 ? ways : family.usualWays, shots: trainingShots > 0 ? trainingShots : shots, queries: queries
      ))
  }

  /// Returns the size of the tasks of an evaluation.
  func evaluationSize(of family: any TaskFamily) -> TaskSize {
    TaskSize(ways: ways > 0 ? ways : family.usualWays, shots: shots, queries: evaluationQueries)
  }
}

/// The settings of a meta-learner.
public protocol MetaConfiguration: Settings {
  /// The settings of tasks.
  var episodes: EpisodeSettings { get set }
  /// The numbers of gradient steps after which an evaluation looks; empty for what takes none.
  var evaluationSteps: [Int] { get }
}

extension MetaConfiguration {
  /// None.
  public var evaluationSteps: [Int] { [] }
}

extension Setting where Value == [Int] {
  /// Declares the numbers of gradient steps after which an evaluation looks.
  init(evaluationSteps path: WritableKeyPath<Root, [Int]> & Sendable) {
    self.init(
      path, "evaluationSteps", "The numbers of gradient steps after which an evaluation looks.",
      "rising numbers from 0 to 1000"
    ) { steps in
      !steps.isEmpty && steps.lies(in: 0...1000) && zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 }
    }
  }
}
