import NeuralNet
import Simulation
import TestTraits
import Testing

@testable import Agents

@Suite("Steps of a replay")
struct HeldOutStepTests {
  @Test("are held out or not, and never both")
  func parts() throws {
    let replay = try Line.replay(500)
    var random = RandomGenerator(seed: 1)
    var (learned, heldOut) = (replay.makeBatch(), replay.makeBatch())
    replay.sampleSteps(count: 2000, heldOut: false, into: &learned, using: &random)
    replay.sampleSteps(count: 500, heldOut: true, into: &heldOut, using: &random)
    #expect(Set(learned.indices).isDisjoint(with: heldOut.indices))
    #expect(Set(heldOut.indices).count == 50 && Set(learned.indices).count > 400)
  }

  @Test("are single ones, whatever the replay's returns sum over")
  func singleSteps() throws {
    let replay = try Line.replay(500, returnSteps: 5)
    var (random, batch) = (RandomGenerator(seed: 1), replay.makeBatch())
    replay.sampleSteps(count: 200, heldOut: false, into: &batch, using: &random)
    let (seen, next) = (batch.observations.array(as: Float.self), batch.nextObservations.array(as: Float.self))
    for row in 0..<200 {
      let step = Line.step(seen[2 * row], batch.actions[row])
      #expect(batch.returns[row] == step.reward && next[2 * row] == step.x)
      #expect(batch.discounts[row] == (step.ends ? 0 : 0.9))
    }
  }
}

@Suite("Units of transitions")
struct TransitionScaleTests {
  private func batch() throws -> ReplayBatch {
    let replay = try Line.replay()
    var (random, batch) = (RandomGenerator(seed: 1), replay.makeBatch())
    replay.sampleSteps(count: 500, heldOut: false, into: &batch, using: &random)
    return batch
  }

  @Test("are measured, and flags are found")
  func measures() throws {
    let batch = try batch()
    let scale = TransitionScale(of: batch)
    #expect(scale.flags == [false, true] && scale.head.flags == [false, true, false, true])
    let (seen, next) = (batch.observations.array(as: Float.self), batch.nextObservations.array(as: Float.self))
    let changes = (0..<500).map { next[2 * $0] - seen[2 * $0] }
    #expect(abs(scale.changes[0] - changes.map(abs).mean) < 1e-5 && scale.changes[1] == 1)
  }

  @Test("do not take a number for a flag that has only not moved yet, nor keep one for a flag that moves")
  func flags() throws {
    var batch = try batch()
    func set(_ values: (Int) -> Float) {
      for row in 0..<500 {
        batch.observations.set(values(row), at: 1, ofRow: row)
        batch.nextObservations.set(0, at: 1, ofRow: row)
      }
    }
    set { _ in 0 }
    #expect(TransitionScale(of: batch).flags == [false, false])
    #expect(TransitionScale(of: batch, flags: [false, true]).flags == [false, true])
    set { $0 == 7 ? 0.5 : Float($0 % 2) }
    #expect(TransitionScale(of: batch, flags: [false, true]).flags == [false, false])
  }

  @Test("keep what is not a number")
  func notANumber() throws {
    let scale = TransitionScale(of: try batch())
    let next = scale.successors(of: Tensor([0, 0], shape: [1, 2]), Tensor([.nan, 1, 0, 0], shape: [1, 4])).values
    #expect(next[0].isNaN && next[1] == 1)
  }

  @Test("are undone: successors of real outcomes are real successors")
  func roundTrip() throws {
    let batch = try batch()
    let scale = TransitionScale(of: batch)
    let states = Tensor(batch.observations.array(), shape: [500, 2])
    let successors = scale.successors(of: states, scale.outcomes(of: batch, in: nil)).values
    let next = batch.nextObservations.array(as: Float.self)
    for index in successors.indices { #expect(abs(successors[index] - next[index]) < 1e-5) }
  }

  @Test("keep successors within what was seen")
  func limits() throws {
    let scale = TransitionScale(of: try batch())
    let far = scale.successors(of: Tensor([0, 0], shape: [1, 2]), Tensor([100, 1, 0, 0], shape: [1, 4])).values
    #expect(far == [scale.most[0], 1])
  }
}

@Suite("Flags that are drawn")
struct TransitionHeadTests {
  private let head = TransitionHead(flags: [false, true])

