import Demonstrations
import Foundation
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// DAgger with an expert that remembers, without and with demonstrations.
enum DAggerVariant: String, CaseIterable, CustomTestStringConvertible {
  case indicator, linear, exponential, episodes, demonstrations

  var testDescription: String { rawValue }

  var configuration: DAggerConfiguration {
    var configuration = DAggerConfiguration()
    configuration.hiddenSizes = [16]
    configuration.learningRate = .constant(1e-2)
    configuration.observationHistory = 2
    configuration.batchSize = 32
    configuration.roundSteps = 80
    configuration.roundUpdates = 40
    configuration.initialUpdates = 60
    configuration.shareRounds = 4
    if self == .linear || self == .episodes { configuration.expertShare = .linear }
    if self == .exponential { configuration.expertShare = .exponential }
    if self == .episodes { configuration.mixing = .episode }
    return configuration
  }

  func agent(asking expert: LateEcho = LateEcho()) throws -> DAggerAgent {
    var generator = RandomGenerator(seed: 7)
    return DAggerAgent(
      asking: expert, after: self == .demonstrations ? SmallTask.identities(by: LateEcho(), 4) : [],
      in: try .identity(), environmentCount: 4, configuration: configuration, using: &generator)
  }

  func trainer(
    asking expert: LateEcho = LateEcho(), steps: Int, seed: UInt64 = 0, in folder: URL? = nil
  ) throws -> Trainer<DAggerAgent> {
    var plan = TrainingPlan(steps: steps, environments: 4, evaluationInterval: 0, evaluationEpisodes: 4)
    plan.seed = seed
    let run = try folder.map { url in
      try RunFolder(
        creating: RunConfiguration(
          environment: "Identity", environmentOverrides: ConfigurationOverrides(), agent: "dagger", preset: nil,
          agentOverrides: ConfigurationOverrides(), agentConfiguration: [:], plan: plan),
        at: url)
    }
    return Trainer(
      try agent(asking: expert), in: Identity.batch(of: 4), evaluatingIn: Identity.batch(of: 4), plan: plan,
      folder: run)
  }
}

@Suite("DAgger") struct DAggerTests {
  /// How often a policy does what the expert would, which remembers.
  private func accuracy(of policy: any Policy) -> Double {
    var recorder = EpisodeRecorder(policy, in: Identity.batch(of: 5), seed: 900)
    let episodes = recorder.record(10)
    var (equal, total) = (0, 0)
    for episode in episodes {
      for step in 0..<episode.length {
        let expected = step == 0 ? 0 : episode.observations[step - 1, as: Int.self]
        if episode.actions[step] == expected { equal += 1 }
        total += 1
      }
    }
    return Double(equal) / Double(total)
  }

  @Test("learns what the expert would do", arguments: DAggerVariant.allCases)
  func learns(variant: DAggerVariant) throws {
    var trainer = try variant.trainer(steps: 800)
    try trainer.run()
    #expect(accuracy(of: trainer.agent.greedyPolicy) == 1)
    #expect(trainer.agent.measurements.first { $0.name == "train/accuracy" }?.value ?? 0 > 0.95)
  }

  @Test("asks the expert at every step, whoever acts, and keeps every answer", arguments: DAggerVariant.allCases)
  func questions(variant: DAggerVariant) throws {
    let expert = LateEcho()
    var trainer = try variant.trainer(asking: expert, steps: 400)
    try trainer.run()
    #expect(expert.questions.count == 400)
    let agent = trainer.agent
    let demonstrated = variant == .demonstrations ? 32 : 0
    #expect(agent.data.count == 400 + demonstrated && agent.labels.count == agent.data.count)
    for row in demonstrated..<agent.data.count {
      let predecessor = agent.data.predecessors[row]
      let expected = predecessor < 0 ? 0 : agent.data.observations[predecessor, as: Int.self]
      #expect(agent.labels[row] == expected)
    }
  }

  @Test("lets the expert act with the probability β of the round")
  func shares() {
    var configuration = DAggerConfiguration()
    #expect((1...3).map(configuration.share) == [1, 0, 0])
    configuration.expertShare = .linear
    configuration.shareRounds = 5
    #expect((1...6).map(configuration.share) == [1, 0.75, 0.5, 0.25, 0, 0])
    configuration.expertShare = .exponential
    configuration.shareDecay = 0.5
    #expect((1...4).map(configuration.share) == [1, 0.5, 0.25, 0.125])
  }

  @Test("leaves the first round to the expert, and the later ones to the learner")
  func whoActs() throws {
    func experts(after steps: Int) throws -> [Bool] {
      var trainer = try DAggerVariant.indicator.trainer(steps: steps)
      try trainer.run()
      #expect(trainer.agent.round == (steps < 80 ? 1 : 2))
      return trainer.agent.isExpertActing
    }
    #expect(try experts(after: 76) == [true, true, true, true])
    #expect(try experts(after: 84) == [false, false, false, false])
  }

