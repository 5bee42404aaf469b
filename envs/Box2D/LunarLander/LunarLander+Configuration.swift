import Simulation

/// The planet's pull and its weather.
public struct LunarLanderConfiguration: EnvironmentConfiguration {
  /// True if the engines are throttled by numbers rather than switched; Gymnasium's argument `continuous`.
  ///
  /// Read where the environment is made by its id; the types ``LunarLander`` and ``LunarLanderContinuous`` know.
  public var continuous = false
  /// Acceleration of gravity, in metres per second squared: between -12 and 0, both excluded.
  public var gravity = -10.0
  /// True if wind pushes and turns the lander while no leg touches the ground.
  public var enableWind = false
  /// The greatest force of the wind, in newtons; recommended are 0 to 20.
  public var windPower = 15.0
  /// The greatest torque of the wind, in newton metres; recommended are 0 to 2.
  public var turbulencePower = 1.5

  /// Gymnasium's values.
  public init() {}

  /// Gymnasium's values, with the engines throttled or switched.
  public init(continuous: Bool) { self.continuous = continuous }

  /// The settings, with their ranges.
  public static let settings = SettingList<Self> {
    Setting(
      \.continuous, "continuous", "Whether the engines are throttled by numbers rather than switched.",
      gymnasium: "continuous")
    Setting(\.gravity, "gravity", "Acceleration of gravity, in m/s².", in: .between(-12, 0), gymnasium: "gravity")
    Setting(
      \.enableWind, "enableWind", "Whether wind pushes and turns the lander while no leg touches the ground.",
      gymnasium: "enable_wind")
    Setting(
      \.windPower, "windPower", "The greatest force of the wind, in N; 0 to 20 is recommended.", in: -1e4...1e4,
      gymnasium: "wind_power")
    Setting(
      \.turbulencePower, "turbulencePower", "The greatest torque of the wind, in N m; 0 to 2 is recommended.",
      in: -1e4...1e4, gymnasium: "turbulence_power")
  }

  /// The warnings about more wind and turbulence than Gymnasium recommends.
  public var warnings: [String] {
    [("windPower", windPower, 20.0), ("turbulencePower", turbulencePower, 2)].compactMap { name, value, limit in
      (0...limit).contains(value) ? nil : "\(name) is \(value); recommended are values from 0 to \(Int(limit))."
    }
  }
}
