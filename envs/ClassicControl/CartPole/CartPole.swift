import CMath
import Simulation

/// Balance a pole on a cart by pushing the cart left or right.
///
/// The cart-pole of Barto, Sutton and Anderson (1983), "Neuronlike adaptive elements that can solve difficult
/// learning control problems", with Florian's (2007) equations. Counterpart of Gymnasium's `CartPole-v1`: same
/// draws, same arithmetic in double precision, observations rounded to float.
///
/// | observation | minimum | maximum |
/// |---|---|---|
/// | cart position, metres | -4.8 | 4.8 |
/// | cart velocity, metres per second | -∞ | ∞ |
/// | pole angle, radians from upright | -0.419 | 0.419 |
/// | pole angular velocity, radians per second | -∞ | ∞ |
///
/// Actions: 0 pushes left, 1 pushes right. The reward is 1 for every step, also the last one. An episode
/// terminates when the pole leans more than 12° or the cart leaves ±2.4 m.
public struct CartPole: ConfigurableEnvironment {
  /// The physics, the limits, the reward and the starts.
  public struct Configuration: EnvironmentConfiguration {
    /// Acceleration of gravity, in metres per second squared.
    public var gravity = 9.8
    /// Mass of the cart, in kilograms.
    public var cartMass = 1.0
    /// Mass of the pole, in kilograms.
    public var poleMass = 0.1
    /// Half the pole's length, in metres.
    public var halfPoleLength = 0.5
    /// The force of a push, in newtons.
    public var forceMagnitude = 10.0
    /// The time between two states, in seconds.
    public var timeStep = 0.02
    /// Whether velocities are updated before positions (semi-implicit Euler) rather than after (Euler).
    public var usesSemiImplicitEuler = false
    /// The angle from which the pole counts as fallen, in radians.
    public var angleThreshold = 12 * 2 * Double.pi / 360
    /// The distance from the centre at which the track ends, in metres.
    public var positionThreshold = 2.4
    /// Whether the reward is 0 for a step and -1 for the fall, as in Sutton and Barto, instead of 1 for a step.
    public var suttonBartoReward = false
    /// The lower bound of every number of the first state; Gymnasium's reset option `low`.
    public var resetLow = -0.05
    /// The upper bound of every number of the first state; Gymnasium's reset option `high`.
    public var resetHigh = 0.05

    /// Gymnasium's values.
    public init() {}

    /// Throws unless masses, lengths and times are positive and the reset bounds are in order.
    public func validate() throws(ConfigurationError) {
      try requireSize("gravity", gravity)
      try requireSize("forceMagnitude", forceMagnitude)
      try requirePositive("cartMass", cartMass)
      try requirePositive("poleMass", poleMass)
      try requirePositive("halfPoleLength", halfPoleLength)
      try requirePositive("timeStep", timeStep)
      try requirePositive("angleThreshold", angleThreshold)
      try requirePositive("positionThreshold", positionThreshold)
      try requireBounds(low: resetLow, high: resetHigh)
    }
  }

  /// Position and velocity of the cart, angle and angular velocity of the pole.
  public struct State: Equatable, Sendable, Codable {
    /// Metres right of the centre.
    public var position = 0.0
    /// Metres per second.
    public var velocity = 0.0
    /// Radians clockwise from upright.
    public var angle = 0.0
    /// Radians per second.
    public var angularVelocity = 0.0

    func write(to observation: inout MutableSpan<Float>) {
      observation[0] = Float(position)
      observation[1] = Float(velocity)
      observation[2] = Float(angle)
      observation[3] = Float(angularVelocity)
    }
  }

  /// The parameters.
  public let configuration: Configuration
  /// The state in double precision; set it to start from a state of one's own.
  public var state = State()
  /// The stream that resets draw from.
  public var generator = RandomGenerator(seed: 0)

  private let totalMass: Double
  private let poleMassLength: Double

  /// Makes a cart-pole.
  public init(_ configuration: Configuration = Configuration()) {
    configuration.requireValid()
    self.configuration = configuration
    totalMass = configuration.poleMass + configuration.cartMass
    poleMassLength = configuration.poleMass * configuration.halfPoleLength
  }

  /// Four numbers; position and angle are bounded by twice their thresholds.
  public var observationSpace: Box<Float> {
    let high = [
      Float(configuration.positionThreshold * 2), .infinity, Float(configuration.angleThreshold * 2), .infinity,
    ]
    return Box(low: high.map { -$0 }, high: high)
  }

  /// Push left or push right.
  public var actionSpace: Discrete { Discrete(2) }

  /// Starts an episode near the upright position.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    let (low, high) = (configuration.resetLow, configuration.resetHigh)
    state.position = generator.uniform(low, high)
    state.velocity = generator.uniform(low, high)
    state.angle = generator.uniform(low, high)
    state.angularVelocity = generator.uniform(low, high)
    state.write(to: &observation)
  }

  /// Pushes the cart for one time step.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Float>) -> StepResult {
    assert(actionSpace.contains(action), "\(action[0]) is neither 0 (left) nor 1 (right)")
    // ±1 times the force, not a choice of two: actions are hard to predict, and a missed branch costs a division.
    integrate(force: Double(2 * action[0] - 1) * configuration.forceMagnitude)
    state.write(to: &observation)
    let hasFallen =
      abs(state.position) > configuration.positionThreshold || abs(state.angle) > configuration.angleThreshold
    let reward = configuration.suttonBartoReward ? (hasFallen ? -1.0 : 0.0) : 1.0
    return hasFallen ? .terminated(reward: reward) : .running(reward: reward)
  }

  @inline(__always)
  private mutating func integrate(force: Double) {
    let both = palaestra_sincos(state.angle)
    let (sine, cosine) = (both.sine, both.cosine)
    // Florian (2007), equations 23 and 24, in the order of Gymnasium's operations; two divisions in one instruction.
    let shares =
      SIMD2(
        force + poleMassLength * (state.angularVelocity * state.angularVelocity) * sine,
        configuration.poleMass * (cosine * cosine)) / totalMass
    let push = shares[0]
    let angularAcceleration =
      (configuration.gravity * sine - cosine * push)
      / (configuration.halfPoleLength * (4.0 / 3.0 - shares[1]))
    let acceleration = push - poleMassLength * angularAcceleration * cosine / totalMass

    let dt = configuration.timeStep
    if configuration.usesSemiImplicitEuler {
      state.velocity += dt * acceleration
      state.position += dt * state.velocity
      state.angularVelocity += dt * angularAcceleration
      state.angle += dt * state.angularVelocity
    } else {
      state.position += dt * state.velocity
      state.velocity += dt * acceleration
      state.angle += dt * state.angularVelocity
      state.angularVelocity += dt * angularAcceleration
    }
  }

}
