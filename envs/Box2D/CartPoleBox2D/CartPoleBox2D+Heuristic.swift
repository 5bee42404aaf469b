import CMath
import Simulation

extension JointedCartPole {
  /// Keeps the pole up, and swings it up first where it starts hanging.
  ///
  /// - Parameter configuration: The parameters of the task, which say how the cart-pole moves and what is observed.
  public static func heuristic(
    for configuration: CartPoleBox2DConfiguration = CartPoleBox2DConfiguration()
  ) -> ScriptedPolicy {
    let pilot = CartPolePilot(configuration)
    return ScriptedPolicy(observing: Float.self, acting: ActionSpace.Scalar.self) { observation in
      Controls.action(for: pilot.force(at: CartPole.State(observation)) / configuration.forceMagnitude)
    }
  }
}

extension CartPole.State {
  /// The state of an observation, with an angle or with its cosine and sine.
  fileprivate init(_ observation: Span<Float>) {
    let hasAngle = observation.count == 4
    let angle =
      hasAngle ? Double(observation[2]) : palaestra_atan2(Double(observation[3]), Double(observation[2]))
    self.init(
      position: Double(observation[0]), velocity: Double(observation[1]), angle: angle,
      angularVelocity: Double(observation[hasAngle ? 3 : 4]))
  }
}

/// A controller that knows the masses and lengths: far from upright it pumps energy, near it feeds the state back.
private struct CartPolePilot {
  private let gravity: Double
  private let poleMass: Double
  private let totalMass: Double
  private let halfLength: Double
  /// The rate of the pole's fall, per second: its lean grows as the exponential of time times this.
  private let rate: Double
  /// The force for each metre, metre per second, radian and radian per second.
  private let gains: (position: Double, velocity: Double, angle: Double, angularVelocity: Double)

  init(_ configuration: CartPoleBox2DConfiguration) {
    gravity = configuration.gravity
    poleMass = configuration.poleMass
    totalMass = configuration.cartMass + configuration.poleMass
    halfLength = configuration.halfPoleLength
    // Near upright, with force F: angle'' = growth · angle - push · F, position'' = F / M - m l / M · angle''.
    let inertia = halfLength * (4 / 3 - poleMass / totalMass)
    let growth = gravity / inertia
    let push = 1 / (totalMass * inertia)
    let recoil = (1 + poleMass * halfLength * push) / totalMass
    rate = growth.squareRoot()
    // Ackermann's pole placement, written out: two poles for the pole, and two slower ones for the cart.
    let (fast, slow) = (1.35 * rate, 0.4 * rate)
    let (sum, product) = (2 * (fast + slow), fast * slow)
    let cubic = sum
    let square = fast * fast + slow * slow + 4 * product
    let linear = product * sum
    let share = growth / totalMass
    let (position, velocity) = (product * product / share, linear / share)
    gains = (
      position, velocity, (square + growth + recoil * position) / push, (cubic + recoil * velocity) / push
    )
  }

  /// The force to push the cart with, in newtons.
  func force(at state: CartPole.State) -> Double {
    let lean = state.angle + 1.2 / rate * state.angularVelocity
    return abs(lean) < 0.6 && abs(state.angle) < 1 ? balancing(state) : pumping(state)
  }

  private func balancing(_ state: CartPole.State) -> Double {
    gains.position * state.position + gains.velocity * state.velocity + gains.angle * state.angle
      + gains.angularVelocity * state.angularVelocity
  }

  /// Accelerates the cart so that the pole's energy grows, or shrinks if there is too much, while the cart stays
  /// near the centre: Åström and Furuta (2000), "Swinging up a pendulum by energy control".
  private func pumping(_ state: CartPole.State) -> Double {
    let (sine, cosine) = { ($0.sine, $0.cosine) }(palaestra_sincos(state.angle))
    let speed = state.angularVelocity
    // Relative to standing upright, in units of what lifts the pole by half its length.
    let energy = 2.0 / 3 * halfLength / gravity * speed * speed + cosine - 1
    let pump = min(max(3 * energy, -0.7), 0.7) * gravity * (speed * cosine >= 0 ? 1 : -1)
    let acceleration = pump - 0.16 * rate * rate * state.position - 0.38 * rate * state.velocity
    // The force that accelerates the cart so, whatever the pole does meanwhile.
    return totalMass * acceleration + 0.75 * poleMass * cosine * (gravity * sine - cosine * acceleration)
      - poleMass * halfLength * speed * speed * sine
  }
}
