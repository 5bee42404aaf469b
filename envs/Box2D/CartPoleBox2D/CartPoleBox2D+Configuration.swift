import Simulation

/// The task, the physics, the limits and the starts of a cart-pole made of bodies.
public struct CartPoleBox2DConfiguration: EnvironmentConfiguration {
  /// True if the cart is pushed by a number rather than to one side or the other.
  ///
  /// Read where the environment is made by its id; the types ``CartPoleBox2D`` and ``CartPoleBox2DContinuous``
  /// know.
  public var continuous = false
  /// True if the pole starts hanging down, to be swung up, rather than upright.
  public var swingUp = false
  /// Acceleration of gravity, in metres per second squared.
  public var gravity = 9.8
  /// Mass of the cart, in kilograms.
  public var cartMass = 1.0
  /// Mass of the pole, in kilograms.
  public var poleMass = 0.1
  /// Half the pole's length, in metres.
  public var halfPoleLength = 0.5
  /// The force of a whole push, in newtons.
  public var forceMagnitude = 10.0
  /// The time between two states, in seconds.
  public var timeStep = 0.02
  /// The number of steps of the simulation between two states.
  ///
  /// In 2 s, a free swing loses 31 % of its energy to one step of 0.02 s, 10 % to four shorter ones, 5 % to eight.
  public var substeps = 4
  /// The number of the solver's iterations over the joints' velocities.
  public var velocityIterations = 8
  /// The number of the solver's iterations over the joints' positions.
  public var positionIterations = 3
  /// The angle from which the pole counts as fallen, in radians; without meaning for the swing-up.
  public var angleThreshold = 12 * 2 * Double.pi / 360
  /// The distance from the centre that the cart must keep within, in metres; the track's stops are a tenth farther
  /// out.
  public var positionThreshold = 2.4
  /// The lower bound of every number of the first state, the angle counted from where the pole starts.
  public var resetLow = -0.05
  /// The upper bound of every number of the first state, the angle counted from where the pole starts.
  public var resetHigh = 0.05

  /// Balancing, with the values of `CartPole-v1`.
  public init() {}

  /// The distance from the centre at which the track's stops hold the cart, in metres.
  public var stopPosition: Double { 1.1 * positionThreshold }

  /// The settings, with their ranges.
  public static let settings = SettingList<Self> {
    Setting(
      \.continuous, "continuous", "Whether the cart is pushed by a number rather than to one side or the other.")
    Setting(\.swingUp, "swingUp", "Whether the pole starts hanging down, to be swung up, rather than upright.")
    Setting(\.gravity, "gravity", "Acceleration of gravity, in m/s².", in: 0.01...100)
    Setting(\.cartMass, "cartMass", "Mass of the cart, in kg.", in: 0.01...1000)
    Setting(\.poleMass, "poleMass", "Mass of the pole, in kg.", in: 0.01...1000)
    Setting(\.halfPoleLength, "halfPoleLength", "Half the pole's length, in m.", in: 0.05...10)
    Setting(\.forceMagnitude, "forceMagnitude", "The force of a whole push, in N.", in: 0.001...10_000)
    Setting(\.timeStep, "timeStep", "The time between two states, in s.", in: 0.0001...0.1)
    Setting(
      \.substeps, "substeps", "Into how many steps of the simulation the time between two states is divided.",
      in: 1...100)
    Setting(
      \.velocityIterations, "velocityIterations", "How often the solver goes over the joints' velocities.",
      in: 1...1000)
    Setting(
      \.positionIterations, "positionIterations", "How often the solver goes over the joints' positions.",
      in: 1...1000)
    Setting(
      \.angleThreshold, "angleThreshold",
      "The angle from which the pole counts as fallen, in rad; without meaning for the swing-up.", in: .positive)
    Setting(
      \.positionThreshold, "positionThreshold",
      "The distance from the centre that the cart must keep within, in m.", in: 0.1...1000)
    SettingList.resetBounds(
      \.resetLow, \.resetHigh, of: "every number of the first state, the angle counted from where the pole starts")
    SettingRule { configuration in
      let end = configuration.positionThreshold
      guard configuration.resetLow >= -end else {
        return "resetLow is \(configuration.resetLow), but must be at least \(-end), where the track is left."
      }
      guard configuration.resetHigh <= end else {
        return "resetHigh is \(configuration.resetHigh), but must be at most \(end), where the track is left."
      }
      return nil
    }
  }
}
