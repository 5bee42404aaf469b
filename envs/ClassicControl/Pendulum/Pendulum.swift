import CMath
import Simulation

/// Swing a pendulum up and hold it there with a weak motor.
///
/// Counterpart of Gymnasium's `Pendulum-v1`; the torque's share of the arithmetic is in single precision, as
/// there.
///
/// | observation | minimum | maximum |
/// |---|---|---|
/// | cosine of the angle | -1 | 1 |
/// | sine of the angle | -1 | 1 |
/// | angular velocity, radians per second | -8 | 8 |
///
/// The action is the torque, from -2 to 2 newton metres; more is cut. The reward is minus the cost
/// angle² + 0.1 velocity² + 0.001 torque², the angle being 0 at the top. Episodes never terminate.
public struct Pendulum: ConfigurableEnvironment {
  /// The physics and the starts.
  public struct Configuration: EnvironmentConfiguration {
    /// Acceleration of gravity, in metres per second squared; Gymnasium's argument `g`.
    public var gravity = 10.0
    /// Mass of the rod, in kilograms.
    public var mass = 1.0
    /// Length of the rod, in metres.
    public var length = 1.0
    /// The time between two states, in seconds.
    public var timeStep = 0.05
    /// The largest angular velocity, in radians per second.
    public var maximumSpeed = 8.0
    /// The largest torque, in newton metres.
    public var maximumTorque = 2.0
    /// The bound of the first angle, drawn between minus this and this; Gymnasium's reset option `x_init`.
    public var resetAngle = Double.pi
    /// The bound of the first angular velocity, drawn between minus this and this; Gymnasium's reset option `y_init`.
    public var resetSpeed = 1.0

    /// Gymnasium's values.
    public init() {}

    /// The settings, with their ranges.
    public static let settings = SettingList<Self> {
      Setting(\.gravity, "gravity", "Acceleration of gravity, in m/s².", in: .size, gymnasium: "g")
      Setting(\.mass, "mass", "Mass of the rod, in kg.", in: .positive)
      Setting(\.length, "length", "Length of the rod, in m.", in: .positive)
      Setting(\.timeStep, "timeStep", "The time between two states, in s.", in: .positive)
      Setting(\.maximumSpeed, "maximumSpeed", "The largest angular velocity, in rad/s.", in: .positive)
      Setting(\.maximumTorque, "maximumTorque", "The largest torque, in N m.", in: .positive)
      Setting(\.resetAngle, "resetAngle", "The largest first angle to either side, in rad.", in: 0...1e4)
      Setting(
        \.resetSpeed, "resetSpeed", "The largest first angular velocity to either side, in rad/s.", in: 0...1e4)
    }
  }

  /// The angle and the angular velocity.
  public struct State: Equatable, Sendable, Codable {
    /// The angle, in radians from upright, not wrapped.
    public var angle = 0.0
    /// The angular velocity, in radians per second.
    public var angularVelocity = 0.0

  }

  /// The parameters.
  public let configuration: Configuration
  /// The state in double precision.
  public var state = State()
  /// The torque of the last step, for drawings.
  public private(set) var lastTorque: Float = 0
  /// The stream that resets draw from.
  public var generator = RandomGenerator(seed: 0)

  private let gravityFactor: Double
  private let torqueFactor: Float
  /// The angle that was observed last and its sine, which the next step needs again.
  private var observed = (angle: 0.0, sine: 0.0)

  /// Makes a pendulum.
  public init(_ configuration: Configuration = Configuration()) {
    configuration.requireValid()
    self.configuration = configuration
    gravityFactor = 3 * configuration.gravity / (2 * configuration.length)
    torqueFactor = Float(3 / (configuration.mass * NumPyArithmetic.square(configuration.length)))
  }

  /// Cosine and sine of the angle, and the angular velocity.
  public var observationSpace: Box<Float> {
    let high: [Float] = [1, 1, Float(configuration.maximumSpeed)]
    return Box(low: high.map { -$0 }, high: high)
  }

  /// The torque.
  public var actionSpace: Box<Float> {
    Box(low: -Float(configuration.maximumTorque), high: Float(configuration.maximumTorque), shape: [1])
  }

  /// Starts an episode at a random angle and velocity.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    state.angle = generator.uniform(-configuration.resetAngle, configuration.resetAngle)
    state.angularVelocity = generator.uniform(-configuration.resetSpeed, configuration.resetSpeed)
    lastTorque = 0
    observe(into: &observation)
  }

  /// Applies a torque for one time step.
  public mutating func step(_ action: Span<Float>, into observation: inout MutableSpan<Float>) -> StepResult {
    let limit = Float(configuration.maximumTorque)
    let torque = min(max(action[0], -limit), limit)
    lastTorque = torque
    let cost = cost(of: torque)
    integrate(torque)
    observe(into: &observation)
    return .running(reward: -cost)
  }

  private func cost(of torque: Float) -> Double {
    let angle = Self.wrapped(state.angle)
    let speed = state.angularVelocity
    return NumPyArithmetic.square(angle) + 0.1 * NumPyArithmetic.square(speed)
      + Double(0.001 * NumPyArithmetic.square(torque))
  }

  private mutating func integrate(_ torque: Float) {
    let (dt, limit) = (configuration.timeStep, configuration.maximumSpeed)
    let sine = state.angle == observed.angle ? observed.sine : palaestra_sin(state.angle)
    let acceleration = gravityFactor * sine + Double(torqueFactor * torque)
    state.angularVelocity = min(max(state.angularVelocity + acceleration * dt, -limit), limit)
    state.angle += state.angularVelocity * dt
  }

  private mutating func observe(into observation: inout MutableSpan<Float>) {
    let both = palaestra_sincos(state.angle)
    observed = (state.angle, both.sine)
    observation[0] = Float(both.cosine)
    observation[1] = Float(both.sine)
    observation[2] = Float(state.angularVelocity)
  }

  /// The same angle in [-π, π), with Python's modulo.
  static func wrapped(_ angle: Double) -> Double {
    let turn = 2 * Double.pi
    var rest = (angle + Double.pi).truncatingRemainder(dividingBy: turn)
    if rest < 0 { rest += turn }
    return rest - Double.pi
  }
}
