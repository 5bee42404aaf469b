import Simulation

/// The parameters of a drive around a track: Gymnasium's arguments, and the constants of the forces.
public struct DrivingConfiguration: EnvironmentConfiguration {
  /// True if actions are three numbers rather than one of five choices; Gymnasium's argument `continuous`.
  ///
  /// Read where the environment is made by its id; the types that take a ``DrivingControl`` know.
  public var continuous = true
  /// The part of the tiles that must have been driven on when the first tile is come upon, for the lap to count.
  ///
  /// The car starts on the first tile, so that under Gymnasium's rules a lap is done only with the very last tile.
  public var lapCompletePercent = 0.95
  /// True if road and grass have random colours.
  public var domainRandomize = false
  /// True if random colours are drawn anew at every reset; otherwise those of a stream of seed 0 stay.
  public var randomize = true
  /// True if the camera starts high above the field and comes down in the first second.
  public var zoomsIn = true
  /// The power of the engine; Gymnasium's.
  public var enginePower = 100_000_000 * CarShape.scale * CarShape.scale
  /// The deceleration of a wheel by full brakes, in radians per second and step.
  public var brakeForce = 15.0
  /// The friction of the road, as a part of the greatest force.
  public var roadFriction = 1.0
  /// The friction of the grass, as a part of the greatest force.
  public var grassFriction = 0.6

  /// Gymnasium's values.
  public init() {}

  /// The settings, with their ranges.
  public static let settings = SettingList<Self> {
    Setting(
      \.continuous, "continuous", "Whether actions are three numbers rather than one of five choices.",
      gymnasium: "continuous")
    Setting(
      \.lapCompletePercent, "lapCompletePercent",
      "Which part of the tiles must have been driven on, when the first one is come upon, for the lap to count.",
      in: 0...1, gymnasium: "lap_complete_percent")
    Setting(
      \.domainRandomize, "domainRandomize", "Whether road and grass have random colours.",
      gymnasium: "domain_randomize")
    Setting(
      \.randomize, "randomize",
      "Whether random colours are drawn anew at every reset; otherwise those of a stream of seed 0 stay.")
    Setting(
      \.zoomsIn, "zoomsIn", "Whether the camera starts high above the field and comes down in the first second.")
    Setting(\.enginePower, "enginePower", "The power of the engine.", in: 0...1e6)
    Setting(\.brakeForce, "brakeForce", "How quickly full brakes slow a wheel, in rad/s and step.", in: 0...1e4)
    Setting(
      \.roadFriction, "roadFriction", "How well wheels hold on the road, as a part of the greatest force.",
      in: 0...10)
    Setting(\.grassFriction, "grassFriction", "How well wheels hold on the grass.", in: 0...10)
  }

  var grip: Grip {
    Grip(enginePower: enginePower, brakeForce: brakeForce, road: roadFriction, grass: grassFriction)
  }
}