  @Test("decides for whole episodes who acts, if it is told to")
  func wholeEpisodes() throws {
    var agent = try DAggerVariant.episodes.agent()
    agent.round = 3
    let environments = Identity.batch(of: 4)
    var transitions = Transitions(environments)
    var generator = RandomGenerator(seed: 1)
    environments.reset(seed: 1, into: &transitions.outcome)
    var decisions: [[Bool]] = []
    for _ in 0..<64 {
      swap(&transitions.observations, &transitions.outcome.observations)
      agent.act(on: transitions.observations, into: &transitions.actions, using: &generator)
      environments.step(transitions.actions, into: &transitions.outcome)
      agent.observe(transitions, using: &generator)
      decisions.append(agent.isExpertActing)
    }
    for start in stride(from: 0, to: 64, by: 8) { #expect(Set(decisions[start..<start + 8]).count == 1) }
    #expect(Set(decisions).count > 3)
  }

  @Test("counts demonstrations as the first round, and learns from them before it acts")
  func demonstrations() throws {
    var trainer = try DAggerVariant.demonstrations.trainer(steps: 4)
    try trainer.run()
    #expect(trainer.agent.round == 2 && trainer.agent.updateCount == 60)
    #expect(trainer.agent.isExpertActing == [false, false, false, false])
  }

  @Test("repeats itself for one seed, and not for another", arguments: DAggerVariant.allCases)
  func repeatsItself(variant: DAggerVariant) throws {
    func weights(_ seed: UInt64) throws -> [Float] {
      var trainer = try variant.trainer(steps: 200, seed: seed)
      try trainer.run()
      return trainer.agent.cloner.fitted.parameters.values
    }
    let first = try weights(1)
    #expect(try weights(1) == first)
    #expect(try weights(2) != first)
  }

  @Test(
    "goes on in the midst of episodes as if it had not stopped, with an expert that remembers",
    arguments: DAggerVariant.allCases)
  func resuming(variant: DAggerVariant) throws {
    let folder = try TemporaryFolder()
    var whole = try variant.trainer(steps: 400, in: folder.file("whole"))
    try whole.run()
    var first = try variant.trainer(steps: 400, in: folder.file("parts"))
    var asked = 0
    try first.run(shouldStop: {
      asked += 1
      return asked == 45
    })
    var second = try variant.trainer(steps: 400, in: nil)
    second.folder = try RunFolder(opening: folder.file("parts"))
    try second.resume()
    #expect(second.steps == 180)
    try second.run(report: { if case .episodesLost(let reason) = $0 { Issue.record("\(reason)") } })
    #expect(second.agent.cloner.fitted.parameters.values == whole.agent.cloner.fitted.parameters.values)
    #expect(second.agent.data.actions == whole.agent.data.actions)
    #expect(second.agent.labels == whole.agent.labels)
    #expect(second.agent.data.predecessors == whole.agent.data.predecessors)
  }

  @Test("begins new episodes where the old ones are lost, and forgets them")
  func lostEpisodes() throws {
    var trainer = try DAggerVariant.indicator.trainer(steps: 12)
    try trainer.run()
    var agent = trainer.agent
    agent.discardEpisodes()
    #expect(agent.lastRows == [-1, -1, -1, -1])
    var (actions, generator) = ([9, 9, 9, 9], RandomGenerator(seed: 0))
    agent.act(on: [1, 1, 1, 1], into: &actions, using: &generator)
    #expect(actions == [0, 0, 0, 0], "the expert remembers what is over")
  }

  @Test(
    "refuses a damaged checkpoint",
    arguments: ["steps", "round", "labels", "last_rows", "data/predecessors", "data/actions", "sampler/order"])
  func damage(name: String) throws {
    var trainer = try DAggerVariant.indicator.trainer(steps: 160)
    try trainer.run()
    let agent = trainer.agent
    let file = try StoredFile { try agent.writeCheckpoint(to: &$0) }.open()
    let damaged = try StoredFile(file.metadata) { writer in
      for tensor in file.tensors {
        var bytes = (try? file.bytes(tensor.name)) ?? []
        if tensor.name == name { for index in bytes.indices { bytes[index] = 0x3f } }
        writer.add(tensor.name, bytes: bytes, as: tensor.elementType, shape: tensor.shape)
      }
    }
    var restored = try DAggerVariant.indicator.agent()
    #expect(throws: (any Error).self) { try restored.readCheckpoint(from: damaged.open()) }
  }
}
