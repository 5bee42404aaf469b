import CMath
import Simulation

/// Swing the tip of two linked rods above a line by a motor at the joint between them.
///
/// Sutton (1996), "Generalization in reinforcement learning: successful examples using sparse coarse coding";
/// equations of Sutton and Barto's book. Counterpart of Gymnasium's `Acrobot-v1`, with its fourth-order
/// Runge-Kutta step.
///
/// | observation | minimum | maximum |
/// |---|---|---|
/// | cosine and sine of the first angle | -1 | 1 |
/// | cosine and sine of the second angle | -1 | 1 |
/// | first angular velocity, radians per second | -4π | 4π |
/// | second angular velocity, radians per second | -9π | 9π |
///
/// Actions: 0 turns the joint by -1 N m, 1 not at all, 2 by 1 N m. The reward is -1 for every step and 0 for the
/// last one, when the tip is one rod's length above the axis and the episode terminates.
public struct Acrobot: ConfigurableEnvironment {
  /// The physics and the starts.
  public struct Configuration: EnvironmentConfiguration {
    /// Acceleration of gravity, in metres per second squared.
    public var gravity = 9.8
    /// Length of the first rod, in metres.
    public var length1 = 1.0
    /// Length of the second rod, in metres; it matters for drawings only, as in Gymnasium.
    public var length2 = 1.0
    /// Mass of the first rod, in kilograms.
    public var mass1 = 1.0
    /// Mass of the second rod, in kilograms.
    public var mass2 = 1.0
    /// Distance of the first rod's centre of mass from its axis, in metres.
    public var center1 = 0.5
    /// Distance of the second rod's centre of mass from its axis, in metres.
    public var center2 = 0.5
    /// Moment of inertia of each rod, in kilogram square metres.
    public var inertia = 1.0
    /// The time between two states, in seconds.
    public var timeStep = 0.2
    /// The bound of the torque's noise, drawn between minus this and this; 0 draws nothing.
    public var torqueNoise = 0.0
    /// True if the equations are those of Sutton's 1996 paper rather than of the book.
    public var usesPaperEquations = false
    /// The lower bound of every number of the first state; Gymnasium's reset option `low`.
    public var resetLow = -0.1
    /// The upper bound of every number of the first state; Gymnasium's reset option `high`.
    public var resetHigh = 0.1

    /// Gymnasium's values.
    public init() {}

    /// The settings, with their ranges.
    public static let settings = SettingList<Self> {
      Setting(\.gravity, "gravity", "Acceleration of gravity, in m/s².", in: .size)
      Setting(\.length1, "length1", "Length of the first rod, in m.", in: .positive)
      Setting(\.length2, "length2", "Length of the second rod, in m; it matters for drawings only.", in: .positive)
      Setting(\.mass1, "mass1", "Mass of the first rod, in kg.", in: .positive)
      Setting(\.mass2, "mass2", "Mass of the second rod, in kg.", in: .positive)
      Setting(
        \.center1, "center1", "Distance of the first rod's centre of mass from its axis, in m.", in: .positive)
      Setting(
        \.center2, "center2", "Distance of the second rod's centre of mass from its axis, in m.", in: .positive)
      Setting(\.inertia, "inertia", "Moment of inertia of each rod, in kg m².", in: .positive)
      Setting(\.timeStep, "timeStep", "The time between two states, in s.", in: .positive)
      Setting(
        \.torqueNoise, "torqueNoise", "The largest noise of the torque, to either side; 0 draws nothing.",
        in: 0...1e9)
      Setting(
        \.usesPaperEquations, "usesPaperEquations",
        "Whether the equations are those of Sutton's paper of 1996 rather than of the book.")
      SettingList.resetBounds(\.resetLow, \.resetHigh, of: "every number of the first state")
    }
  }

  /// The angles and angular velocities: `[θ₁, θ₂, θ̇₁, θ̇₂]`, θ₁ from hanging down, θ₂ relative to the first rod.
  public typealias State = SIMD4<Double>

  /// The largest angular velocity of the first rod, in radians per second.
  public static let maximumSpeed1 = 4 * Double.pi
  /// The largest angular velocity of the second rod, in radians per second.
  public static let maximumSpeed2 = 9 * Double.pi

  /// The parameters.
  public let configuration: Configuration
  /// The state in double precision.
  public var state = State.zero
  /// The torque of the last step, for drawings.
  public internal(set) var lastTorque = 0.0
  /// The stream that resets and noise draw from.
  public var generator = RandomGenerator(seed: 0)

  private let squaredLength1: Double
  private let squaredCenter1: Double
  private let squaredCenter2: Double

  /// Makes an acrobot.
  public init(_ configuration: Configuration = Configuration()) {
    configuration.requireValid()
    self.configuration = configuration
    squaredLength1 = NumPyArithmetic.square(configuration.length1)
    squaredCenter1 = NumPyArithmetic.square(configuration.center1)
    squaredCenter2 = NumPyArithmetic.square(configuration.center2)
  }

  /// Cosines and sines of both angles, and both velocities.
  public var observationSpace: Box<Float> {
    let high: [Float] = [1, 1, 1, 1, Float(Self.maximumSpeed1), Float(Self.maximumSpeed2)]
    return Box(low: high.map { -$0 }, high: high)
  }

