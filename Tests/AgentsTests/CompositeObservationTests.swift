import Agents
import Demonstrations
import Foundation
import Safetensors
import Simulation
import TestSupport
import TestTraits
import Testing
import Training

/// A world that shows a picture, numbers and a category at once: the number says which half of the picture to name.
private struct Signal: RandomizedEnvironment {
  static let side = 36
  let observationSpace = CompositeSpace.dictionary([
    "camera": Box<UInt8>(low: 0, high: 255, shape: [side, side]),
    "gauge": Box<Double>(low: -1, high: 1, shape: [2]),
    "kind": Discrete(3, start: 4),
  ])
  let actionSpace = Discrete(2)
  var generator = RandomGenerator(seed: 0)
  private var row: RowBuffer
  private var answer = 0

  init() { row = observationSpace.makeRow() }

  mutating func reset(seed: UInt64?, into observation: inout MutableSpan<UInt8>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    show(into: &observation)
  }

  mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<UInt8>) -> StepResult {
    let reward = action[0] == answer ? 1.0 : 0
    show(into: &observation)
    return .terminated(reward: reward)
  }

  /// The answer is the picture's brightness, or its opposite where the gauge says so.
  private mutating func show(into observation: inout MutableSpan<UInt8>) {
    let isBright = generator.integers(0..<2) == 1
    let isTurned = generator.integers(0..<2) == 1
    let named = generator.integers(0..<3)
    answer = isBright != isTurned ? 1 : 0
    var camera = row.mutableField(0, ofRow: 0, as: UInt8.self)
    for index in camera.indices { camera[index] = isBright ? 200 : 40 }
    var gauge = row.mutableField(1, ofRow: 0, as: Double.self)
    gauge[0] = isTurned ? 1 : -1
    var kind = row.mutableField(2, ofRow: 0, as: Int.self)
    kind[0] = 4 + named
    row.writeBytes(ofRow: 0, into: &observation)
  }
}

@Suite("Observations of several kinds at once", .mayHang()) struct CompositeObservationTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func batch(_ count: Int) -> VectorTask { VectorTask("Signal-v0", count: count) { _ in Signal() } }

  @Test("become features part by part, in rows of their own") func features() throws {
    let task = batch(2).specification
    let encoder = try #require(ObservationEncoder(task.observationSpace))
    #expect(encoder.featureCount == 36 * 36 + 2 + 3 && encoder.shape == [encoder.featureCount])
    var rows = RowBuffer(task.observationLayout, count: 2)
    for row in 0..<2 {
      var camera = rows.mutableField(0, ofRow: row, as: UInt8.self)
      camera[1] = 255
      var gauge = rows.mutableField(1, ofRow: row, as: Double.self)
      gauge[1] = 0.5
      var kind = rows.mutableField(2, ofRow: row, as: Int.self)
      kind[0] = 5 + row
    }
    var features = [Float](repeating: -1, count: 2 * encoder.featureCount)
    var span = features.mutableSpan
    encoder.encode(rows, into: &span)
    for row in 0..<2 {
      let own = Array(features[row * encoder.featureCount..<(row + 1) * encoder.featureCount])
      #expect(own[1] == 1 && own.prefix(36 * 36).reduce(0, +) == 1)
      #expect(own.suffix(5) == (row == 0 ? [0, 0.5, 0, 1, 0] : [0, 0.5, 0, 0, 1]))
    }
    let stored = try JSONDecoder().decode(ObservationEncoder.self, from: JSONEncoder().encode(encoder))
    #expect(stored == encoder)
  }

  @Test("are learned from by DQN, whose policy acts the same when it is read") func deepQLearning() throws {
    var configuration = DQNConfiguration()
    configuration.hiddenSizes = [32]
    configuration.batchSize = 32
    configuration.learningStarts = 100
    configuration.trainingInterval = 8
    configuration.learningRate = .constant(0.001)
    configuration.bufferSize = 2_000
    var generator = RandomGenerator(seed: 1)
    let agent = try DQNAgent(
      in: try EncodedTask(batch(8).specification), environmentCount: 8, configuration: configuration,
      using: &generator)
    var trainer = Trainer(
      agent, in: batch(8), evaluatingIn: batch(8),
      plan: TrainingPlan(steps: 1_600, evaluationInterval: 0, evaluationEpisodes: 64))
    let summary = try trainer.run()
    #expect((summary.evaluations.last?.evaluation.meanReturn ?? 0) > 0.9)
    let url = folder.file("policy.safetensors")
    var writer = SafetensorsWriter(metadata: ["agent": "dqn"])
    trainer.agent.greedyPolicy.write(to: &writer)
    try writer.write(to: url)
    let file = try SafetensorsFile(contentsOf: url)
    let policy = try AgentCatalog.standard.policy(from: file, for: batch(1).specification)
    let score = try #require(Evaluation.evaluate(policy, on: batch(8), episodes: 64, seed: 9_000))
    #expect(score.meanReturn > 0.9)
  }

  @Test("are cloned from episodes that were stored and read again") func cloning() throws {
    var recorder = EpisodeRecorder(Oracle(), in: batch(8), seed: 0)
    let task = batch(1).specification
    let url = folder.url.appending(path: "signal-v0")
    let writer = try MinariWriter(
      creating: url,
      metadata: MinariMetadata(
        id: "signal-v0", observationSpace: task.observationSpace, actionSpace: task.actionSpace))
    try writer.append(contentsOf: recorder.record(200))
    try writer.close()
    let read = try MinariDataset(opening: url).demonstrations()
    var configuration = BehaviorCloningConfiguration()
    configuration.hiddenSizes = [32]
    configuration.batchSize = 32
    configuration.validationFraction = 0
    var generator = RandomGenerator(seed: 1)
    var learner = BehaviorCloning(
      imitating: read.episodes, in: try EncodedTask(task), configuration: configuration, using: &generator)
    for _ in 0..<400 { learner.learn(using: &generator) }
    let score = try #require(
      Evaluation.evaluate(learner.greedyPolicy, on: batch(8), episodes: 64, seed: 9_000))
    #expect(score.meanReturn > 0.9)
  }
}

/// One who knows the answer.
private struct Oracle: Policy {
  func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    for row in 0..<actions.count {
      let isBright = observations.field(0, as: UInt8.self)[row][0] > 100
      let isTurned = observations.field(1, as: Double.self)[row][0] > 0
      actions[row] = isBright != isTurned ? 1 : 0
    }
  }
}
