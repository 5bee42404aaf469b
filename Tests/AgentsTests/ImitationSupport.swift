import Demonstrations
import Environments
import Simulation
import TestSupport
import Training

@testable import Agents

/// Says the category that is seen.
struct Echo: Policy {
  func act(on observations: Span<Int>, into actions: inout MutableSpan<Int>, using generator: inout RandomGenerator)
  {
    for row in actions.indices { actions[row] = observations[row] }
  }
}

/// Pushes the drifter back to the middle, farther away with all it has.
struct Pull: Policy {
  func act(
    on observations: Span<Float>, into actions: inout MutableSpan<Float>, using generator: inout RandomGenerator
  ) {
    for row in 0..<actions.count / 2 {
      actions[2 * row] = min(max(-observations[2 * row], -2), 1)
      actions[2 * row + 1] = min(max(observations[2 * row + 1], 0), 0.5)
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
    on observations: Span<Int>, into actions: inout MutableSpan<Int>, using generator: inout RandomGenerator
  ) {
    if last.count != actions.count { last = Array(repeating: 0, count: actions.count) }
    questions.count += actions.count
    for row in actions.indices {
      actions[row] = last[row]
      last[row] = observations[row]
    }
  }

  mutating func beginEpisodes() { last = [] }

  mutating func observeOutcome(rewards: [Double], statuses: [EpisodeStatus]) {
    for row in statuses.indices where statuses[row].isFinished { last[row] = 0 }
  }
}

/// Tasks with experts, small enough to imitate in a test.
enum SmallTask {
  static func drifters(_ count: Int) -> ErasedVectorEnvironment<Float, Float> {
    ErasedVectorEnvironment(SerialVectorEnvironment(count: count) { _ in TimeLimit(Drifter(), steps: 12) })
  }

  /// Episodes of the identity task that an expert played.
  static func identities(by expert: some Policy<Int, Int>, _ count: Int = 20) -> [Episode<Int, Int>] {
    var recorder = EpisodeRecorder(expert, in: Identity.batch(of: 5), seed: 100)
    return recorder.record(count)
  }

  static func pulls(_ count: Int = 20) -> [Episode<Float, Float>] {
    var recorder = EpisodeRecorder(Pull(), in: drifters(5), seed: 100)
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
      environments: AnyVectorEnvironment(Identity.batch(of: 2)),
      evaluationEnvironments: AnyVectorEnvironment(Identity.batch(of: 2)),
      overrides: ConfigurationOverrides(settings), plan: TrainingPlan(steps: 100, evaluationInterval: 0))
    request.demonstrations = demonstrations
    return request
  }
}

/// Records episodes of chance.
struct RandomEpisodes: VectorEnvironmentVisitor {
  func visit<Observation, Action>(_ environments: ErasedVectorEnvironment<Observation, Action>) -> AnyEpisodes {
    var recorder = EpisodeRecorder(
      RandomPolicy<Observation, Action>(environments.actionSpace), in: environments, seed: 3, stepLimit: 40)
    return AnyEpisodes(recorder.record(3)) ?? .floatInt([])
  }
}

extension ConfiguredTask {
  /// Episodes of chance, as a request has them.
  func randomDemonstrations() -> Demonstrations {
    Demonstrations(
      name: "D", environment: nil, observationSpace: observationSpace, actionSpace: actionSpace,
      episodes: makeVector(count: 3).accept(RandomEpisodes()))
  }
}
