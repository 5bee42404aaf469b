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
  static func identities(by expert: some Policy, _ count: Int = 20) -> [Episode] {
    var recorder = EpisodeRecorder(expert, in: Identity.batch(of: 5), seed: 100)
    return recorder.record(count)
  }

  static func pulls(_ count: Int = 20) -> [Episode] {
    var recorder = EpisodeRecorder(Pull(), in: drifters(5), seed: 100)
    return recorder.record(count)
  }

  /// What is to be imitated, as a request has it.
  static func demonstrations(_ episodes: [Episode], named name: String = "D") -> Demonstrations {
    Demonstrations(
      name: name, environment: nil, observationSpace: Discrete(3).descriptor, actionSpace: Discrete(3).descriptor,
      episodes: episodes)
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
    var recorder = EpisodeRecorder(randomPolicy(), in: makeVector(count: 3), seed: 3, stepLimit: 40)
    return Demonstrations(
      name: "D", environment: nil, observationSpace: observationSpace, actionSpace: actionSpace,
      episodes: recorder.record(3))
  }
}

extension Episode {
  /// Makes an episode of the numbers of all its steps, one row after the other.
  init<Observation: RowScalar, Action: RowScalar>(
    observations: [Observation], actions: [Action], rewards: [Double], ending: EpisodeStatus
  ) {
    func rows<Number: RowScalar>(_ numbers: [Number], _ count: Int) -> RowBuffer {
      numbers.count == count ? RowBuffer(numbers) : RowBuffer(numbers, rowShape: [numbers.count / count])
    }
    self.init(
      observations: rows(observations, rewards.count + 1), actions: rows(actions, rewards.count), rewards: rewards,
      ending: ending)
  }
}

extension EncodedTask {
  /// A task of two spaces as networks see it.
  init(
    observing observationSpace: SpaceDescriptor, acting actionSpace: SpaceDescriptor
  ) throws(ConfigurationError) {
    try self.init(TaskSpecification(observationSpace: observationSpace, actionSpace: actionSpace))
  }

  /// The identity task, in which some categories can be said.
  static func identity(saying count: Int = 3) throws(ConfigurationError) -> EncodedTask {
    try EncodedTask(observing: Discrete(3).descriptor, acting: Discrete(count).descriptor)
  }
}

extension StateEncoder {
  /// Takes one category as a state.
  static func category(_ space: Discrete) -> StateEncoder {
    .categories(counts: [space.count], starts: [space.start])
  }
}
