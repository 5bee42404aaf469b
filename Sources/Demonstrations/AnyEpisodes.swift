import Simulation

/// Episodes of any of the scalar types that environments exchange.
///
/// Code that learns from them switches on it once.
public enum AnyEpisodes: Sendable {
  /// Numbers observed, categories acted with.
  case floatInt([Episode<Float, Int>])
  /// Numbers observed and acted with.
  case floatFloat([Episode<Float, Float>])
  /// Categories observed and acted with.
  case intInt([Episode<Int, Int>])
  /// Pictures observed, categories acted with.
  case bytesInt([Episode<UInt8, Int>])
  /// Pictures observed, numbers acted with.
  case bytesFloat([Episode<UInt8, Float>])

  /// Wraps episodes of scalar types that are known where they were recorded.
  ///
  /// - Returns: `nil` if no environment exchanges such scalars.
  public init?<Observation, Action>(_ episodes: [Episode<Observation, Action>]) {
    switch episodes {
    case let episodes as [Episode<Float, Int>]: self = .floatInt(episodes)
    case let episodes as [Episode<Float, Float>]: self = .floatFloat(episodes)
    case let episodes as [Episode<Int, Int>]: self = .intInt(episodes)
    case let episodes as [Episode<UInt8, Int>]: self = .bytesInt(episodes)
    case let episodes as [Episode<UInt8, Float>]: self = .bytesFloat(episodes)
    default: return nil
    }
  }

  /// Plays whole episodes with a policy and keeps everything that happens; see ``EpisodeRecorder``.
  ///
  /// - Returns: `nil` if such episodes cannot be recorded.
  public init?(
    playing policy: any Policy, in environments: VectorTask, count: Int, seed: UInt64, stepLimit: Int = 10_000
  ) {
    func played<Observation: SpaceScalar, Action: SpaceScalar>(_: Observation.Type, _: Action.Type) -> AnyEpisodes?
    {
      var recorder = EpisodeRecorder<Observation, Action>(
        policy, in: environments, seed: seed, stepLimit: stepLimit)
      return AnyEpisodes(recorder.record(count))
    }
    let task = environments.specification
    guard let observation = task.observationLayout.kind?.spaceScalar,
      let action = task.actionLayout.kind?.spaceScalar, let episodes = played(observation, action)
    else { return nil }
    self = episodes
  }

  /// The number of episodes.
  public var count: Int {
    switch self {
    case .floatInt(let episodes): episodes.count
    case .floatFloat(let episodes): episodes.count
    case .intInt(let episodes): episodes.count
    case .bytesInt(let episodes): episodes.count
    case .bytesFloat(let episodes): episodes.count
    }
  }
}

/// Recorded episodes of one task, with its spaces.
public struct Demonstrations: Sendable {
  /// The dataset's id, such as `LunarLander-v3/heuristic-v0`, or the path it was read from.
  public let name: String
  /// The id of the environment that they were played in; `nil` if the dataset does not say.
  public let environment: String?
  /// The space of observations.
  public let observationSpace: SpaceDescriptor
  /// The space of actions.
  public let actionSpace: SpaceDescriptor
  /// The episodes, in the order in which they were recorded.
  public let episodes: AnyEpisodes

  /// Collects episodes.
  public init(
    name: String, environment: String?, observationSpace: SpaceDescriptor, actionSpace: SpaceDescriptor,
    episodes: AnyEpisodes
  ) {
    self.name = name
    self.environment = environment
    self.observationSpace = observationSpace
    self.actionSpace = actionSpace
    self.episodes = episodes
  }
}