  @Test("are 0 or 1, as often as their probability says, and numbers are what they are")
  func draws() {
    var random = RandomGenerator(seed: 1)
    let chance = Tensor((0..<4000).map { _ in Float(random.standardNormal()) }, shape: [2000, 2])
    let numbers = Tensor((0..<4000).map { $0 % 2 == 0 ? 0.3 : 1 }, shape: [2000, 2])
    let samples = head.samples(of: numbers, chance: chance).values
    let flags = stride(from: 1, to: 4000, by: 2).map { samples[$0] }
    #expect(flags.allSatisfy { abs($0) < 1e-6 || abs($0 - 1) < 1e-6 })
    // σ(1) = 0.731.
    #expect(abs(flags.mean - 0.731) < 0.03 && samples[0] == 0.3)
  }

  @Test("pass the gradient of their probability")
  func gradients() {
    let numbers = Tensor([0.3, 1], shape: [1, 2]).variable
    let samples = head.samples(of: numbers, chance: Tensor([0, 0], shape: [1, 2]))
    let slopes = gradient(of: samples.sum(), at: [numbers])[0].values
    // σ′(1) = 0.197.
    #expect(slopes[0] == 1 && abs(slopes[1] - 0.1966) < 1e-3)
  }
}

@Suite("Imagined transitions")
struct ImaginedTransitionsTests {
  @Test("are the newest ones, and are drawn as they were imagined")
  func newest() {
    var imagined = ImaginedTransitions(capacity: 3, observationSize: 1)
    for number in 0..<5 {
      imagined.append(
        from: [Float(number)], number, return: Float(10 * number), discount: 0.5, to: [Float(-number)])
    }
    var random = RandomGenerator(seed: 1)
    var batch = ReplayBatch(observations: RowLayout(.float32, shape: [1]))
    imagined.sample(count: 100, into: &batch, using: &random)
    #expect(
      imagined.count == 3 && Set(batch.actions.array(as: Int.self)) == [2, 3, 4] && Set(batch.indices) == [-1])
    for row in 0..<100 {
      let observation = batch.observations[row, as: Float.self]
      #expect(batch.returns[row] == 10 * observation)
      #expect(batch.nextObservations[row] == -observation)
    }
  }
}

@Suite("A world", .mayHang())
struct WorldTests {
  @Test("is learned: held-out transitions are foretold, the side and the end too")
  func learns() throws {
    let (replay, guide) = (try Line.replay(), Line.guide())
    var random = RandomGenerator(seed: 1)
    var world = WorldModel(of: replay, actionCount: 2, Line.world, Line.adversaries, using: &random)
    let before = WorldHealth(of: world, on: replay, using: &random)
    for _ in 0..<1500 {
      let found = world.learn(from: replay, guide: guide, creativity: 0, at: 0, using: &random)
      #expect(found.generator.isFinite && found.discriminator?.isFinite == true)
    }
    let health = WorldHealth(of: world, on: replay, using: &random)
    #expect(before.stateError > 0.3 && health.stateError < 0.06, "\(before.stateError), \(health.stateError)")
    #expect(health.endScore > 0.9 && health.rewardError < 0.1 && !health.isCollapsed, "\(health)")
  }

  @Test("that does not listen is seen to have collapsed")
  func collapse() throws {
    let replay = try Line.replay()
    var random = RandomGenerator(seed: 1)
    var world = WorldModel(of: replay, actionCount: 2, Line.world, Line.adversaries, using: &random)
    world.gan.generatorParameters.scale(by: 0)
    #expect(WorldHealth(of: world, on: replay, using: &random).isCollapsed)
  }

