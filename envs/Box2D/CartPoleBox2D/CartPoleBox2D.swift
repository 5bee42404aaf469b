import CMath
import Simulation

/// Balance a pole on a cart, or swing it up, by pushing the cart left or right: bodies on joints.
public typealias CartPoleBox2D = JointedCartPole<WholePushes>

/// Balance a pole on a cart, or swing it up, by pushing the cart as hard as one likes: bodies on joints.
public typealias CartPoleBox2DContinuous = JointedCartPole<MeasuredPushes>

/// A cart-pole made of bodies and joints: a cart on a rail without friction, and a uniform rod on a free hinge.
///
/// By default it is the task of ``CartPole``, with the same observations, rewards, draws and limits, moved by Box2D
/// 2.4.1 instead of equations. With ``CartPoleBox2DConfiguration/swingUp`` the pole starts hanging down.
///
/// | observation | minimum | maximum |
/// |---|---|---|
/// | cart position, metres | -4.8 | 4.8 |
/// | cart velocity, metres per second | -∞ | ∞ |
/// | pole angle, radians clockwise from upright; swinging up: its cosine and its sine | -0.419; -1 | 0.419; 1 |
/// | pole angular velocity, radians per second | -∞ | ∞ |
///
/// Actions: see ``WholePushes`` and ``MeasuredPushes``.
///
/// Balancing, every step is worth 1, also the last one; an episode terminates when the pole leans more than 12° or
/// the cart leaves ±2.4 m. Swinging up, nothing terminates; the track's stops, at ±2.64 m, hold the cart, and a step is
/// worth ``swingUpReward(of:push:)``.
public struct JointedCartPole<Controls: CartControls>: ConfigurableEnvironment {
  /// The parameters of the task.
  public typealias Configuration = CartPoleBox2DConfiguration
  /// The space of actions.
  public typealias ActionSpace = Controls.ActionSpace

  /// The parameters.
  public let configuration: CartPoleBox2DConfiguration
  /// Four numbers, or five for the swing-up; position and angle are bounded by twice their thresholds.
  public let observationSpace: Box<Float>
  /// The space of pushes.
  public let actionSpace = Controls.actionSpace
  /// The stream that resets draw from.
  public var generator = RandomGenerator(seed: 0)

  private var world: CartPoleWorld

  /// Makes a cart-pole.
  public init(_ configuration: CartPoleBox2DConfiguration = CartPoleBox2DConfiguration()) {
    configuration.requireValid()
    var configuration = configuration
    configuration.continuous = Controls.isContinuous
    self.configuration = configuration
    let angles: [Float] = configuration.swingUp ? [1, 1] : [Float(configuration.angleThreshold * 2)]
    let high = [Float(configuration.positionThreshold * 2), .infinity] + angles + [.infinity]
    observationSpace = Box(low: high.map { -$0 }, high: high)
    world = CartPoleWorld(configuration)
  }

  /// The state, its angle not wrapped; set it to start from a state of one's own.
  ///
  /// It is rounded to float, as the simulation is. What the solver remembers of the joints' last impulses is no part
  /// of it: setting a state forgets them, so that it goes on as from a reset, and all but as from where it was read.
  public var state: CartPole.State {
    get { world.state }
    set { world.build(newValue) }
  }

  /// Starts an episode near the upright position, or the hanging one.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    let (low, high) = (configuration.resetLow, configuration.resetHigh)
    var state = CartPole.State()
    state.position = generator.uniform(low, high)
    state.velocity = generator.uniform(low, high)
    state.angle = (configuration.swingUp ? Double.pi : 0) + generator.uniform(low, high)
    state.angularVelocity = generator.uniform(low, high)
    world.build(state)
    write(world.state, to: &observation)
  }

  /// Pushes the cart for one time step.
  public mutating func step(
    _ action: Span<ActionSpace.Scalar>, into observation: inout MutableSpan<Float>
  ) -> StepResult {
    let push = Controls.push(for: action)
    world.step(force: push * configuration.forceMagnitude)
    let state = world.state
    write(state, to: &observation)
    if configuration.swingUp { return .running(reward: swingUpReward(of: state, push: push)) }
    let hasFallen =
      abs(state.position) > configuration.positionThreshold || abs(state.angle) > configuration.angleThreshold
    return hasFallen ? .terminated(reward: 1) : .running(reward: 1)
  }

  private func write(_ state: CartPole.State, to observation: inout MutableSpan<Float>) {
    guard configuration.swingUp else { return state.write(to: &observation) }
    let both = palaestra_sincos(state.angle)
    observation[0] = Float(state.position)
    observation[1] = Float(state.velocity)
    observation[2] = Float(both.cosine)
    observation[3] = Float(both.sine)
    observation[4] = Float(state.angularVelocity)
  }
}

extension JointedCartPole {
  /// The reward of a step of the swing-up, from 0 to 1: the product of four parts.
  ///
  /// * upright: (1 + cos θ) / 2;
  /// * centred: (1 + 0.1^(x²/X²)) / 2, X being ``CartPoleBox2DConfiguration/positionThreshold``;
  /// * calm: (1 + 0.1^(ω²/25)) / 2;
  /// * gentle: (4 + 1 - u²) / 5, u being the push as a part of the greatest; 1 for ``WholePushes``, which
  ///   cannot be gentle.
  ///
  /// The form is that of the smooth reward of the DeepMind Control Suite's cart-pole (Tassa and others, 2018), where
  /// X is 2 m.
  ///
  /// - Parameters:
  ///   - state: The state after the step.
  ///   - push: The push of the step, from -1 to 1.
  public func swingUpReward(of state: CartPole.State, push: Double) -> Double {
    let upright = (1 + palaestra_cos(state.angle)) / 2
    let centred = (1 + Self.nearness(state.position / configuration.positionThreshold)) / 2
    let calm = (1 + Self.nearness(state.angularVelocity / 5)) / 2
    let gentle = Controls.isContinuous ? (5 - push * push) / 5 : 1
    return upright * centred * calm * gentle
  }

  /// A bell-shaped function of the distance: 1 at 0, 0.1 at ±1.
  private static func nearness(_ distance: Double) -> Double {
    palaestra_exp(distance * distance * -2.302585092994046)
  }
}
