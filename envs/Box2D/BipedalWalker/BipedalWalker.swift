import CMath
import Physics2D
import Simulation

/// Walk a robot with two legs over uneven ground.
///
/// Counterpart of Gymnasium's `BipedalWalker-v3` and, with ``Configuration/hardcore``, of
/// `BipedalWalkerHardcore-v3`. Terrains and pushes are drawn exactly as there; the motion is that of Box2D 2.4.1
/// where Gymnasium has 2.3, equal in free flight and alike in score.
///
/// | observation | index | range |
/// |---|---|---|
/// | the hull's angle, in radians | 0 | -π to π |
/// | the hull's angular velocity and its horizontal and vertical velocity, scaled | 1, 2, 3 | -5 to 5 |
/// | angle of the hip, in radians, of the left leg, then of the right one | 4, 9 | -π to π |
/// | speed of the hip, as a part of the motor's | 5, 10 | -5 to 5 |
/// | angle of the knee plus 1, in radians | 6, 11 | -π to π |
/// | speed of the knee, as a part of the motor's | 7, 12 | -5 to 5 |
/// | 1 while the lower leg touches the ground | 8, 13 | 0 to 5 |
/// | free path of each ray of the lidar, from straight down to forwards, as a part of its range | 14 to 23 | -1 to 1 |
///
/// The ranges are Gymnasium's. An action is four numbers from -1 to 1, for hip and knee of the left leg and then of
/// the right one: the sign says which way the motor turns, the magnitude how much of its torque it may use.
///
/// The reward of a step is 130/30 for each metre forwards, less 5 for each radian that the hull leans further, less
/// the cost of the torque. It is -100 when the hull touches anything or falls back behind the start, and then the
/// episode terminates, as it does at the end of the terrain.
public struct BipedalWalker: ConfigurableEnvironment {
  /// The parameters.
  public let configuration: Configuration
  /// The stream that resets draw from.
  public var generator = RandomGenerator(seed: 0)
  /// The ground of the present episode.
  public private(set) var terrain = BipedalWalkerTerrain.level
  /// The ground of all episodes to come; `nil` draws another one for each.
  ///
  /// - Precondition: The terrain is valid. Those from outside go through ``BipedalWalkerTerrain/validate()`` first.
  public var fixedTerrain: BipedalWalkerTerrain? {
    didSet { fixedTerrain?.requireValid() }
  }

  var world: PhysicsWorld
  var robot: WalkerRobot
  var lidar: WalkerLidar
  private(set) var elapsedSteps = 0
  private var previousShaping = 0.0

  /// The duration of a step, in seconds.
  static let timeStep = 1.0 / 50

  /// Makes a walker that stands on level ground until a reset draws a terrain.
  public init(_ configuration: Configuration = Configuration()) {
    configuration.requireValid()
    self.configuration = configuration
    var world = PhysicsWorld(gravity: Vector2(0, -configuration.gravity))
    robot = WalkerRobot(in: &world, on: .level, configuration)
    self.world = world
    lidar = WalkerLidar(range: configuration.lidarRange)
  }

  /// The space of the hull's and joints' motions, the contacts and the lidar.
  public var observationSpace: Box<Float> {
    // `Float.pi` is rounded down, NumPy's is the nearest.
    let pi = Float(Double.pi)
    let leg: [Float] = [pi, 5, pi, 5]
    let rays = [Float](repeating: 1, count: WalkerLidar.rayCount)
    let hull: [Float] = [pi, 5, 5, 5]
    return Box(
      low: hull.map { -$0 } + leg.map { -$0 } + [0] + leg.map { -$0 } + [0] + rays.map { -$0 },
      high: hull + leg + [5] + leg + [5] + rays)
  }

  /// The torques of four motors.
  public var actionSpace: Box<Float> { Box(low: -1, high: 1, shape: [4]) }

  /// Starts an episode with the robot standing at the left end of a terrain.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    if let fixedTerrain {
      terrain = fixedTerrain
    } else {
      terrain.redraw(
        hardcore: configuration.hardcore, roughness: configuration.roughness, using: &generator)
    }
    world.removeAll()
    robot = WalkerRobot(in: &world, on: terrain, configuration)
    let push = generator.uniform(-configuration.startPush, configuration.startPush)
    world.apply(force: Vector2(push, 0), to: robot.hull)
    for joint in 0..<4 { robot.drive(joint, 0, in: &world, configuration) }
    advance(into: &observation)
    elapsedSteps = 0
  }

  /// Drives the motors for a fiftieth of a second.
  public mutating func step(_ action: Span<Float>, into observation: inout MutableSpan<Float>) -> StepResult {
    // NumPy computes the reward in single precision as soon as it meets the action.
    let cost = Float(configuration.torqueCost * configuration.motorTorque)
    var spent: [4 of Float] = [0, 0, 0, 0]
    for joint in 0..<4 {
      spent[joint] = cost * robot.drive(joint, action[joint], in: &world, configuration)
    }
    let shapingBefore = previousShaping
    advance(into: &observation)
    var reward = Float(previousShaping - shapingBefore)
    for joint in 0..<4 { reward -= spent[joint] }
    if hasFailed { return .terminated(reward: -100) }
    return StepResult(reward: Double(reward), status: hasArrived ? .terminated : .running)
  }

  /// Lets a step's time pass, looks, and returns where the hull is.
  @discardableResult
  private mutating func advance(into observation: inout MutableSpan<Float>) -> BodyMotion {
    world.step(Self.timeStep, velocityIterations: 180, positionIterations: 60)
    robot.noteContacts(in: world)
    elapsedSteps += 1
    let hull = world.motion(of: robot.hull)
    lidar.look(from: hull.position, in: world)
    robot.observe(hull, in: world, configuration, into: &observation)
    for ray in 0..<WalkerLidar.rayCount { observation[14 + ray] = lidar.fractions[ray] }
    previousShaping = Self.shaping(hull)
    return hull
  }

  /// True if the hull has touched the ground, or the robot has walked off at the start.
  var hasFailed: Bool { robot.hasFallen || world.motion(of: robot.hull).position.x < 0 }

  /// True if the hull is past the finish.
  var hasArrived: Bool { Double(world.motion(of: robot.hull).position.x) > terrain.finish }

  /// The shaping potential of the reward, which rises as the hull goes forwards and falls as it leans.
  private static func shaping(_ hull: BodyMotion) -> Double {
    130 * Double(hull.position.x) / 30 - 5 * abs(Double(hull.angle))
  }
}

extension BipedalWalker {
  /// The motions of the robot's bodies: the hull, then thigh and shank of the left leg and of the right one.
  ///
  /// Setting it moves the bodies there; what touches what is seen at the next step.
  public var motions: [BodyMotion] {
    get { robot.bodies.map { world.motion(of: $0) } }
    set {
      precondition(newValue.count == 5, "a walker has 5 bodies, not \(newValue.count)")
      for (body, motion) in zip(robot.bodies, newValue) { world.set(motion, of: body) }
      previousShaping = Self.shaping(newValue[0])
    }
  }
}
