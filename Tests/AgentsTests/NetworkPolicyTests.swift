import NeuralNet
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

@Suite("A policy of a network") struct NetworkPolicyTests {
  private static let observations = SpaceDescriptor.box(
    scalar: .float32, shape: [2], low: [-9, -9], high: [9, 9])
  private static let actions = SpaceDescriptor.discrete(count: 3, start: 1)

  private func policy(observations: Int = 2, actions: Int = 2) throws -> NetworkPolicy {
    let input = PolicyInput(
      encoder: try #require(ObservationEncoder(Self.observations)),
      head: try #require(CategoricalHead(Self.actions)),
      normalizer: ObservationNormalizer(means: [1, 2], deviations: [2, 3]), observationCount: observations,
      actionCount: actions)
    let network = PolicyNetwork(
      PolicyNetwork.Architecture(inputShape: input.shape, hiddenSizes: [8], activation: .gelu, outputCount: 3))
    var generator = RandomGenerator(seed: 1)
    let parameters = Parameters(of: network, named: "policy", using: &generator)
    return NetworkPolicy(network, on: input, parameters: parameters, samples: true)
  }

  /// What it does in three rows over some steps, whose episodes end now and then.
  private func play(_ policy: inout NetworkPolicy) -> [[Int]] {
    var (actions, generator) = ([0, 0, 0], RandomGenerator(seed: 1))
    policy.beginEpisodes()
    return (0..<40).map { step in
      let seen = (0..<6).map { Float((step * 7 + $0 * 5) % 11) - 4 }
      policy.act(on: seen, into: &actions, using: &generator)
      policy.observeOutcome(
        rewards: [0, 0, 0],
        statuses: [.running, step % 5 == 4 ? .terminated : .running, step % 7 == 6 ? .truncated : .running])
      return actions
    }
  }

  @Test("acts the same when it is read again", arguments: [(1, 0), (1, 1), (3, 2)])
  func storing(history: (observations: Int, actions: Int)) throws {
    var policy = try policy(observations: history.observations, actions: history.actions)
    let file = try StoredFile(["agent": "bc"]) { policy.write(to: &$0) }
    let read = try AgentCatalog.standard.policy(
      from: file.open(), for: TaskSpecification(observationSpace: Self.observations, actionSpace: Self.actions))
    var loaded = try #require(read as? NetworkPolicy)
    let actions = play(&policy)
    #expect(play(&loaded) == actions)
    #expect(Set(actions.joined()) == [1, 2, 3])
  }

  @Test("sees what a reader reads from the recorded steps, and recalls it")
  func memory() throws {
    let input = try policy().input
    var memory = PolicyMemory(input)
    var reader = PolicyInputReader(input)
    var data = EpisodeRows(observations: RowLayout(.float32, shape: [2]), actions: RowLayout(.int64, shape: []))
    var lastRows = [-1, -1]
    for step in 0..<9 {
      let seen = RowBuffer((0..<4).map { Float(step * 4 + $0) / 5 }, rowShape: [2])
      let chosen = RowBuffer([1 + step % 3, 1 + (step + 1) % 3])
      memory.see(seen)
      for row in 0..<2 {
        data.append(row, of: seen, actions: chosen, reward: 0, after: lastRows[row])
        lastRows[row] = data.count - 1
      }
      var expected = [Float](repeating: 9, count: 2 * input.count)
      var span = expected.mutableSpan
      reader.read(lastRows, of: data, into: &span)
      #expect(memory.inputs == expected, "step \(step)")
      memory.remember(chosen)
      var recalled = PolicyMemory(input)
      recalled.recall(lastRows, of: data)
      #expect(recalled.inputs == memory.inputs)
      if step == 4 {
        memory.forget(1)
        lastRows[1] = -1
      }
    }
  }

  @Test(
    "allocates nothing to act", .enabled(if: countsAllocations, "counting needs glibc"), arguments: [false, true])
  func allocations(samples: Bool) throws {
    var policy = try policy()
    policy.samples = samples
    var (actions, generator) = (RowBuffer([0, 0, 0]), RandomGenerator(seed: 1))
    let seen = RowBuffer([1, 2, 3, 4, 5, 6] as [Float], rowShape: [2])
    var outcome = StepBatch(of: Float.self, count: 3, observationSize: 2)
    outcome.statuses = [.running, .terminated, .truncated]
    for _ in 0..<3 {
      policy.act(on: seen, into: &actions, using: &generator)
      policy.observeOutcome(outcome)
    }
    let count = TestSupport.allocations {
      for _ in 0..<20 {
        policy.act(on: seen, into: &actions, using: &generator)
        policy.observeOutcome(outcome)
      }
    }
    #expect(count == 0)
  }

