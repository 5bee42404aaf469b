import Demonstrations
import NeuralNet
import Safetensors
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

@Suite struct SequencePolicyTests {
  private static let learner: SequenceLearner? = {
    let toys = [Toys.recall(), Toys.identity(), Toys.drifter()]
    var learner: SequenceLearner? = try? Toys.learner(toys, for: "Recall")
    learner?.learn(60)
    return learner
  }()

  private func learner() throws -> SequenceLearner { try #require(Self.learner) }

  /// What a policy does in some steps of an environment, one row after the other.
  private func actions<Action: SpaceScalar>(
    _ policy: any Policy, in environments: VectorTask, of type: Action.Type = Int.self, steps: Int = 12,
    seed: UInt64 = 3
  ) -> [[Action]] {
    var (policy, batch, actions) = (policy, environments.makeBatch(), environments.makeActions())
    var generator = RandomGenerator(seed: 0)
    environments.reset(seed: seed, into: &batch)
    policy.beginEpisodes()
    var rows = [[Action]](repeating: [], count: environments.count)
    for _ in 0..<steps {
      policy.act(on: batch.observations, into: &actions, using: &generator)
      environments.step(actions, into: &batch)
      policy.observeOutcome(batch)
      for row in rows.indices { rows[row] += actions.array(ofRow: row, as: type) }
    }
    return rows
  }

  private func loaded(_ environments: VectorTask, as environment: String?) throws -> any Policy {
    let learner = try learner()
    let file = try StoredFile(["agent": "sequence"]) { learner.greedyPolicy.write(to: &$0) }
    let task = TaskSpecification(
      id: environment ?? "", observationSpace: environments.specification.observationSpace,
      actionSpace: environments.specification.actionSpace)
    return try AgentCatalog.standard.policy(from: file.open(), for: task)
  }

  @Test("What is saved acts the same in each of its tasks, found by id, by another version of it, or by its spaces")
  func saving() throws {
    let learner = try learner()
    let recall = actions(learner.greedyPolicy, in: Recall.batch(of: 5))
    let identity = try #require(learner.policy(for: "Identity"))
    let drifter = try #require(learner.policy(for: "Drifter"))
    for id in ["Drifter", "Drifter-v7", nil, "Another"] {
      let found = actions(try loaded(Toys.drifters(3), as: id), in: Toys.drifters(3), of: Float.self)
      #expect(found == actions(drifter, in: Toys.drifters(3), of: Float.self))
    }
    #expect(actions(try loaded(Recall.batch(of: 5), as: "Recall"), in: Recall.batch(of: 5)) == recall)
    let found = actions(try loaded(Identity.batch(of: 5), as: "Identity"), in: Identity.batch(of: 5))
    #expect(found == actions(identity, in: Identity.batch(of: 5)))
  }

  @Test("A file refuses a task that it does not know")
  func unknown() throws {
    let error = #expect(throws: PolicyFileError.self) { try loaded(Identity.batch(of: 1, categories: 5), as: nil) }
    #expect(
      error?.description
        == "It knows Recall, Identity, Drifter, and none of them observes Discrete(5) and acts with Discrete(5).")
    let other = #expect(throws: PolicyFileError.self) {
      try loaded(Identity.batch(of: 1, categories: 5), as: "Identity")
    }
    #expect(
      other?.description == "It has learned Identity with other spaces than Discrete(5) and Discrete(5).")
  }

  @Test("Tasks that look alike are told apart by their ids alone")
  func ambiguity() throws {
    let again = Toys.demonstrations("Echo", Identity.batch(of: 1), Toys.identity().episodes)
    let learner: SequenceLearner = try Toys.learner([Toys.identity(), again], for: "Echo")
    let file = try StoredFile(["agent": "sequence"]) { learner.greedyPolicy.write(to: &$0) }
    let space = SpaceDescriptor.discrete(count: 3, start: 0)
    func load(_ id: String?) throws {
      _ = try AgentCatalog.standard.policy(
        from: file.open(), for: TaskSpecification(id: id ?? "", observationSpace: space, actionSpace: space))
    }
    try load("Identity")
    try load("Echo")
    let error = #expect(throws: PolicyFileError.self) { try load(nil) }
    #expect(
      error?.description
        == "It knows Identity, Echo, and several of them observe and act like this; name the environment's id.")
  }

  @Test("A row's actions do not depend on what other rows see")
  func rows() throws {
    var policy = try learner().greedyPolicy
    var generator = RandomGenerator(seed: 0)
    /// What the middle row of three does while the others see something.
    func middle(_ others: (Int) -> Int) -> [Int] {
      policy.beginEpisodes()
      return (0..<6).map { step in
        var actions = [0, 0, 0]
        policy.act(on: [others(step), step == 0 ? 2 : 0, others(step + 1)], into: &actions, using: &generator)
        policy.observeOutcome(rewards: [1, 1, Double(others(step))], statuses: [.running, .running, .running])
        return actions[1]
      }
    }
    #expect(middle { _ in 1 } == middle { $0 % 3 })
  }

  @Test("Nothing of an episode is left once it is over, be it terminated, truncated or broken off")
  func episodes() throws {
    let fresh = try learner().greedyPolicy
    let expected = actions(fresh, in: Recall.batch(of: 3), steps: 4)
    var used = fresh
    var (generator, ignored) = (RandomGenerator(seed: 0), [0, 0, 0])
    for statuses in [[EpisodeStatus.terminated, .truncated, .terminated], [.running, .running, .running]] {
      for (index, seen) in [1, 0, 0].enumerated() {
        used.act(on: [seen, 2 - seen, seen], into: &ignored, using: &generator)
        used.observeOutcome(
          rewards: [1, 0, 1], statuses: index < 2 ? [.running, .running, .running] : statuses)
      }
      if statuses[0] == .running { used.beginEpisodes() }
      var (after, before) = ([9, 9, 9], [9, 9, 9])
      var another = fresh
      for seen in [2, 0, 0, 0, 0] {
        used.act(on: [seen, seen / 2, seen], into: &after, using: &generator)
        another.act(on: [seen, seen / 2, seen], into: &before, using: &generator)
        #expect(after == before)
        used.observeOutcome(rewards: [1, 1, 1], statuses: [.running, .running, .running])
        another.observeOutcome(rewards: [1, 1, 1], statuses: [.running, .running, .running])
      }
      used.beginEpisodes()
    }
    #expect(actions(used, in: Recall.batch(of: 3), steps: 4) == expected)
  }

  @Test("Only what is allowed is done")
  func masks() throws {
    var policy = try #require(try learner().policy(for: "Identity"))
    var (actions, generator) = (RowBuffer(RowLayout(.int64, shape: []), count: 3), RandomGenerator(seed: 0))
    let seen = RowBuffer([0, 1, 2])
    policy.act(on: seen, into: &actions, using: &generator)
    #expect(actions == seen)
    policy.beginEpisodes()
    let masks = RowBuffer([false, true, false, false, false, true, false, false, false], rowShape: [3])
    policy.act(on: seen, allowing: ActionMasks(masks), into: &actions, using: &generator)
    #expect(actions == RowBuffer([1, 2, 2]))
  }

  @Test("A context longer than the memory goes on", arguments: [1, 16, 17, 40])
  func longEpisodes(rows: Int) throws {
    let policy = try #require(learner().policy(for: "Drifter"))
    let all = actions(policy, in: Toys.drifters(rows), of: Float.self, steps: 25)
    #expect(all.allSatisfy { $0.count == 50 && $0.allSatisfy(\.isFinite) })
    let space = Drifter().actionSpace
    #expect(all[0].indices.filter { $0 % 2 == 0 }.allSatisfy { space.contains(Array(all[0][$0..<$0 + 2])) })
  }

  @Test("Short windows and the last step alone say what whole windows say", arguments: [1, 3, 17])
  func reading(rows: Int) throws {
    let model = try learner().greedyPolicy.model
    let place = try #require(model.network.tasks.firstIndex { $0.environment == "Drifter" })
    let encoder = StepEncoder(model.network.tasks[place])
    let length = model.network.architecture.contextLength
    var context = SequenceContext(rows: rows, length: length, of: encoder)
    var reader = SequenceReader(model, task: place, width: encoder.width)
    var whole = Predictor(model.network.ofTask(place), inputShape: [length, encoder.width])
    var generator = RandomGenerator(seed: 1)
    let size = encoder.actionRange.count
    for step in 0..<3 * length {
      let observations = (0..<2 * rows).map { _ in Float(generator.random()) }
      context.begin(RowBuffer(observations, rowShape: [2]))
      reader.read(context)
      var expected = [Float](repeating: 0, count: rows * length * size)
      whole.predict(context.steps, with: model.parameters, into: &expected)
      for row in 0..<rows {
        let (start, other) = (
          reader.start(ofRow: row, in: context), (row * length + context.place(ofRow: row)) * size
        )
        for index in 0..<size {
          #expect(abs(reader.outputs[start + index] - expected[other + index]) < 1e-5, "step \(step), row \(row)")
        }
      }
      let actions = (0..<rows).flatMap { _ in [Float(generator.random()), 0.25 as Float] }
      context.complete(with: RowBuffer(actions, rowShape: [2]))
      // Some rows begin anew while the others go on.
      var outcome = StepBatch(of: Float.self, count: rows, observationSize: 2)
      outcome.rewards = Column(repeating: 0.5, count: rows)
      for row in 0..<rows where row % 2 == 0 && step == length + 1 { outcome.statuses[row] = .terminated }
      context.observeOutcome(outcome)
    }
  }

  @Test("Acting allocates nothing", .enabled(if: countsAllocations, "counting needs glibc"))
  func allocations() throws {
    var policy = try #require(learner().policy(for: "Drifter"))
    let environments = Toys.drifters(20)
    var (batch, actions) = (environments.makeBatch(), environments.makeActions())
    var generator = RandomGenerator(seed: 0)
    environments.reset(seed: 0, into: &batch)
    var count = 0
    for step in 0..<30 {
      let acting = TestSupport.allocations {
        policy.act(on: batch.observations, into: &actions, using: &generator)
      }
      environments.step(actions, into: &batch)
      let noting = TestSupport.allocations { policy.observeOutcome(batch) }
      if step >= 2 { count += acting + noting }
    }
    #expect(count == 0)
  }

  @Test(
    "A file that says nonsense is refused",
    arguments: [
      ("network", "[]", "Its metadata has no 'network'"),
      (
        "network", #"{"contextLength":4,"embeddingSize":16,"layers":-1,"heads":1}"#, "Its metadata has no 'network'"
      ),
      ("network", #"{"contextLength":4,"embeddingSize":15,"layers":1,"heads":2}"#, "Its metadata has no 'network'"),
      ("network", #"{"contextLength":4,"embeddingSize":32,"layers":1,"heads":1}"#, "has the shape [4, 16]"),
      ("tasks", "[]", "Its metadata has no usable 'tasks'"), ("tasks", "{}", "Its metadata has no usable 'tasks'"),
    ])
  func nonsense(key: String, text: String, sentence: String) throws {
    let learner = try learner()
    let file = try StoredFile(["agent": "sequence"]) { writer in
      learner.greedyPolicy.write(to: &writer)
      writer.metadata[key] = text
    }
    let space = SpaceDescriptor.discrete(count: 3, start: 0)
    let error = #expect(throws: (any Error).self) {
      _ = try AgentCatalog.standard.policy(
        from: file.open(), for: TaskSpecification(id: "Identity", observationSpace: space, actionSpace: space))
    }
    #expect("\(try #require(error))".contains(sentence), "\(String(describing: error))")
  }

  @Test(
    "Tasks that cannot be are refused",
    arguments: [
      (#""shape":[2]"#, #""shape":[-2]"#), (#""shape":[2]"#, #""shape":[1e18]"#),
      (#""shape":[2]"#, #""shape":[3]"#),
      (#""shape":[2]"#, #""shape":[]"#), (#""means":["#, #""means":[0,0,0,"#), (#""starts":[0]"#, #""starts":[]"#),
      (#""targetReturn""#, #""target""#), (#""environment":"Drifter""#, #""environment":"Recall""#),
      (#""counts":[3]"#, #""counts":[0]"#), (#""high":[1,0.5]"#, #""high":[1]"#),
    ])
  func impossibleTasks(found: String, replacement: String) throws {
    let learner = try learner()
    let file = try StoredFile(["agent": "sequence"]) { writer in
      learner.greedyPolicy.write(to: &writer)
      let tasks = writer.metadata["tasks"] ?? ""
      #expect(tasks.contains(found))
      writer.metadata["tasks"] = tasks.replacing(found, with: replacement)
    }
    #expect(throws: PolicyFileError.self) { try SequenceModel(from: file.open()) }
  }
}
