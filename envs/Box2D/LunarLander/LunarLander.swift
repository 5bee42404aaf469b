import CMath
import Physics2D
import Simulation

/// Land a craft softly on the pad, its engines switched on and off.
public typealias LunarLander = Lander<SwitchedEngines>

/// Land a craft softly on the pad, its engines throttled.
public typealias LunarLanderContinuous = Lander<ThrottledEngines>

/// Land a craft softly between two flags.
///
/// Counterpart of Gymnasium's `LunarLander-v3` and `LunarLanderContinuous-v3`, by Oleg Klimov. Terrain, first push,
/// wind and the engines' dispersion are drawn as Gymnasium draws them; the motion is Box2D 2.4.1's, where Gymnasium
/// has 2.3.
///
/// | observation | minimum | maximum |
/// |---|---|---|
/// | horizontal place, 0 over the pad, ±1 at the borders | -2.5 | 2.5 |
/// | height above the pad, 1 being half the world's height | -2.5 | 2.5 |
/// | horizontal velocity | -10 | 10 |
/// | vertical velocity | -10 | 10 |
/// | angle, radians | -2π | 2π |
/// | angular velocity, 0.4 of radians per second | -10 | 10 |
/// | whether the first leg touches the ground | 0 | 1 |
/// | whether the second leg touches the ground | 0 | 1 |
///
/// Actions: see ``SwitchedEngines`` and ``ThrottledEngines``.
///
/// The reward is how much nearer, slower and more upright the lander has become, 100 for each unit of distance and
/// speed and each radian, 10 for each leg that touches, less 0.3 for a step of the main engine and 0.03 for one of
/// a side engine. Crashing or leaving the world at the side terminates with -100, coming to rest with 100.
public struct Lander<Controls: LanderControls>: ConfigurableEnvironment {
  /// The parameters of the task.
  public typealias Configuration = LunarLanderConfiguration
  /// The space of actions.
  public typealias ActionSpace = Controls.ActionSpace

  /// The parameters.
  public let configuration: LunarLanderConfiguration
  /// The space of place, velocity, angle, angular velocity and the legs' contacts.
  public let observationSpace: Box<Float>
  /// The space of the engines' commands.
  public let actionSpace = Controls.actionSpace
  /// The stream that resets, and the engines at every step, draw from.
  public var generator = RandomGenerator(seed: 0)
  /// The ground of the current episode.
  public private(set) var terrain: LanderTerrain
  /// The thrust of the engines in the last step.
  public internal(set) var thrust = LanderThrust.none
  /// The wind's force in the last step as a fraction of its greatest, from -1 to 1.
  public internal(set) var gust = 0.0

  var world: LanderWorld
  var exhaust = LanderExhaust()
  private var wind: LanderWind?
  var previousShaping: Double?

  /// Makes a lander.
  public init(_ configuration: LunarLanderConfiguration = LunarLanderConfiguration()) {
    configuration.requireValid()
    var configuration = configuration
    configuration.continuous = Controls.isContinuous
    self.configuration = configuration
    let high: [Float] = [2.5, 2.5, 10, 10, Float(2 * Double.pi), 10, 1, 1]
    observationSpace = Box(low: high[..<6].map { -$0 } + [0, 0], high: high)
    world = LanderWorld(gravity: configuration.gravity)
    var stream = generator
    terrain = LanderTerrain(using: &stream)
    world.build(on: terrain, push: .zero)
  }

  /// Starts at the top with a push, and lets one step without engines pass.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    terrain = LanderTerrain(using: &generator)
    let push = SIMD2(generator.uniform(-1000, 1000), generator.uniform(-1000, 1000))
    wind = configuration.enableWind ? LanderWind(using: &generator) : nil
    world.build(on: terrain, push: push)
    previousShaping = nil
    exhaust.removeAll()
    _ = advance(.none, into: &observation)
  }

  /// Runs the engines for a fiftieth of a second.
  public mutating func step(
    _ action: Span<ActionSpace.Scalar>, into observation: inout MutableSpan<Float>
  ) -> StepResult {
    advance(Controls.thrust(for: action), into: &observation)
  }

  private mutating func advance(
    _ thrust: LanderThrust, into observation: inout MutableSpan<Float>
  ) -> StepResult {
    self.thrust = thrust
    exhaust.advance()
    blow()
    fire(thrust)
    world.step()
    let state = LanderState(world)
    for index in 0..<8 { observation[index] = Float(state.numbers[index]) }
    let shaping = state.shaping
    let gain = previousShaping.map { shaping - $0 } ?? 0
    previousShaping = shaping
    if !world.isAwake { return .terminated(reward: 100) }
    if world.hasCrashed || abs(state.numbers[0]) >= 1 { return .terminated(reward: -100) }
    return .running(reward: gain - thrust.main * 0.30 - thrust.side * 0.03)
  }
}

extension Lander {
  /// Lets the wind act while no leg touches the ground.
  private mutating func blow() {
    gust = 0
    guard wind != nil, !world.legContacts[0], !world.legContacts[1] else { return }
    let blow = wind?.next() ?? .zero
    gust = blow.x
    world.apply(wind: blow.x * configuration.windPower, torque: blow.y * configuration.turbulencePower)
  }

  /// Lets the engines act, a little off their direction by chance; the draws happen whether or not one fires.
  private mutating func fire(_ thrust: LanderThrust) {
    let scale = LanderWorld.scale
    let first = generator.uniform(-1, 1) / scale
    let second = generator.uniform(-1, 1) / scale
    if thrust.isNone { return }
    let hull = world.hull
    let (sine, cosine) = { ($0.sine, $0.cosine) }(palaestra_sincos(Double(hull.angle)))
    let position = SIMD2<Double>(hull.position)
    if thrust.main > 0 {
      let along = 4 / scale + 2 * first
      let offset = SIMD2(sine * along + -cosine * second, -cosine * along - sine * second)
      let nozzle = position + offset
      world.apply(impulse: -offset * 13 * thrust.main, at: nozzle)
      exhaust.add(at: nozzle, velocity: offset, power: thrust.main, isMain: true)
    }
    if thrust.side > 0 {
      let across = 3 * second + thrust.direction * 12 / scale
      let offset = SIMD2(sine * first + -cosine * across, -cosine * first - sine * across)
      // Seventeen across and fourteen along: an oddity of the original that the lander's motion depends on.
      let nozzle = position + offset + SIMD2(-sine * 17 / scale, cosine * 14 / scale)
      world.apply(impulse: -offset * 0.6 * thrust.side, at: nozzle)
      exhaust.add(at: nozzle, velocity: offset, power: thrust.side, isMain: false)
    }
  }
}
