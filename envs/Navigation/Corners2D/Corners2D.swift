import Simulation

/// Find out which of four corners pays, and walk there.
///
/// One of the corners (±2, ±2) is drawn anew for each episode and is not observed; what is observed is the position, which
/// starts near the origin. Actions are steps of at most 0.2 along each axis. Near the origin nothing is paid, nor nearer to
/// another corner; nearer to the goal than to the others, a step pays as much as it came closer. Episodes do not terminate.
///
/// The task of Rothfuss and others (2019), "ProMP: proximal meta-policy search", by the geometry and the rewards of their
/// program.
public struct Corners2D: ConfigurableEnvironment {
  /// The geometry.
  public struct Configuration: EnvironmentConfiguration {
    /// The distance of the corners from the origin along each axis.
    public var cornerDistance = 2.0
    /// The sum of both coordinates' sizes below which nothing is paid.
    public var silentRadius = 0.5
    /// The largest step along each axis.
    public var maximumStep = 0.2
    /// The largest coordinate of a start to either side.
    public var startRange = 0.2

    /// The values of the paper's program.
    public init() {}

    /// The place of a corner: (-, -), (+, -), (-, +), (+, +), counted from 0.
    public func corner(_ index: Int) -> SIMD2<Double> {
      cornerDistance * SIMD2(index % 2 == 0 ? -1 : 1, index < 2 ? -1 : 1)
    }

    /// The settings, with their ranges.
    public static let settings = SettingList<Self> {
      Setting(\.cornerDistance, "cornerDistance", "The distance of the corners along each axis.", in: 1e-3...1000)
      Setting(
        \.silentRadius, "silentRadius", "The sum of both coordinates' sizes below which nothing is paid.",
        in: 0...1000)
      Setting(\.maximumStep, "maximumStep", "The largest step along each axis.", in: 1e-6...1000)
      Setting(\.startRange, "startRange", "The largest coordinate of a start to either side.", in: 0...1000)
    }
  }

  /// The parameters.
  public let configuration: Configuration
  /// The number of the corner that pays.
  public private(set) var goal = 0
  /// True if resets leave the goal where it is.
  public var keepsTask = false
  /// The stream that resets draw from.
  public var generator = RandomGenerator(seed: 0)
  private(set) var robot = PointRobot()
  /// The rewards so far, for drawings.
  private(set) var gains = 0.0

  /// Makes a plane.
  public init(_ configuration: Configuration = Configuration()) {
    configuration.requireValid()
    self.configuration = configuration
  }

  /// The position.
  public var position: SIMD2<Double> { robot.position }

  /// The place of a corner; see ``Configuration/corner(_:)``.
  public func corner(_ index: Int) -> SIMD2<Double> { configuration.corner(index) }

  /// The position, two numbers without bounds.
  public var observationSpace: Box<Float> { Box(low: -.infinity, high: .infinity, shape: [2]) }

  /// The step.
  public var actionSpace: Box<Float> {
    Box(low: -Float(configuration.maximumStep), high: Float(configuration.maximumStep), shape: [2])
  }

  /// Draws a corner, and a start.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    if !keepsTask { goal = generator.integers(0..<4) }
    let x = generator.uniform(-configuration.startRange, configuration.startRange)
    robot = PointRobot(at: SIMD2(x, generator.uniform(-configuration.startRange, configuration.startRange)))
    gains = 0
    observe(into: &observation)
  }

  /// Takes a step.
  public mutating func step(_ action: Span<Float>, into observation: inout MutableSpan<Float>) -> StepResult {
    let before = distance(to: goal)
    robot.step(by: action, limit: configuration.maximumStep)
    observe(into: &observation)
    let after = distance(to: goal)
    let isSilent = abs(position.x) + abs(position.y) < configuration.silentRadius
    var isNearest = true
    for index in 0..<4 where distance(to: index) < after { isNearest = false }
    let reward = isNearest && !isSilent ? before - after : 0
    gains += reward
    return .running(reward: reward)
  }

  private func distance(to index: Int) -> Double { (position - corner(index)).length }

  private func observe(into observation: inout MutableSpan<Float>) {
    (observation[0], observation[1]) = (Float(position.x), Float(position.y))
  }
}
