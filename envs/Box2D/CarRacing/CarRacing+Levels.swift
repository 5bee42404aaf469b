import Simulation

/// A level is a track, described by its checkpoints: ``RaceTrack/init(level:)``.
extension CarRacing: LevelledEnvironment {
  /// The length of a level: two numbers for each of ten checkpoints.
  public static var levelSize: Int { RaceTrack.levelSize }

  /// Draws a track as Gymnasium does.
  public static func drawLevel(
    _ configuration: DrivingConfiguration, using generator: inout RandomGenerator
  ) -> [Float] { RaceTrack.drawLevel(using: &generator) }

  /// Lays the track of all episodes to come.
  public mutating func setLevel(_ level: [Float]?) throws(ConfigurationError) {
    fixedTrack = if let level { try RaceTrack(level: level) } else { nil }
  }
}

/// A level is a track, described by its checkpoints: ``RaceTrack/init(level:)``.
extension CarRacingFeatures: LevelledEnvironment {
  /// The length of a level: two numbers for each of ten checkpoints.
  public static var levelSize: Int { RaceTrack.levelSize }

  /// Draws a track as Gymnasium does.
  public static func drawLevel(
    _ configuration: DrivingConfiguration, using generator: inout RandomGenerator
  ) -> [Float] { RaceTrack.drawLevel(using: &generator) }

  /// Lays the track of all episodes to come.
  public mutating func setLevel(_ level: [Float]?) throws(ConfigurationError) {
    fixedTrack = if let level { try RaceTrack(level: level) } else { nil }
  }
}
