import Simulation

/// Walk to a goal on a plane that is felt by its distance alone.
///
/// The goal is drawn anew for each episode, uniformly in the square from -0.5 to 0.5, and is not observed. What is observed
/// is the position, which starts at the origin; actions are steps of at most 0.1 along each axis. The reward is minus the
/// distance to the goal, and the episode terminates within 0.01 of it along both axes.
///
/// The task of Finn, Abbeel and Levine (2017), "Model-agnostic meta-learning for fast adaptation of deep networks", section
/// 5.3.1. Their text has the square of the distance; their program has the distance, and so have their returns.
public struct Navigation2D: ConfigurableEnvironment {
  /// The geometry and the rewards.
  public struct Configuration: EnvironmentConfiguration {
    /// The largest coordinate of a goal to either side.
    public var goalRange = 0.5
    /// The distance from the goal, along each axis, within which the episode terminates.
    public var goalTolerance = 0.01
    /// The largest step along each axis.
    public var maximumStep = 0.1
    /// The largest coordinate of a start to either side.
    public var startRange = 0.0
    /// True if rewards are minus the square of the distance.
    public var squaredDistance = false

    /// The values of the paper's program.
    public init() {}

    /// The settings, with their ranges.
    public static let settings = SettingList<Self> {
      Setting(\.goalRange, "goalRange", "The largest coordinate of a goal to either side.", in: 0...1000)
      Setting(
        \.goalTolerance, "goalTolerance", "The distance from the goal, along each axis, that ends an episode.",
        in: 0...1000)
      Setting(\.maximumStep, "maximumStep", "The largest step along each axis.", in: 1e-6...1000)
      Setting(\.startRange, "startRange", "The largest coordinate of a start to either side.", in: 0...1000)
      Setting(\.squaredDistance, "squaredDistance", "Whether rewards are minus the square of the distance.")
    }
  }

  /// The parameters.
  public let configuration: Configuration
  /// The goal.
  public private(set) var goal = SIMD2<Double>.zero
  /// True if resets leave the goal where it is.
  public var keepsTask = false
  /// The stream that resets draw from.
  public var generator = RandomGenerator(seed: 0)
  private(set) var robot = PointRobot()

  /// Makes a plane.
  public init(_ configuration: Configuration = Configuration()) {
    configuration.requireValid()
    self.configuration = configuration
  }

  /// The position.
  public var position: SIMD2<Double> { robot.position }

  /// The position, two numbers without bounds.
  public var observationSpace: Box<Float> { Box(low: -.infinity, high: .infinity, shape: [2]) }

  /// The step.
  public var actionSpace: Box<Float> {
    Box(low: -Float(configuration.maximumStep), high: Float(configuration.maximumStep), shape: [2])
  }

  /// True if the position is within the goal's tolerance.
  public var isAtGoal: Bool {
    let difference = position - goal
    return max(abs(difference.x), abs(difference.y)) < configuration.goalTolerance
  }

  /// Draws a goal, and a start.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    if !keepsTask { goal = draw(configuration.goalRange) }
    robot = PointRobot(at: configuration.startRange > 0 ? draw(configuration.startRange) : .zero)
    observe(into: &observation)
  }

  /// Takes a step.
  public mutating func step(_ action: Span<Float>, into observation: inout MutableSpan<Float>) -> StepResult {
    robot.step(by: action, limit: configuration.maximumStep)
    observe(into: &observation)
    let distance = (position - goal).length
    let reward = -(configuration.squaredDistance ? distance * distance : distance)
    return isAtGoal ? .terminated(reward: reward) : .running(reward: reward)
  }

  private mutating func draw(_ range: Double) -> SIMD2<Double> {
    let x = generator.uniform(-range, range)
    return SIMD2(x, generator.uniform(-range, range))
  }

  private func observe(into observation: inout MutableSpan<Float>) {
    (observation[0], observation[1]) = (Float(position.x), Float(position.y))
  }
}
