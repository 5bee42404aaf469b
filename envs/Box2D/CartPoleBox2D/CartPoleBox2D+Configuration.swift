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

  /// Throws unless masses, lengths and times are of a size that Box2D works well with, and starts are on the track.
  public func validate() throws(ConfigurationError) {
    try require("gravity", gravity, "from 0.01 to 100", (0.01...100).contains(gravity))
    try require("cartMass", cartMass, "from 0.01 to 1000", (0.01...1000).contains(cartMass))
    try require("poleMass", poleMass, "from 0.01 to 1000", (0.01...1000).contains(poleMass))
    try require("halfPoleLength", halfPoleLength, "from 0.05 to 10", (0.05...10).contains(halfPoleLength))
    try require("forceMagnitude", forceMagnitude, "from 0.001 to 10000", (0.001...10_000).contains(forceMagnitude))
    try require("timeStep", timeStep, "from 0.0001 to 0.1", (0.0001...0.1).contains(timeStep))
    try require("substeps", substeps, "from 1 to 100", (1...100).contains(substeps))
    try require("velocityIterations", velocityIterations, "from 1 to 1000", (1...1000).contains(velocityIterations))
    try require("positionIterations", positionIterations, "from 1 to 1000", (1...1000).contains(positionIterations))
    try requirePositive("angleThreshold", angleThreshold)
    try require(
      "positionThreshold", positionThreshold, "from 0.1 to 1000", (0.1...1000).contains(positionThreshold))
    try requireBounds(low: resetLow, high: resetHigh)
    let (low, high) = (-positionThreshold, positionThreshold)
    try require("resetLow", resetLow, "at least \(low), where the track is left", resetLow >= low)
    try require("resetHigh", resetHigh, "at most \(high), where the track is left", resetHigh <= high)
  }
}

extension CartPoleBox2DConfiguration {
  /// The settings in words.
  public static let settings: [SettingDescription] = [
    SettingDescription(
      "continuous", "Whether the cart is pushed by a number rather than to one side or the other."),
    SettingDescription("swingUp", "Whether the pole starts hanging down, to be swung up, rather than upright."),
    SettingDescription("gravity", "Acceleration of gravity, in m/s².", .from(0.01, to: 100)),
    SettingDescription("cartMass", "Mass of the cart, in kg.", .from(0.01, to: 1000)),
    SettingDescription("poleMass", "Mass of the pole, in kg.", .from(0.01, to: 1000)),
    SettingDescription("halfPoleLength", "Half the pole's length, in m.", .from(0.05, to: 10)),
    SettingDescription("forceMagnitude", "The force of a whole push, in N.", .from(0.001, to: 10_000)),
    SettingDescription("timeStep", "The time between two states, in s.", .from(0.0001, to: 0.1)),
    SettingDescription(
      "substeps", "Into how many steps of the simulation the time between two states is divided.", .from(1, to: 100)
    ),
    SettingDescription(
      "velocityIterations", "How often the solver goes over the joints' velocities.", .from(1, to: 1000)),
    SettingDescription(
      "positionIterations", "How often the solver goes over the joints' positions.", .from(1, to: 1000)),
    SettingDescription(
      "angleThreshold", "The angle from which the pole counts as fallen, in rad; without meaning for the swing-up.",
      .positive),
    SettingDescription(
      "positionThreshold", "The distance from the centre that the cart must keep within, in m.",
      .from(0.1, to: 1000)),
    SettingDescription(
      "resetLow",
      "The lower bound of every number of the first state, the angle counted from where the pole starts.",
      .words("from -positionThreshold to resetHigh")),
    SettingDescription(
      "resetHigh",
      "The upper bound of every number of the first state, the angle counted from where the pole starts.",
      .words("from resetLow to positionThreshold")),
  ]
}
