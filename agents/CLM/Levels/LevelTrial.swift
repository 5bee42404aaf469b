import Simulation
import Training

/// A trial of levels: the scores of a task's heuristic on them.
struct LevelTrial: Sendable {
  private let task: LevelledTask
  private let heuristic: @Sendable () -> any Policy

  /// The heuristic's mean score on levels of the standard distribution.
  let usualScore: Double

  /// Plays some standard episodes; `nil` if the task has no heuristic.
  init?(of task: LevelledTask, episodes: Int = 16) {
    guard let heuristic = task.heuristic else { return nil }
    self.task = task
    self.heuristic = heuristic
    let scores = Self.scores(of: heuristic(), in: task, Array(repeating: nil, count: episodes))
    usualScore = scores.reduce(0, +) / Double(episodes)
  }

  /// The heuristic's score on each of some levels.
  func scores(on levels: [[Float]]) -> [Double] { Self.scores(of: heuristic(), in: task, levels) }

  /// The score that counts as solving a level, by the share of the usual one that must be earned.
  func leastScore(_ share: Double) -> Double { usualScore - (1 - share) * abs(usualScore) }

  private static func scores(of policy: any Policy, in task: LevelledTask, _ levels: [[Float]?]) -> [Double] {
    guard !levels.isEmpty else { return [] }
    let environments = task.makeVector(count: levels.count, levelsFrom: OneLevelARow(levels))
    let evaluation = Evaluation.evaluate(policy, on: environments, episodes: environments.count, seed: 0)
    return evaluation?.returns ?? []
  }
}

/// Hands out the same level to a row whenever it asks.
private final class OneLevelARow: LevelSource {
  private let levels: [[Float]?]

  init(_ levels: [[Float]?]) { self.levels = levels }

  func level(forRow row: Int) -> [Float]? { levels[row] }
}
