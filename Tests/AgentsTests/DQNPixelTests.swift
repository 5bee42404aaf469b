import NeuralNet
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// A picture whose left or right half is bright; the right action says which was bright one frame ago.
struct Flicker: RandomizedEnvironment {
  static let size = 36
  var generator = RandomGenerator(seed: 0)
  private var sides = [0, 0]
  private var steps = 0

  var observationSpace: Box<UInt8> { Box(low: 0, high: 255, shape: [Self.size, Self.size]) }
  var actionSpace: Discrete { Discrete(2) }

  mutating func reset(seed: UInt64?, into observation: inout MutableSpan<UInt8>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    let side = generator.integers(0..<2)
    sides = [side, side]
    steps = 0
    draw(into: &observation)
  }

  mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<UInt8>) -> StepResult {
    let reward = action[0] == sides[0] ? 1.0 : 0.0
    sides = [sides[1], generator.integers(0..<2)]
    steps += 1
    draw(into: &observation)
    return steps == 8 ? .terminated(reward: reward) : .running(reward: reward)
  }

  private func draw(into observation: inout MutableSpan<UInt8>) {
    for index in observation.indices {
      let isLeft = index % Self.size < Self.size / 2
      observation[index] = isLeft == (sides[1] == 0) ? 255 : 0
    }
  }

  static func batch(_ count: Int) -> VectorTask {
    VectorTask(count: count) { _ in FrameStack(Flicker(), depth: 2) }
  }
}

@Suite struct DQNPixelTests {
  private func agent(_ environments: VectorTask, overlapping: Bool = false) throws -> DQNAgent {
    var configuration = DQNConfiguration()
    configuration.hiddenSizes = [32]
    configuration.discount = 0
    configuration.batchSize = 16
    configuration.bufferSize = 400
    configuration.learningStarts = 32
    configuration.learningRate = .constant(1e-3)
    configuration.trainingInterval = 8
    configuration.overlapsLearning = overlapping
    configuration.epsilon = .linear(from: 1, to: 0.05, fraction: 0.5)
    var generator = RandomGenerator(seed: 0)
    return try DQNAgent(
      in: EncodedTask(environments.specification), environmentCount: environments.count,
      configuration: configuration, using: &generator)
  }

  @Test("It learns from stacks of pictures what one picture does not show", arguments: [false, true])
  func learnsFromStacks(overlapping: Bool) throws {
    let environments = Flicker.batch(4)
    let plan = TrainingPlan(steps: 960, environments: 4, evaluationInterval: 0, evaluationEpisodes: 8)
    let agent = try agent(environments, overlapping: overlapping)
    var trainer = Trainer(agent, in: environments, evaluatingIn: Flicker.batch(4), plan: plan)
    try trainer.run()
    #expect(trainer.evaluations.last?.evaluation.minimumReturn == 8)
  }

  @Test("The replay keeps one frame of each stack, and draws the stacks that were observed")
  func drawsWhatWasObserved() throws {
    let environments = Flicker.batch(2)
    var agent = try agent(environments)
    var transitions = Transitions(environments)
    var generator = RandomGenerator(seed: 3)
    environments.reset(seed: 1, into: &transitions.outcome)
    var seen: Set<[UInt8]> = []
    for _ in 0..<40 {
      swap(&transitions.observations, &transitions.outcome.observations)
      agent.act(on: transitions.observations, into: &transitions.actions, using: &generator)
      environments.step(transitions.actions, into: &transitions.outcome)
      agent.observe(transitions, using: &generator)
      for row in 0..<2 { seen.insert(transitions.observations.array(ofRow: row)) }
    }
    let replay = agent.core.read { $0.replay }
    var batch = replay.makeBatch()
    replay.sample(count: 64, into: &batch, using: &generator)
    #expect(batch.observations.rowSize == 2 * Flicker.size * Flicker.size)
    #expect(replay.observationSize == Flicker.size * Flicker.size)
    for row in 0..<64 { #expect(seen.contains(batch.observations.array(ofRow: row))) }
  }

  @Test("Colour pictures become channels of numbers from 0 to 1, the oldest picture first")
  func colors() throws {
    let encoder = try #require(
      ObservationEncoder(Box<UInt8>(low: 0, high: 255, shape: [2, 1, 2, 3]).descriptor))
    #expect(encoder.shape == [6, 1, 2])
    var encoded = [Float](repeating: -1, count: 12)
    let pixels: [UInt8] = [0, 1, 2, 3, 4, 5, 255, 7, 8, 9, 10, 11]
    encoder.encode(RowBuffer(pixels, rowShape: [2, 1, 2, 3]), into: &encoded)
    #expect(encoded.map { ($0 * 255).rounded() } == [0, 3, 1, 4, 2, 5, 255, 9, 7, 10, 8, 11])
  }
}
