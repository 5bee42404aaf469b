import CMath
import Simulation

/// Drive an underpowered car out of a valley by swinging back and forth.
///
/// From Moore (1990), "Efficient memory-based learning for robot control". Counterpart of Gymnasium's
/// `MountainCar-v0`.
///
/// | observation | minimum | maximum |
/// |---|---|---|
/// | position along the x-axis | -1.2 | 0.6 |
/// | velocity per step | -0.07 | 0.07 |
///
/// Actions: 0 accelerates left, 1 not at all, 2 right. The reward is -1 for every step. An episode terminates when
/// the car reaches the flag at 0.5.
public struct MountainCar: ConfigurableEnvironment {
  /// The physics, the goal and the starts.
  public struct Configuration: EnvironmentConfiguration {
    /// The acceleration of the engine, per step.
    public var force = 0.001
    /// The acceleration of gravity along the slope, per step.
    public var gravity = 0.0025
    /// The position of the flag.
    public var goalPosition = 0.5
    /// The velocity that the car must have at the flag; Gymnasium's argument `goal_velocity`.
    public var goalVelocity = 0.0
    /// The lower bound of the first position; Gymnasium's reset option `low`.
    public var resetLow = -0.6
    /// The upper bound of the first position; Gymnasium's reset option `high`.
    public var resetHigh = -0.4

    /// Gymnasium's values.
    public init() {}

    /// The settings, with their ranges.
    public static let settings = SettingList<Self> {
      Setting(\.force, "force", "The acceleration of the engine, per step.", in: .size)
      Setting(\.gravity, "gravity", "The acceleration of gravity along the slope, per step.", in: .size)
      Setting(
        \.goalPosition, "goalPosition", "The position of the flag.",
        in: Valley.minimumPosition...Valley.maximumPosition)
      Setting(
        \.goalVelocity, "goalVelocity", "The velocity that the car must have at the flag.", in: .size,
        gymnasium: "goal_velocity")
      SettingList.resetBounds(\.resetLow, \.resetHigh, of: "the first position")
    }
  }

  /// The position and velocity of the car.
  public struct State: Equatable, Sendable, Codable {
    /// The position along the x-axis.
    public var position = -0.5
    /// The velocity per step.
    public var velocity = 0.0

    func write(to observation: inout MutableSpan<Float>) {
      observation[0] = Float(position)
      observation[1] = Float(velocity)
    }
  }

  /// The parameters.
  public let configuration: Configuration
  /// The state in double precision.
  public var state = State()
  /// The stream that resets draw from.
  public var generator = RandomGenerator(seed: 0)

  /// Makes a car in a valley.
  public init(_ configuration: Configuration = Configuration()) {
    configuration.requireValid()
    self.configuration = configuration
  }

  /// Position and velocity.
  public var observationSpace: Box<Float> { Valley.observationSpace }

  /// Accelerate left, not at all, or right.
  public var actionSpace: Discrete { Discrete(3) }

  /// Starts an episode at rest near the bottom of the valley.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    state = State(position: generator.uniform(configuration.resetLow, configuration.resetHigh))
    state.write(to: &observation)
  }

  /// Accelerates the car for one step.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Float>) -> StepResult {
    assert(actionSpace.contains(action), "\(action[0]) is not 0 (left), 1 (nothing) or 2 (right)")
    let engine = Double(action[0] - 1) * configuration.force
    let slope = palaestra_cos(3 * state.position) * -configuration.gravity
    var velocity = min(max(state.velocity + (engine + slope), -Valley.maximumSpeed), Valley.maximumSpeed)
    let position = min(max(state.position + velocity, Valley.minimumPosition), Valley.maximumPosition)
    if position == Valley.minimumPosition && velocity < 0 { velocity = 0 }
    state = State(position: position, velocity: velocity)
    state.write(to: &observation)
    let hasArrived = position >= configuration.goalPosition && velocity >= configuration.goalVelocity
    return hasArrived ? .terminated(reward: -1) : .running(reward: -1)
  }
}
