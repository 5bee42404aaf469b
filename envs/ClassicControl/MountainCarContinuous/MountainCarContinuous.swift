import CMath
import Simulation

/// Drive an underpowered car out of a valley with a throttle, spending as little as possible.
///
/// Counterpart of Gymnasium's `MountainCarContinuous-v0`, which computes its first step after a reset in double
/// precision and all others in single precision; so does this.
///
/// | observation | minimum | maximum |
/// |---|---|---|
/// | position along the x-axis | -1.2 | 0.6 |
/// | velocity per step | -0.07 | 0.07 |
///
/// The action is the throttle, from -1 (left) to 1 (right); more is cut. The reward is -0.1 times the square of
/// the action for every step, and 100 for reaching the flag at 0.45, which terminates the episode.
public struct MountainCarContinuous: ConfigurableEnvironment {
  /// The physics, the goal and the starts.
  public struct Configuration: EnvironmentConfiguration {
    /// The acceleration at full throttle, per step.
    public var power = 0.0015
    /// The acceleration of gravity along the slope, per step.
    public var gravity = 0.0025
    /// The position of the flag.
    public var goalPosition = 0.45
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
      Setting(\.power, "power", "The acceleration at full throttle, per step.", in: .size)
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

  /// The parameters.
  public let configuration: Configuration
  /// The state; in single precision once the episode has had a step.
  public var state = MountainCar.State()
  /// The stream that resets draw from.
  public var generator = RandomGenerator(seed: 0)

  private var isFresh = true

  /// Makes a car in a valley.
  public init(_ configuration: Configuration = Configuration()) {
    configuration.requireValid()
    self.configuration = configuration
  }

  /// Position and velocity.
  public var observationSpace: Box<Float> { Valley.observationSpace }

  /// The throttle.
  public var actionSpace: Box<Float> { Box(low: -1, high: 1, shape: [1]) }

  /// Starts an episode at rest near the bottom of the valley.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    state = MountainCar.State(position: generator.uniform(configuration.resetLow, configuration.resetHigh))
    isFresh = true
    state.write(to: &observation)
  }

  /// Opens the throttle for one step.
  public mutating func step(_ action: Span<Float>, into observation: inout MutableSpan<Float>) -> StepResult {
    let throttle = action[0]
    let hasArrived =
      isFresh
      ? advance(throttle, from: state.position, state.velocity)
      : advance(throttle, from: Float(state.position), Float(state.velocity))
    isFresh = false
    state.write(to: &observation)
    let cost = Double(throttle) * Double(throttle) * 0.1
    return hasArrived ? .terminated(reward: 100 - cost) : .running(reward: 0 - cost)
  }

  /// Moves the car in the precision of its position and velocity; returns whether it reached the goal.
  private mutating func advance<Number: BinaryFloatingPoint>(
    _ throttle: Float, from oldPosition: Number, _ oldVelocity: Number
  ) -> Bool {
    let slope = configuration.gravity * palaestra_cos(Double(3 * oldPosition))
    // NumPy keeps single precision for a throttle in range; one that is cut becomes a double.
    let isInRange = abs(throttle) <= 1
    let acceleration =
      isInRange
      ? Number(throttle * Float(configuration.power) - Float(slope))
      : Number((throttle < 0 ? -1 : 1) * configuration.power - slope)
    let maximumSpeed = Number(Valley.maximumSpeed)
    var velocity = min(max(oldVelocity + acceleration, -maximumSpeed), maximumSpeed)
    let minimumPosition = Number(Valley.minimumPosition)
    let position = min(max(oldPosition + velocity, minimumPosition), Number(Valley.maximumPosition))
    if position == minimumPosition && velocity < 0 { velocity = 0 }
    state = MountainCar.State(position: Double(Float(position)), velocity: Double(Float(velocity)))
    return position >= Number(configuration.goalPosition) && velocity >= Number(configuration.goalVelocity)
  }
}
