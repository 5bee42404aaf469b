import Simulation

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
  public let episodes: [Episode]

  /// Collects episodes.
  public init(
    name: String, environment: String?, observationSpace: SpaceDescriptor, actionSpace: SpaceDescriptor,
    episodes: [Episode]
  ) {
    self.name = name
    self.environment = environment
    self.observationSpace = observationSpace
    self.actionSpace = actionSpace
    self.episodes = episodes
  }
}
