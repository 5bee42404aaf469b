import Environments
import Physics2D
import Simulation
import TestSupport
import Testing

@Suite("BipedalWalker")
struct BipedalWalkerTests {
  @Test("A used walker is as a new one, bit for bit", arguments: [false, true])
  func usedEqualsFresh(hardcore: Bool) {
    var used = BipedalWalker(.init(hardcore: hardcore))
    _ = episode(of: &used, seed: 5, steps: 300)
    var fresh = BipedalWalker(.init(hardcore: hardcore))
    #expect(episode(of: &used, seed: 9, steps: 300) == episode(of: &fresh, seed: 9, steps: 300))
  }

  @Test("It ends with -100 when the hull touches the ground")
  func fall() {
    var walker = BipedalWalker()
    _ = walker.reset(seed: 1)
    var last = walker.step([0, 0, 0, 0])
    for _ in 0..<300 where !last.status.isFinished { last = walker.step([0, 0, 0, 0]) }
    #expect(last.status == .terminated && last.reward == -100)
    #expect(walker.motions[0].position.y < 4.6)
  }

  @Test("It ends with -100 behind the start")
  func start() {
    var walker = BipedalWalker()
    _ = walker.reset(seed: 1)
    move(&walker, by: -4.6)
    let before = walker.step([0, 0, 0, 0])
    #expect(before.status == .running)
    move(&walker, by: -0.5)
    let behind = walker.step([0, 0, 0, 0])
    #expect(behind.status == .terminated && behind.reward == -100)
  }

  @Test("It ends at the end of the terrain, and keeps the last reward")
  func finish() {
    var walker = BipedalWalker()
    _ = walker.reset(seed: 1)
    move(&walker, by: Float(walker.terrain.finish) - 4.8)
    #expect(walker.step([0, 0, 0, 0]).status == .running)
    move(&walker, by: 0.3)
    let last = walker.step([0, 0, 0, 0])
    #expect(last.status == .terminated && abs(last.reward) < 2)
  }

  @Test("It crosses a terrain of one's own, and draws none")
  func fixedTerrain() throws {
    var walker = BipedalWalker(.init(hardcore: true))
    let wall = BipedalWalkerTerrain.Obstacle(.stump, left: 6, right: 7, bottom: 3, top: 5.5)
    let level = BipedalWalkerTerrain(heights: BipedalWalkerTerrain.level.heights, obstacles: [wall])
    try level.validate()
    walker.fixedTerrain = level
    let observation = walker.reset(seed: 3)
    var generator = RandomGenerator(seed: 3)
    _ = generator.uniform(-5, 5)
    #expect(walker.generator == generator && walker.terrain == level)
    // The foremost ray meets the wall, 1.3 metres ahead of the hull's middle.
    #expect(abs(Double(observation[23]) - (6 - 4.667) / (160.0 / 30 * 0.976)) < 0.01)
    walker.fixedTerrain = nil
    _ = walker.reset(seed: 3)
    #expect(walker.terrain != level)
  }

  @Test("A terrain that no world can be built from is refused in a sentence")
  func invalidTerrain() {
    var short = BipedalWalkerTerrain.level
    short.heights.removeLast(171)
    var wild = BipedalWalkerTerrain.level
    wild.heights[7] = .infinity
    var flat = BipedalWalkerTerrain.level
    flat.obstacles = [.init(.pit, left: 3, right: 3, bottom: 0, top: 1)]
    for (terrain, sentence) in [
      (short, "A terrain of 29 columns is too short; it needs 30 at least."),
      (wild, "The height of column 7 is inf, but must be from -1e4 to 1e4 metres."),
      (
        flat,
        "An obstacle reaches from 3.0 to 3.0 and from 0.0 to 1.0, but must be at least 0.01 metres wide and high, "
          + "within 1e4 metres."
      ),
    ] {
      #expect(throws: ConfigurationError(sentence)) { try terrain.validate() }
    }
  }

  @Test("An action that is no number moves nothing and breaks nothing")
  func actionWithoutNumber() {
    var walker = BipedalWalker()
    var idle = BipedalWalker()
    _ = walker.reset(seed: 2)
    _ = idle.reset(seed: 2)
    let step = walker.step([.nan, .nan, .nan, .nan])
    #expect(step.observation == idle.step([0, 0, 0, 0]).observation && step.reward.isFinite)
  }

  @Test("Torque costs what the configuration says, and actions beyond 1 are cut")
  func cost() {
    var free = BipedalWalker.Configuration()
    free.torqueCost = 0
    var paying = BipedalWalker()
    var saving = BipedalWalker(free)
    _ = paying.reset(seed: 2)
    _ = saving.reset(seed: 2)
    let (paid, saved) = (paying.step([1, -0.5, 0, 2]), saving.step([1, -0.5, 0, 1]))
    #expect(paid.observation == saved.observation)
    #expect(abs(saved.reward - paid.reward - 2.5 * 0.028) < 1e-6)
  }

  /// Over its first 200 seeds Gymnasium's controller reaches 114 ± 132 in Gymnasium and 95 ± 116 here, -57 ± 26 and
  /// -60 ± 21 where the ground is hard; these are fewer.
  @Test(
    "Gymnasium's controller gets on as it does in Gymnasium", arguments: [(false, 110.0, 50.0), (true, -59, 15)])
  func demonstration(hardcore: Bool, mean: Double, tolerance: Double) {
    var walker = TimeLimit(BipedalWalker(.init(hardcore: hardcore)), steps: 1600)
    var policy = BipedalWalker.policy(.gymnasium)
    var (generator, total) = (RandomGenerator(seed: 0), 0.0)
    var action = [Float](repeating: 0, count: 4)
    for seed in 0..<24 {
      var observation = walker.reset(seed: UInt64(seed))
      policy.beginEpisodes()
      while true {
        policy.act(on: observation, into: &action, rows: 1, using: &generator)
        let step = walker.step(action)
        (observation, total) = (step.observation, total + step.reward)
        if step.status.isFinished { break }
      }
    }
    #expect(abs(total / 24 - mean) < tolerance)
  }

  private func episode(of walker: inout BipedalWalker, seed: UInt64, steps: Int) -> [[Float]] {
    var generator = RandomGenerator(seed: seed)
    var observations = [walker.reset(seed: seed)]
    for _ in 0..<steps {
      let step = walker.step((0..<4).map { _ in Float(generator.uniform(-1, 1)) })
      observations.append(step.observation + [Float(step.reward)])
      if step.status.isFinished { observations.append(walker.reset()) }
    }
    return observations
  }

  private func move(_ walker: inout BipedalWalker, by distance: Float) {
    var motions = walker.motions
    for body in motions.indices { motions[body].position.x += distance }
    walker.motions = motions
  }
}
