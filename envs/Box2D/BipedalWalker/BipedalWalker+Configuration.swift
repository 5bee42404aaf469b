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

    /// The settings, with their ranges.
    public static let settings = SettingList<Self> {
      Setting(\.hardcore, "hardcore", "Whether stumps, stairs and pits stand in the way.", gymnasium: "hardcore")
      Setting(
        \.roughness, "roughness",
        "How strongly the slope of the ground changes from column to column; 0 makes it level.", in: 0...10)
      Setting(\.groundFriction, "groundFriction", "Friction of the ground.", in: 0...100)
      Setting(\.gravity, "gravity", "Acceleration of free fall, in m/s².", in: 0...1000)
      Setting(\.motorTorque, "motorTorque", "The greatest torque of each motor, in N m.", in: 0...1e5)
      Setting(\.hipSpeed, "hipSpeed", "The speed that a hip's motor aims for, in rad/s.", in: 0.01...100)
      Setting(\.kneeSpeed, "kneeSpeed", "The speed that a knee's motor aims for, in rad/s.", in: 0.01...100)
      Setting(\.hullDensity, "hullDensity", "Mass of the hull per area, in kg/m².", in: 0.01...1e4)
      Setting(\.legDensity, "legDensity", "Mass of the legs per area, in kg/m².", in: 0.01...1e4)
      Setting(
        \.startPush, "startPush", "The greatest force that pushes the hull to either side at the start, in N.",
        in: 0...1e4)
      Setting(\.lidarRange, "lidarRange", "How far the lidar sees, in m.", in: 0.01...100)
      Setting(\.torqueCost, "torqueCost", "The cost of a newton metre of torque for one step.", in: -1000...1000)
      Setting(
        \.actionBins, "actionBins",
        "How many strengths each motor knows, all combinations of which become one choice; 0 for any strength.",
        "0, or from 2 to 9"
      ) { $0 == 0 || (2...9).contains($0) }
    }

  }
}
