import Demonstrations
import Simulation
import Training

/// A recording of episodes, whatever their scalar types are.
struct RecordingVisitor: VectorEnvironmentVisitor {
  let policy: any Policy
  let count: Int
  let seed: UInt64

  func visit<Observation, Action>(
    _ environments: ErasedVectorEnvironment<Observation, Action>
  ) throws(ConfigurationError) -> AnyEpisodes {
    guard let policy = policy as? any Policy<Observation, Action> else {
      throw ConfigurationError("\(type(of: policy)) does not act in this task.")
    }
    var recorder = EpisodeRecorder(policy, in: environments, seed: seed)
    guard let episodes = AnyEpisodes(recorder.record(count)) else {
      throw ConfigurationError("Such episodes cannot be recorded.")
    }
    return episodes
  }
}

/// An evaluation, whatever the scalar types of its episodes are.
struct EvaluationVisitor: VectorEnvironmentVisitor {
  let policy: any Policy
  var episodes = 100
  var seed = Self.seed

  /// The first seed of the episodes that neither training nor demonstrations use.
  static let seed: UInt64 = 5_000_000

  func visit<Observation, Action>(
    _ environments: ErasedVectorEnvironment<Observation, Action>
  ) throws(ConfigurationError) -> Evaluation {
    guard let policy = policy as? any Policy<Observation, Action>,
      let evaluation = Evaluation.evaluate(policy, on: environments, episodes: episodes, seed: seed)
    else { throw ConfigurationError("\(type(of: policy)) does not act in this task.") }
    return evaluation
  }
}
