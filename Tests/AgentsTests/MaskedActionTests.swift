import Environments
import NeuralNet
import Safetensors
import Simulation
import TestSupport
import TestTraits
import Testing
import Training

@testable import Agents

/// A world that counts what was done against its masks: in state s only the actions s and s + 1 of four are allowed.
private struct Gates: RandomizedEnvironment {
  final class Count: @unchecked Sendable { var forbidden = 0 }

  let observationSpace = Discrete(3)
  let actionSpace = Discrete(4)
  let masksActions = true
  let count: Count
  var generator = RandomGenerator(seed: 0)
  private var state = 0
  private var steps = 0

  init(_ count: Count) { self.count = count }

  mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Int>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    (state, steps) = (generator.integers(0..<3), 0)
    observation[0] = state
  }

  mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Int>) -> StepResult {
    if action[0] != state && action[0] != state + 1 { count.forbidden += 1 }
    let reward = action[0] == state ? 1.0 : 0
    state = generator.integers(0..<3)
    steps += 1
    observation[0] = state
    return steps == 7 ? .truncated(reward: reward) : .running(reward: reward)
  }

  func writeActionMask(into mask: inout MutableSpan<Bool>) {
    for action in mask.indices { mask[action] = action == state || action == state + 1 }
  }
}

@Suite("Actions that are not allowed", .mayHang()) struct MaskedActionTests {
  private let count = Gates.Count()

  private static let settings = [
    "dqn": ["learningStarts": "100", "hiddenSizes": "16"],
    "ppo": ["hiddenSizes": "16", "rolloutSteps": "32", "learningRate": "0.01", "entropyWeight": "0.01"],
  ]

  private func gates(_ rows: Int) -> VectorTask { VectorTask("Gates-v0", count: rows) { _ in Gates(count) } }

  @Test(
    "are never taken, by agents as they learn, by their policies, and by chance",
    arguments: ["dqn", "ppo", "sarsa", "q-learning", "expected-sarsa"])
  func agents(name: String) throws {
    let request = TrainingRequest(
      environments: gates(4), evaluationEnvironments: gates(4),
      overrides: ConfigurationOverrides(Self.settings[name] ?? [:]),
      plan: TrainingPlan(
        steps: name == "ppo" ? 6_000 : 1_500, environments: 4, evaluationInterval: 500, evaluationEpisodes: 20))
    var run = try AgentCatalog.standard.entry(named: name).prepare(request)
    let summary = try run.run(report: { _ in }, shouldStop: { false })
    #expect(count.forbidden == 0)
    #expect((summary.evaluations.last?.evaluation.meanReturn ?? 0) > (name == "dqn" ? 3.9 : 6))
    let random = Evaluation.evaluate(RandomPolicy(Discrete(4)), on: gates(3), episodes: 30, seed: 1)
    #expect(count.forbidden == 0 && (2.5...4.5).contains(random?.meanReturn ?? 0))
  }

  @Test("are masked in what a replay gives back, also where an episode was cut off") func replay() throws {
    let environments = gates(2)
    let task = environments.specification
    var replay = try ReplayBuffer(
      capacity: 40, environmentCount: 2, observations: task.observationLayout, maskSize: task.maskSize)
    var transitions = Transitions(environments)
    var generator = RandomGenerator(seed: 1)
    environments.reset(seed: 3, into: &transitions.outcome)
    for _ in 0..<60 {
      transitions.advance()
      transitions.actions.replaceNumbers(with: [0, 0])
      environments.step(transitions.actions, into: &transitions.outcome)
      replay.append(transitions)
    }
    var writer = SafetensorsWriter()
    try replay.writeCheckpoint(to: &writer)
    let folder = try TemporaryFolder()
    try writer.write(to: folder.file("replay.safetensors"))
    var read = try ReplayBuffer(
      capacity: 40, environmentCount: 2, observations: task.observationLayout, maskSize: task.maskSize)
    try read.readCheckpoint(from: SafetensorsFile(contentsOf: folder.file("replay.safetensors")))
    replay = read
    var batch = replay.makeBatch()
    replay.sample(count: 200, into: &batch, using: &generator)
    let masks = try #require(batch.nextMasks)
    for row in 0..<200 {
      let state: Int = batch.nextObservations[row]
      #expect(masks.array(ofRow: row, as: Bool.self) == (0..<4).map { $0 == state || $0 == state + 1 })
    }
  }

  @Test("do not count, however much they are said to be worth") func targets() {
    let masks = ActionMasks(RowBuffer([true, false, true, false, false, false, false, false], rowShape: [4]))
    let values: [Float] = [1, 9, 2, 8]
    #expect(values.span.greatest(allowing: masks, row: 0) == 2)
    // A row that allows nothing allows all.
    #expect(values.span.greatest(allowing: masks, row: 1) == 1)
    var generator = RandomGenerator(seed: 2)
    let drawn = Set(
      (0..<100).map { _ in values.span.drawnByExponentials(allowing: masks, row: 0, using: &generator) })
    #expect(drawn == [0, 2])
  }

  @Test("are left out for each category by itself") func several() throws {
    let head = try #require(CategoricalHead(.multiDiscrete(counts: [2, 3], start: [0, 5])))
    let masks = ActionMasks(
      RowBuffer([false, true, true, true, false, true, true, false, true, true], rowShape: [5]))
    let outputs: [Float] = [9, 0, 0, 1, 9, 9, 0, 9, 0, 1]
    var actions = RowBuffer(RowLayout(.int64, shape: [2]), count: 2)
    head.decide(by: outputs.span, allowing: masks, into: &actions)
    #expect(actions.array() == [1, 6, 0, 7])
    head.decide(by: outputs.span, into: &actions)
    #expect(actions.array() == [0, 7, 0, 5])
    var generator = RandomGenerator(seed: 2)
    for _ in 0..<50 {
      head.sample(from: outputs.span, allowing: masks, into: &actions, using: &generator)
      let drawn: [Int] = actions.array()
      #expect(drawn[0] == 1 && drawn[1] != 7 && drawn[3] != 5)
    }
  }

  @Test("of a taxi are those that change nothing, if its parameters say so") func taxi() throws {
    let task = try Catalog.standard.entry("Taxi-v4").task(ConfigurationOverrides(["masksActions": "true"]))
    #expect(task.specification.maskSize == 6)
    #expect(try Catalog.standard.entry("Taxi-v4").task().specification.maskSize == 0)
    let environments = task.makeVector(count: 3)
    var (batch, actions) = (environments.makeBatch(), environments.makeActions())
    var (policy, generator) = (task.randomPolicy(), RandomGenerator(seed: 1))
    environments.reset(seed: 1, into: &batch)
    for _ in 0..<300 {
      policy.act(on: batch.observations, allowing: batch.masks, into: &actions, using: &generator)
      let before: [Int] = batch.observations.array()
      environments.step(actions, into: &batch)
      for row in 0..<3 where !batch.statuses[row].isFinished { #expect(batch.observations[row] != before[row]) }
    }
  }
}
