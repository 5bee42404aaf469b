/// The access to an environment's levels as a value: their size, their distribution, and their choice.
public struct Levelling<Task: Environment & ~Copyable>: Sendable {
  /// The number of components of a level.
  public let size: Int
  /// Draws a level of the standard distribution: ``LevelledEnvironment/drawLevel(_:using:)``.
  public let draw: @Sendable (inout RandomGenerator) -> [Float]
  /// Sets the level of all episodes to come: ``LevelledEnvironment/setLevel(_:)``.
  public let set: @Sendable (inout Task, [Float]?) throws(ConfigurationError) -> Void
}

extension LevelledEnvironment where Self: ~Copyable {
  /// The access to the levels.
  public static func levelling(_ configuration: Configuration) -> Levelling<Self>? { ownLevelling(configuration) }

  /// The access to the levels as a value that is always there, where ``levelling(_:)`` answers for any environment.
  static func ownLevelling(_ configuration: Configuration) -> Levelling<Self> {
    Levelling(
      size: levelSize, draw: { drawLevel(configuration, using: &$0) },
      set: { environment, level throws(ConfigurationError) in try environment.setLevel(level) })
  }
}
