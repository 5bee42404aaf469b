import Demonstrations
import Environments
import Simulation
import TestSupport
import Training

@testable import Agents

/// Says the category that is seen.
struct Echo: Policy {
  func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    for row in 0..<actions.count { actions[row, as: Int.self] = observations[row] }
  }
}

/// Pushes the drifter back to the middle, farther away with all it has.
struct Pull: Policy {
  func suits(_ task: TaskSpecification) -> Bool { task.observationLayout.kind == .float32 }

  func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    for row in 0..<actions.count {
      let observation = observations.row(row, as: Float.self)
      var action = actions.mutableRow(row, as: Float.self)
      action[0] = min(max(-observation[0], -2), 1)
      action[1] = min(max(observation[1], 0), 0.5)
    }
  }
}

/// Says the category that was seen in the step before, and the first one in an episode's first step.
///
/// It counts how often it was asked.
struct LateEcho: Policy {
  final class Questions: @unchecked Sendable { var count = 0 }

  let questions = Questions()
  private var last: [Int] = []

  mutating func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    if last.count != actions.count { last = Array(repeating: 0, count: actions.count) }
    questions.count += actions.count
    for row in last.indices {
      actions[row] = last[row]
      last[row] = observations[row]
    }
  }

  mutating func beginEpisodes() { last = [] }

  mutating func observeOutcome(_ outcome: borrowing StepBatch) {
    for row in outcome.statuses.indices where outcome.statuses[row].isFinished { last[row] = 0 }
  }
}

/// Tasks with experts, small enough to imitate in a test.
enum SmallTask {
  static func drifters(_ count: Int) -> VectorTask {
    VectorTask(count: count) { _ in TimeLimit(Drifter(), steps: 12) }
  }

  /// Episodes of the identity task that an expert played.
  static func identities(by expert: some Policy, _ count: Int = 20) -> [Episode<Int, Int>] {
    var recorder = EpisodeRecorder<Int, Int>(expert, in: Identity.batch(of: 5), seed: 100)
    return recorder.record(count)
  }

  static func pulls(_ count: Int = 20) -> [Episode<Float, Float>] {
    var recorder = EpisodeRecorder<Float, Float>(Pull(), in: drifters(5), seed: 100)
    return recorder.record(count)
  }

  /// What is to be imitated, as a request has it.
  static func demonstrations(_ episodes: [Episode<Int, Int>], named name: String = "D") -> Demonstrations {
    Demonstrations(
      name: name, environment: nil, observationSpace: Discrete(3).descriptor, actionSpace: Discrete(3).descriptor,
      episodes: .intInt(episodes))
  }

  static func request(_ demonstrations: [Demonstrations], _ settings: [String: String] = [:]) -> TrainingRequest {
    var request = TrainingRequest(
      environments: Identity.batch(of: 2), evaluationEnvironments: Identity.batch(of: 2),
      overrides: ConfigurationOverrides(settings), plan: TrainingPlan(steps: 100, evaluationInterval: 0))
    request.demonstrations = demonstrations
    return request
  }
}

extension ConfiguredTask {
  /// Episodes of chance, as a request has them.
  func randomDemonstrations() -> Demonstrations {
    let episodes = AnyEpisodes(playing: randomPolicy(), in: makeVector(count: 3), count: 3, seed: 3, stepLimit: 40)
    return Demonstrations(
      name: "D", environment: nil, observationSpace: observationSpace, actionSpace: actionSpace,
      episodes: episodes ?? .floatInt([]))
  }
}
