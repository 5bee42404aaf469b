import Environments
import Simulation
import TestSupport
import Testing

/// The cart-pole made of bodies, held against the equations of `CartPole`, and its swing-up.
@Suite("CartPoleBox2D")
struct CartPoleBox2DTests {
  @Test("with the same draws and actions, and steps of 0.02 s, it goes CartPole's way for 50 steps")
  func followsCartPole() {
    var equations = CartPole(semiImplicit())
    var bodies = CartPoleBox2D(undivided())
    for seed in 0..<20 as Range<UInt64> {
      let start: [Float] = equations.reset(seed: seed)
      #expect(bodies.reset(seed: seed) == start)
      #expect(bodies.generator == equations.generator)
      var noise = RandomGenerator(seed: seed)
      var greatest = Difference()
      for step in 0..<50 {
        let state = equations.state
        let lean = state.angle + 0.3 * state.angularVelocity + 0.05 * state.position + 0.1 * state.velocity
        let action = lean + noise.uniform(-0.05, 0.05) > 0 ? 1 : 0
        let _: Step<[Float]> = equations.step([action])
        let _: Step<[Float]> = bodies.step([action])
        greatest.include(Difference(bodies.state, equations.state))
        // The first step differs by rounding to float alone; errors then grow as fast as a pole falls.
        if step == 0 { #expect(greatest.angle < 2e-7 && greatest.angularVelocity < 5e-7) }
      }
      #expect(greatest.position < 2e-5 && greatest.velocity < 1e-4)
      #expect(greatest.angle < 6e-4 && greatest.angularVelocity < 2e-3)
    }
  }

  @Test(
    "accelerates from any state as the equations say, whatever the masses",
    arguments: [(1, 0.1, 0.5), (1, 1, 0.5), (0.3, 2, 0.5), (5, 0.2, 1.5), (1, 0.1, 0.1)])
  func acceleratesAsTheEquations(cartMass: Double, poleMass: Double, halfLength: Double) {
    var configuration = semiImplicit()
    var own = undivided()
    (configuration.cartMass, configuration.poleMass) = (cartMass, poleMass)
    (own.cartMass, own.poleMass) = (cartMass, poleMass)
    (configuration.halfPoleLength, own.halfPoleLength) = (halfLength, halfLength)
    (configuration.timeStep, own.timeStep) = (0.0005, 0.0005)
    (own.velocityIterations, own.swingUp) = (60, true)
    var equations = CartPole(configuration)
    var bodies = CartPoleBox2D(own)
    var random = RandomGenerator(seed: 1)
    var greatest = Difference()
    for start in 0..<100 {
      equations.state = CartPole.State(
        position: random.uniform(-1, 1), velocity: random.uniform(-1, 1), angle: random.uniform(-3, 3),
        angularVelocity: random.uniform(-3, 3))
      bodies.state = equations.state
      for _ in 0..<40 {
        let _: Step<[Float]> = equations.step([start % 2])
        let _: Step<[Float]> = bodies.step([start % 2])
      }
      greatest.include(Difference(bodies.state, equations.state))
    }
    // Joints turn velocities with the bodies one small step later than the equations do.
    #expect(greatest.velocity < 2e-3 && greatest.angularVelocity < 4e-3, "\(greatest)")
  }

  @Test(
    "a state that is set is read again, and goes on as in a new cart-pole, bit for bit", arguments: [false, true])
  func statesAreSet(swingUp: Bool) {
    var configuration = CartPoleBox2DConfiguration()
    configuration.swingUp = swingUp
    var used = CartPoleBox2DContinuous(configuration)
    let _: [Float] = used.reset(seed: 5)
    for step in 0..<30 { let _: Step<[Float]> = used.step([step % 7 < 3 ? 1 : -0.8]) }
    let state = CartPole.State(position: 0.5, velocity: -1, angle: 0.125, angularVelocity: 0.75)
    var fresh = CartPoleBox2DContinuous(configuration)
    (used.state, fresh.state) = (state, state)
    #expect(used.state == state)
    for step in 0..<40 {
      let (a, b): (Step<[Float]>, Step<[Float]>) = (
        used.step([Float(step % 3) - 1]), fresh.step([Float(step % 3) - 1])
      )
      #expect(a.observation == b.observation && a.reward == b.reward)
    }
  }

  @Test("leaning too far or leaving the track ends the balancing", arguments: [-1.0, 1])
  func balancingEnds(side: Double) {
    for (state, isOver) in [
      (CartPole.State(angle: side * 0.2), false), (CartPole.State(angle: side * 0.22), true),
      (CartPole.State(position: side * 2.39), false), (CartPole.State(position: side * 2.42), true),
    ] {
      var task = CartPoleBox2DContinuous()
      let _: [Float] = task.reset(seed: 1)
      task.state = state
      let step: Step<[Float]> = task.step([0])
      #expect(step.status == (isOver ? .terminated : .running), "\(state)")
      #expect(step.reward == 1)
    }
  }

  @Test("the stops hold the cart, and swinging up never ends", arguments: [-1, 1] as [Float])
  func stopsHold(push: Float) {
    var configuration = CartPoleBox2DConfiguration()
    configuration.swingUp = true
    var task = CartPoleBox2DContinuous(configuration)
    let _: [Float] = task.reset(seed: 2)
    var farthest = 0.0
    for _ in 0..<300 {
      let step: Step<[Float]> = task.step([push])
      let isContained = task.observationSpace.contains(step.observation.span)
      #expect(step.status == .running && (0...1).contains(step.reward) && isContained)
      farthest = max(farthest, abs(task.state.position))
    }
    #expect(abs(farthest - configuration.stopPosition) < 0.01)
    #expect(abs(task.state.velocity) < 0.01, "the cart rests at the stop")
  }

  @Test("the swing-up starts hanging and is observed by cosine and sine")
  func hangs() {
    var configuration = CartPoleBox2DConfiguration()
    configuration.swingUp = true
    var task = CartPoleBox2D(configuration)
    var upright = CartPoleBox2D()
    for seed in 0..<5 as Range<UInt64> {
      let (hanging, standing): ([Float], [Float]) = (task.reset(seed: seed), upright.reset(seed: seed))
      #expect(hanging.count == 5 && hanging[2] < -0.99)
      #expect([hanging[0], hanging[1], hanging[4]] == [standing[0], standing[1], standing[3]])
      #expect(abs(task.state.angle - .pi - upright.state.angle) < 1e-6)
      #expect(abs(hanging[2] * hanging[2] + hanging[3] * hanging[3] - 1) < 1e-6)
    }
  }

  @Test(
    "a step of the swing-up is worth what its four parts say",
    arguments: [
      (CartPole.State(), 0, 1, 1), (CartPole.State(), 1, 0.8, 1), (CartPole.State(angle: .pi), 0, 0, 0),
      (CartPole.State(angle: .pi / 2), 0, 0.5, 0.5), (CartPole.State(position: -2.4), 0, 0.55, 0.55),
      (CartPole.State(angularVelocity: 5), -0.5, 0.55 * 0.95, 0.55),
    ])
  func rewards(state: CartPole.State, push: Double, measured: Double, whole: Double) {
    #expect(abs(CartPoleBox2DContinuous().swingUpReward(of: state, push: push) - measured) < 1e-12)
    #expect(abs(CartPoleBox2D().swingUpReward(of: state, push: push) - whole) < 1e-12)
  }

  @Test("dividing the time step keeps the energy of a free swing better")
  func substepsKeepEnergy() {
    let heights = [1, 4, 16].map { substeps in
      var configuration = CartPoleBox2DConfiguration()
      (configuration.swingUp, configuration.substeps, configuration.cartMass) = (true, substeps, 1000)
      var task = CartPoleBox2DContinuous(configuration)
      task.state = CartPole.State(angle: 1)
      return (0..<500).map { _ in
        let step: Step<[Float]> = task.step([0])
        return Double(step.observation[2])
      }.suffix(120).max() ?? -1
    }
    #expect(heights == heights.sorted())
    #expect(heights[2] > 0.3, "cos 1 is 0.54")
  }
}

/// The steps of the equations that are nearest to Box2D's: velocities first.
private func semiImplicit() -> CartPole.Configuration {
  var configuration = CartPole.Configuration()
  configuration.usesSemiImplicitEuler = true
  return configuration
}

private func undivided() -> CartPoleBox2DConfiguration {
  var configuration = CartPoleBox2DConfiguration()
  configuration.substeps = 1
  return configuration
}

/// How far two states lie apart.
private struct Difference {
  var position = 0.0, velocity = 0.0, angle = 0.0, angularVelocity = 0.0

  init() {}

  init(_ a: CartPole.State, _ b: CartPole.State) {
    position = abs(a.position - b.position)
    velocity = abs(a.velocity - b.velocity)
    angle = abs(a.angle - b.angle)
    angularVelocity = abs(a.angularVelocity - b.angularVelocity)
  }

  mutating func include(_ other: Difference) {
    position = max(position, other.position)
    velocity = max(velocity, other.velocity)
    angle = max(angle, other.angle)
    angularVelocity = max(angularVelocity, other.angularVelocity)
  }
}