  /// Torque -1, 0 or 1.
  public var actionSpace: Discrete { Discrete(3) }

  /// Starts an episode hanging nearly still.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    for index in 0..<4 {
      state[index] = Double(Float(generator.uniform(configuration.resetLow, configuration.resetHigh)))
    }
    lastTorque = 0
    // The first state is in single precision, and so are its sines and cosines.
    let angles = (Float(state[0]), Float(state[1]))
    write(NumPyArithmetic.sincos(angles.0), NumPyArithmetic.sincos(angles.1), to: &observation)
  }

  /// Turns the joint for one time step.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Float>) -> StepResult {
    assert(actionSpace.contains(action), "\(action[0]) is not 0, 1 or 2")
    lastTorque = Double(action[0] - 1)
    if configuration.torqueNoise > 0 {
      lastTorque += generator.uniform(-configuration.torqueNoise, configuration.torqueNoise)
    }
    var next = integrated(torque: lastTorque)
    next[0] = Self.wrapped(next[0])
    next[1] = Self.wrapped(next[1])
    next[2] = min(max(next[2], -Self.maximumSpeed1), Self.maximumSpeed1)
    next[3] = min(max(next[3], -Self.maximumSpeed2), Self.maximumSpeed2)
    state = next
    let cosine1 = observe(into: &observation)
    let isUp = -cosine1 - palaestra_cos(next[1] + next[0]) > 1
    return isUp ? .terminated(reward: 0) : .running(reward: -1)
  }

  /// Writes the state and returns the cosine of the first angle, unrounded.
  private func observe(into observation: inout MutableSpan<Float>) -> Double {
    let (first, second) = (palaestra_sincos(state[0]), palaestra_sincos(state[1]))
    write(
      (Float(first.sine), Float(first.cosine)), (Float(second.sine), Float(second.cosine)), to: &observation)
    return first.cosine
  }

  private func write(
    _ first: (sine: Float, cosine: Float), _ second: (sine: Float, cosine: Float),
    to observation: inout MutableSpan<Float>
  ) {
    observation[0] = first.cosine
    observation[1] = first.sine
    observation[2] = second.cosine
    observation[3] = second.sine
    observation[4] = Float(state[2])
    observation[5] = Float(state[3])
  }

  /// The state one time step later, by the classical Runge-Kutta method.
  private func integrated(torque: Double) -> State {
    let dt = configuration.timeStep
    let k1 = derivative(of: state, torque: torque)
    let k2 = derivative(of: state + dt / 2 * k1, torque: torque)
    let k3 = derivative(of: state + dt / 2 * k2, torque: torque)
    let k4 = derivative(of: state + dt * k3, torque: torque)
    return state + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
  }

  /// The equations of motion, in the order of Gymnasium's operations.
  private func derivative(of state: State, torque: Double) -> State {
    let (m1, m2, l1) = (configuration.mass1, configuration.mass2, configuration.length1)
    let (lc1, lc2, i) = (configuration.center1, configuration.center2, configuration.inertia)
    let g = configuration.gravity
    let (theta1, theta2, dtheta1, dtheta2) = (state[0], state[1], state[2], state[3])
    let angle2 = palaestra_sincos(theta2)
    let (sine2, cosine2) = (angle2.sine, angle2.cosine)

    let reach = squaredLength1 + squaredCenter2 + 2 * l1 * lc2 * cosine2
    let d1 = m1 * squaredCenter1 + m2 * reach + i + i
    let d2 = m2 * (squaredCenter2 + l1 * lc2 * cosine2) + i
    let phi2 = m2 * lc2 * g * palaestra_cos(theta1 + theta2 - Double.pi / 2)
    let centrifugal = -m2 * l1 * lc2 * NumPyArithmetic.square(dtheta2) * sine2
    let coriolis = 2 * m2 * l1 * lc2 * dtheta2 * dtheta1 * sine2
    let weight = (m1 * lc1 + m2 * l1) * g * palaestra_cos(theta1 - Double.pi / 2)
    let phi1 = centrifugal - coriolis + weight + phi2
    let inertia2 = m2 * squaredCenter2 + i - NumPyArithmetic.square(d2) / d1
    var drive = torque + d2 / d1 * phi1
    if !configuration.usesPaperEquations { drive -= m2 * l1 * lc2 * NumPyArithmetic.square(dtheta1) * sine2 }
    let ddtheta2 = (drive - phi2) / inertia2
    let ddtheta1 = -(d2 * ddtheta2 + phi1) / d1
    return State(dtheta1, dtheta2, ddtheta1, ddtheta2)
  }

  /// The same angle in [-π, π], by whole turns as Gymnasium takes them.
  private static func wrapped(_ angle: Double) -> Double {
    // Far out, where single turns would get lost, one division takes them all; what is not a number stays so.
    var angle = abs(angle) < 1e6 ? angle : angle.remainder(dividingBy: 2 * Double.pi)
    while angle > Double.pi { angle -= 2 * Double.pi }
    while angle < -Double.pi { angle += 2 * Double.pi }
    return angle
  }
}