  @Test("learns on where a number turns out to be a flag")
  func newFlag() throws {
    let (replay, guide) = (try Line.replay(), Line.guide())
    var random = RandomGenerator(seed: 1)
    var measured = replay.makeBatch()
    replay.sampleSteps(count: 500, heldOut: false, into: &measured, using: &random)
    for row in 0..<500 {
      measured.observations.set(1, at: 1, ofRow: row)
      measured.nextObservations.set(1, at: 1, ofRow: row)
    }
    var world = WorldModel(
      TransitionScale(of: measured), actionCount: 2, Line.world, Line.adversaries, using: &random)
    #expect(world.gan.head.flags == [false, false, false, true])
    world.refresh(from: replay, using: &random)
    #expect(world.gan.head.flags == [false, true, false, true])
    for _ in 0..<1500 { _ = world.learn(from: replay, guide: guide, creativity: 0, at: 0, using: &random) }
    #expect(WorldHealth(of: world, on: replay, using: &random).stateError < 0.06)
  }

  @Test("that does not foresee rare leaps has not collapsed")
  func rareLeaps() throws {
    var replay = try ReplayBuffer(capacity: 1000, observations: RowLayout(.float32, shape: [1]))
    var random = RandomGenerator(seed: 1)
    var position: Float = 0
    for step in 0..<1000 {
      let action = random.integers(0..<2)
      let next = step % 50 == 0 ? -20 * position : position + (action == 1 ? 0.1 : -0.1)
      var outcome = StepBatch(count: 1, observations: RowLayout(.float32, shape: [1]))
      outcome.observations.replaceNumbers(with: [next])
      replay.append(observations: RowBuffer([position]), actions: RowBuffer([action]), outcome: outcome)
      position = next
    }
    var world = WorldModel(of: replay, actionCount: 2, Line.world, Line.adversaries, using: &random)
    let guide = Line.guide(stateSize: 1)
    for _ in 0..<300 { _ = world.learn(from: replay, guide: guide, creativity: 0, at: 0, using: &random) }
    #expect(!WorldHealth(of: world, on: replay, using: &random).isCollapsed)
  }

  @Test("is rolled out over several steps, and what does not look real is left out")
  func imagination() throws {
    let (replay, guide) = (try Line.replay(), Line.guide())
    var random = RandomGenerator(seed: 1)
    var configuration = Line.world
    var world = WorldModel(of: replay, actionCount: 2, configuration, Line.adversaries, using: &random)
    for _ in 0..<500 { _ = world.learn(from: replay, guide: guide, creativity: 0, at: 0, using: &random) }
    var imagined = ImaginedTransitions(capacity: 100, observationSize: 2)
    let kept = Imagination(world: world, guide: guide).fill(&imagined, from: replay, using: &random)
    #expect(kept.begun == 16 && kept.kept == imagined.count && kept.kept > 0)
    // Three steps, or fewer at an end.
    #expect(imagined.discounts.allSatisfy { $0 < 0.9 * 0.9 * 0.9 + 1e-4 })
    configuration.realismThreshold = 0.999
    let strict = WorldModel(world.scale, actionCount: 2, configuration, Line.adversaries, using: &random)
    imagined.removeAll()
    #expect(Imagination(world: strict, guide: guide).fill(&imagined, from: replay, using: &random).kept == 0)
    #expect(imagined.count == 0)
  }

  @Test("is led by creativity to what there is more to learn from")
  func creativity() throws {
    let (replay, guide) = (try Line.replay(), Line.guide())
    func lessons(_ creativity: Float) -> Float {
      var random = RandomGenerator(seed: 1)
      var world = WorldModel(of: replay, actionCount: 2, Line.world, Line.adversaries, using: &random)
      for _ in 0..<300 {
        _ = world.learn(from: replay, guide: guide, creativity: creativity, at: 0, using: &random)
      }
      var batch = replay.makeBatch()
      replay.sampleSteps(count: 256, heldOut: true, into: &batch, using: &random)
      let samples = world.gan.samples(world.conditions(of: batch), noise: world.gan.noise(256, using: &random))
      return guide.absoluteErrors(
        at: Tensor(batch.observations.array(), shape: [256, 2]),
        Tensor(batch.actions.array(as: Int.self).map { Float($0) }, shape: [256]), samples, world.scale
      ).mean().item
    }
    #expect(lessons(1) > 1.1 * lessons(0))
  }
}