  /// What reading a policy complains of; `nil` if nothing.
  private func complaint(
    _ file: StoredFile, _ observations: SpaceDescriptor = observations, _ actions: SpaceDescriptor = actions
  ) -> String? {
    do {
      _ = try AgentCatalog.standard.policy(
        from: file.open(), for: TaskSpecification(observationSpace: observations, actionSpace: actions))
      return nil
    } catch {
      return "\(error)".replacing(file.url.path, with: "F")
    }
  }

  @Test("for another task is refused with a sentence")
  func otherTasks() throws {
    let policy = try policy()
    let file = try StoredFile(["agent": "dagger"]) { policy.write(to: &$0) }
    #expect(complaint(file) == nil)
    #expect(
      complaint(file, .box(scalar: .float32, shape: [3], low: [0, 0, 0], high: [1, 1, 1]))
        == "Its network takes features of the shape [2], but the environment observes "
        + "Box(0.0, 1.0, (3,), float32).")
    #expect(
      complaint(file, Self.observations, .discrete(count: 3, start: 0))
        == "Its network says 1 numbers of an action within other bounds than the environment's, Discrete(3).")
    #expect(
      complaint(file, Self.observations, Self.observations)
        == "Its actions are of the kind 'categories', but the environment acts with \(Self.observations).")
  }

  @Test("that a file describes wrongly is refused", arguments: ["{}", "no JSON", "history", "inputs", "outputs"])
  func damage(kind: String) throws {
    let policy = try policy()
    let file = try StoredFile(["agent": "bc"]) { writer in
      policy.write(to: &writer)
      let text = writer.metadata["network"] ?? ""
      writer.metadata["network"] =
        switch kind {
        case "history": text.replacing(#""observations":2"#, with: #""observations":-1"#)
        case "inputs": text.replacing(#""inputShape":[10]"#, with: #""inputShape":[11]"#)
        case "outputs": text.replacing(#""outputCount":3"#, with: #""outputCount":4"#)
        default: kind
        }
      #expect(writer.metadata["network"] != text)
    }
    #expect(complaint(file) != nil)
  }
}

@Suite("A disturbance") struct InputDisturbanceTests {
  @Test("shifts pictures whole, and repeats their edges")
  func shifts() throws {
    let space = SpaceDescriptor.box(
      scalar: .uint8, shape: [6, 5, 3], low: Array(repeating: 0, count: 90), high: Array(repeating: 255, count: 90)
    )
    let input = PolicyInput(
      encoder: try #require(ObservationEncoder(space)),
      head: try #require(CategoricalHead(.discrete(count: 2, start: 0))))
    var disturbance = InputDisturbance(noise: 0, shift: 2)
    var generator = RandomGenerator(seed: 3)
    let picture = (0..<90).map { Float($0) }
    var found: Set<[Float]> = []
    for _ in 0..<300 {
      var shifted = picture
      var span = shifted.mutableSpan
      disturbance.apply(to: &span, input, using: &generator)
      found.insert(shifted)
    }
    var expected: Set<[Float]> = []
    for down in -2...2 {
      for right in -2...2 {
        expected.insert(
          (0..<90).map { index in
            let (channel, y, x) = (index / 30, index / 5 % 6, index % 5)
            return picture[channel * 30 + min(max(y - down, 0), 5) * 5 + min(max(x - right, 0), 4)]
          })
      }
    }
    #expect(found == expected)
  }

  @Test("adds noise to what is observed, and not to what was done")
  func noise() throws {
    let input = PolicyInput(
      encoder: try #require(ObservationEncoder(.box(scalar: .float32, shape: [2], low: [-1, -1], high: [1, 1]))),
      head: try #require(CategoricalHead(.discrete(count: 2, start: 0))), observationCount: 2, actionCount: 1)
    var disturbance = InputDisturbance(noise: 0.5, shift: 0)
    var generator = RandomGenerator(seed: 3)
    var inputs = [Float](repeating: 1, count: 600)
    var span = inputs.mutableSpan
    disturbance.apply(to: &span, input, using: &generator)
    let noises = inputs.indices.filter { $0 % 6 < 4 }.map { inputs[$0] - 1 }
    #expect(inputs.indices.filter { $0 % 6 >= 4 }.allSatisfy { inputs[$0] == 1 })
    let variance = noises.reduce(0) { $0 + $1 * $1 } / Float(noises.count)
    #expect(abs(variance.squareRoot() - 0.5) < 0.06)
  }
}
