import Simulation

extension BipedalWalker {
  /// The ground, the robot and the price of its effort.
  public struct Configuration: EnvironmentConfiguration {
    /// True if stumps, stairs and pits stand in the way; Gymnasium's argument `hardcore`.
    public var hardcore = false
    /// The strength of the slope's changes from column to column; 0 makes the ground level.
    public var roughness = 1.0
    /// Friction of the ground.
    public var groundFriction = 2.5
    /// Acceleration of free fall, in metres per second squared.
    public var gravity = 10.0
    /// The greatest torque of each motor, in newton metres.
    public var motorTorque = 80.0
    /// The speed that a hip's motor aims for, in radians per second.
    public var hipSpeed = 4.0
    /// The speed that a knee's motor aims for, in radians per second.
    public var kneeSpeed = 6.0
    /// Mass of the hull per area, in kilograms per square metre.
    public var hullDensity = 5.0
    /// Mass of the legs per area, in kilograms per square metre.
    public var legDensity = 1.0
    /// The greatest force that pushes the hull to either side at the start, in newtons.
    public var startPush = 5.0
    /// The range of the lidar, in metres.
    public var lidarRange = 160.0 / 30
    /// The cost of a newton metre of torque for one step.
    public var torqueCost = 0.00035
    /// The number of strengths of each motor, all combinations of which become one choice; 0 for any strength.
    ///
    /// Read where the environment is made by its id; ``BipedalWalker`` itself takes numbers, and
    /// ``DiscreteBipedalWalker`` choices.
    public var actionBins = 0

    /// Gymnasium's values.
    public init() {}

    /// Gymnasium's values for either terrain.
    public init(hardcore: Bool) { self.hardcore = hardcore }

    /// Throws unless every value is of a size that a simulation can work with.
    public func validate() throws(ConfigurationError) {
      try require("roughness", roughness, in: 0...10)
      try require("groundFriction", groundFriction, in: 0...100)
      try require("gravity", gravity, in: 0...1000)
      try require("motorTorque", motorTorque, in: 0...1e5)
      try require("hipSpeed", hipSpeed, in: 0.01...100)
      try require("kneeSpeed", kneeSpeed, in: 0.01...100)
      try require("hullDensity", hullDensity, in: 0.01...1e4)
      try require("legDensity", legDensity, in: 0.01...1e4)
      try require("startPush", startPush, in: 0...1e4)
      try require("lidarRange", lidarRange, in: 0.01...100)
      try require("torqueCost", torqueCost, in: -1e3...1e3)
      try require(
        "actionBins", actionBins, "0, or from 2 to 9", actionBins == 0 || (2...9).contains(actionBins))
    }

    private func require(
      _ name: String, _ value: Double, in range: ClosedRange<Double>
    ) throws(ConfigurationError) {
      try require(
        name, value, "from \(range.lowerBound) to \(range.upperBound)", range.contains(value))
    }
  }
}

extension BipedalWalker.Configuration {
  /// The settings in words.
  public static let settings: [SettingDescription] = [
    SettingDescription("hardcore", "Whether stumps, stairs and pits stand in the way."),
    SettingDescription(
      "roughness", "How strongly the slope of the ground changes from column to column; 0 makes it level.",
      .from(0, to: 10)),
    SettingDescription("groundFriction", "Friction of the ground.", .from(0, to: 100)),
    SettingDescription("gravity", "Acceleration of free fall, in m/s².", .from(0, to: 1000)),
    SettingDescription("motorTorque", "The greatest torque of each motor, in N m.", .from(0, to: 1e5)),
    SettingDescription("hipSpeed", "The speed that a hip's motor aims for, in rad/s.", .from(0.01, to: 100)),
    SettingDescription("kneeSpeed", "The speed that a knee's motor aims for, in rad/s.", .from(0.01, to: 100)),
    SettingDescription("hullDensity", "Mass of the hull per area, in kg/m².", .from(0.01, to: 1e4)),
    SettingDescription("legDensity", "Mass of the legs per area, in kg/m².", .from(0.01, to: 1e4)),
    SettingDescription(
      "startPush", "The greatest force that pushes the hull to either side at the start, in N.", .from(0, to: 1e4)),
    SettingDescription("lidarRange", "How far the lidar sees, in m.", .from(0.01, to: 100)),
    SettingDescription("torqueCost", "The cost of a newton metre of torque for one step.", .from(-1000, to: 1000)),
    SettingDescription(
      "actionBins",
      "How many strengths each motor knows, all combinations of which become one choice; 0 for any strength.",
      .words("0, or from 2 to 9")),
  ]
}
