import Environments
import Physics2D
import Raster
import Simulation
import Testing

@Suite("Posing")
struct PosingTests {
  @Test("a cart-pole shows the observation that it is given back")
  func cartPole() { expectRoundTrip(CartPole(), posed: CartPole()) }

  @Test("a mountain car shows the observation that it is given back")
  func mountainCar() { expectRoundTrip(MountainCar(), posed: MountainCar()) }

  @Test("an acrobot shows the observation that it is given back")
  func acrobot() { expectRoundTrip(Acrobot(), posed: Acrobot()) }

  @Test("a lander shows the observation that it is given back, with either kind of engines")
  func lander() {
    expectRoundTrip(LunarLander(), posed: LunarLander())
    expectRoundTrip(LunarLanderContinuous(), posed: LunarLanderContinuous())
  }

  /// Plays at random, and poses another environment as each state.
  private func expectRoundTrip<Task: ConfigurableEnvironment & Posable & ~Copyable>(
    _ real: consuming Task, posed: consuming Task
  ) where Task.ObservationSpace.Scalar == Float {
    var real = real
    var posed = posed
    var random = RandomGenerator(seed: 5)
    let _: [Float] = posed.reset(seed: 9)
    for seed in 0..<4 {
      var observation: [Float] = real.reset(seed: UInt64(seed))
      var status = EpisodeStatus.running
      var action: [Task.ActionSpace.Scalar]?
      for _ in 0..<200 where !status.isFinished {
        let before = posed.generator
        posed.pose(as: observation, after: action)
        #expect(posed.generator == before)
        #expect(zip(posed.observation, observation).allSatisfy { abs($0 - $1) < 1e-4 })
        let next = real.actionSpace.sample(using: &random)
        let step: Step<[Float]> = real.step(next)
        (observation, status, action) = (step.observation, step.status, next)
        #expect(zip(real.observation, observation).allSatisfy { abs($0 - $1) < 1e-6 })
      }
    }
  }

  @Test("a lander's legs hang where they hang in flight")
  func legs() {
    var real = LunarLander()
    var observation: [Float] = real.reset(seed: 3)
    for step in 0..<60 {
      let action = [0, 1, 2, 3, 2][step % 5]
      observation = real.step(action).observation
    }
    var posed = LunarLander()
    let _: [Float] = posed.reset(seed: 3)
    posed.pose(as: observation, after: nil)
    for (leg, same) in [
      (real.bodies.firstLeg, posed.bodies.firstLeg), (real.bodies.secondLeg, posed.bodies.secondLeg),
    ] {
      #expect(abs(leg.angle - same.angle) < 0.05)
      #expect((leg.position - same.position).length < 0.05)
    }
  }

  @Test("what is posed looks like what it is posed as")
  func picture() {
    var (real, posed) = (Acrobot(), Acrobot())
    let _: [Float] = real.reset(seed: 1)
    let _: [Float] = posed.reset(seed: 2)
    var observation: [Float] = []
    for action in [2, 2, 2, 0, 0] { observation = real.step(action).observation }
    posed.pose(as: observation, after: [0])
    let picture = render(posed, zoom: 0.5)
    #expect(picture.looksLike(render(real, zoom: 0.5)))
    posed.pose(as: observation, after: [2])
    #expect(picture.pixels != render(posed, zoom: 0.5).pixels, "the arrow of the torque turns around")
  }

  @Test("on stage, tasks whose observations tell of the whole state can be posed, and others stay as they are")
  func stages() throws {
    for (id, canBePosed) in [
      ("CartPole-v0", true), ("CartPole-v1", true), ("MountainCar-v0", true), ("Acrobot-v1", true),
      ("LunarLander-v3", true), ("CartPoleBox2D-v0", false),
    ] {
      let stage = try Catalog.standard.entry(id).makeStage()
      let first: RowBuffer = stage.reset(seed: 1)
      let before = render(stage, zoom: 0.4).pixels
      let second: RowBuffer = stage.reset(seed: 2)
      let after = render(stage, zoom: 0.4).pixels
      #expect(first != second)
      let _: RowBuffer = stage.reset(seed: 1)
      #expect(stage.pose(as: second, after: nil) == canBePosed, "\(id)")
      #expect((render(stage, zoom: 0.4).pixels == before) != canBePosed || before == after, "\(id)")
    }
  }
}

/// A stage as something that draws itself.
private func render(_ stage: any Stage, zoom: Double) -> Canvas {
  func drawing(_ stage: some Stage) -> Canvas { Raster.render(stage, zoom: zoom) }
  return drawing(stage)
}

private func render(_ task: some Drawable, zoom: Double) -> Canvas { Raster.render(task, zoom: zoom) }
