import Agents
import Demonstrations
import Environments
import Foundation
import Safetensors
import Simulation
import TestSupport
import Testing
import Training

/// An agent in an environment, each by its name.
struct Pairing: Sendable, CustomTestStringConvertible {
  let agent: String
  let environment: String
  var settings: [String: String] = [:]
  var ranges: [String] = []
  var wrappers: [String] = []

  static let all = [
    Pairing(agent: "q-learning", environment: "CartPole-v1"),
    Pairing(agent: "q-learning", environment: "MountainCar-v0"),
    Pairing(agent: "q-learning", environment: "Taxi-v4"),
    Pairing(
      agent: "q-learning", environment: "FrozenLake-v1", settings: ["exploration": "boltzmann"]),
    Pairing(agent: "sarsa", environment: "FrozenLake-v1"),
    Pairing(agent: "sarsa", environment: "Blackjack-v1"),
    Pairing(agent: "expected-sarsa", environment: "CliffWalking-v1"),
  ]

  static let dqn = [
    Pairing(agent: "dqn", environment: "CartPole-v1", settings: small),
    Pairing(
      agent: "dqn", environment: "FrozenLake-v1",
      settings: small.merging([
        "prioritized": "true", "dueling": "true", "exploration": "boltzmann", "policyAveraging": "0.9",
      ]) { $1 }),
  ]

  static let ppo = [
    Pairing(agent: "ppo", environment: "CartPole-v1", settings: rolling),
    Pairing(
      agent: "ppo", environment: "Pendulum-v1",
      settings: rolling.merging([
        "memorySize": "8", "sequenceLength": "10", "normalizesObservations": "true", "normalizesRewards": "true",
        "distribution": "squashed", "valueClipRange": "0.2",
      ]) { $1 }),
    Pairing(
      agent: "ppo", environment: "Taxi-v4", settings: rolling.merging(["divergenceLimit": "0.01"]) { $1 }),
  ]

  static let rl2 = [
    Pairing(
      agent: "rl2", environment: "CartPole-v1",
      settings: rolling.merging(["memorySize": "8", "sequenceLength": "10"]) { $1 },
      ranges: ["gravity=5..15", "poleMass=0.05..0.5"], wrappers: ["timeLimit=20", "episodesPerTrial=3"])
  ]

  static let maml = [
    Pairing(
      agent: "maml", environment: "CartPole-v1",
      settings: ["hiddenSizes": "8", "episodesPerStep": "3", "epochs": "2"], ranges: ["gravity=5..15"],
      wrappers: ["timeLimit=20", "episodesPerTrial=6"])
  ]

  static let gail = [
    Pairing(agent: "gail", environment: "CartPole-v1", settings: adversarial),
    Pairing(
      agent: "gail", environment: "FrozenLake-v1",
      settings: adversarial.merging(["prioritized": "true", "returnSteps": "3", "overlapsLearning": "true"]) { $1 }),
  ]

  static let clm = [
    Pairing(agent: "clm", environment: "CartPole-v1", settings: creative),
    Pairing(
      agent: "clm", environment: "CartPole-v1",
      settings: creative.merging([
        "adversarialLoss": "wasserstein", "discriminatorSpectralNormalization": "true",
        "generatorNormalization": "batch", "discriminatorDropout": "0.1", "prioritized": "true",
      ]) { $1 }),
  ]

  private static let rolling = ["hiddenSizes": "16", "rolloutSteps": "100", "batchSize": "50", "epochs": "2"]

  private static let creative = small.merging([
    "generatorHiddenSizes": "16", "discriminatorHiddenSizes": "16", "generatorBatchSize": "16", "worldWarmup": "50",
    "worldStarts": "300", "worldCheckInterval": "300", "imaginedRollouts": "8", "imaginedSteps": "3",
    "imaginedCapacity": "64",
  ]) { $1 }

  private static let adversarial = small.merging([
    "discriminatorHiddenSizes": "16", "discriminatorBatchSize": "16", "experienceSize": "500",
  ]) { $1 }

  private static let small = [
    "hiddenSizes": "16", "batchSize": "16", "learningStarts": "200", "bufferSize": "1000",
  ]

  /// The preset of the environment, where the agent has one.
  var preset: String? {
    get throws { try AgentCatalog.standard.entry(named: agent).defaultPreset(for: environment) }
  }

  var testDescription: String { "\(agent) on \(environment)" }
}

/// What a run left in its folder, but for the time it took.
private struct Remains {
  let policies: [Data]
  let tensors: [String: [UInt8]]
  let metrics: [[Substring]]
}

/// A run by the catalogues, as the command line makes it.
private struct Run {
  let pairing: Pairing
  let folder: TemporaryFolder
  let plan: TrainingPlan

  init(_ pairing: Pairing, rows: Int, steps: Int = 3001) throws {
    self.pairing = pairing
    folder = try TemporaryFolder()
    var plan = TrainingPlan(steps: steps, environments: rows, evaluationInterval: 1000, evaluationEpisodes: 3)
    plan.seed = 4
    self.plan = plan
    _ = try RunFolder(
      creating: RunConfiguration(
        environment: pairing.environment, environmentOverrides: ConfigurationOverrides(), agent: pairing.agent,
        preset: try pairing.preset, agentOverrides: ConfigurationOverrides(pairing.settings),
        agentConfiguration: [:], plan: plan),
      at: folder.url)
  }

  /// Trains on, from the checkpoint if there is one, until a number of questions whether to stop.
  ///
  /// - Returns: Whether it was stopped.
  @discardableResult
  func go(questions: Int = .max, threads: Int = 1) throws -> Bool {
    let environment = try Catalog.standard.entry(pairing.environment).task(
      try ConfigurationOverrides(parsing: [], varying: pairing.ranges),
      wrappers: WrapperList(parsing: pairing.wrappers))
    var request = TrainingRequest(
      environments: environment.makeVector(count: plan.environments, threads: threads),
      evaluationEnvironments: environment.makeVector(count: plan.evaluationEpisodes),
      overrides: ConfigurationOverrides(pairing.settings), preset: try pairing.preset, plan: plan)
    if pairing.agent == "gail" { request.demonstrations = [try .recorded(in: pairing.environment)] }
    var training = try AgentCatalog.standard.entry(named: pairing.agent).prepare(request)
    training.folder = try RunFolder(opening: folder.url)
    if try folder.names().contains("checkpoint.safetensors") { try training.resume() }
    var asked = 0
    let summary = try training.run(
      report: { if case .episodesLost(let reason) = $0 { Issue.record("\(reason)") } },
      shouldStop: {
        asked += 1
        return asked >= questions
      })
    return summary.reason == .stopped
  }

  /// What the run left in its folder, but for the time it took.
  var remains: Remains {
    get throws {
      let checkpoint = try SafetensorsFile(contentsOf: folder.file("checkpoint.safetensors"))
      let metrics = try String(contentsOf: folder.file("metrics.csv"), encoding: .utf8)
      return Remains(
        policies: try ["policy", "best"].map { try Data(contentsOf: folder.file("\($0).safetensors")) },
        tensors: Dictionary(
          uniqueKeysWithValues: try checkpoint.tensors.map { ($0.name, try checkpoint.bytes($0.name)) }),
        metrics: metrics.split(separator: "\n").map { line in
          var columns = line.split(separator: ",", omittingEmptySubsequences: false)
          columns.remove(at: 1)
          return columns
        })
    }
  }
}

/// A run that is stopped and resumed leaves what one leaves that was not stopped.
@Suite("Resuming") struct ResumingTests {
  @Test("Tabular agents go on exactly", arguments: Pairing.all, [(1, 1), (3, 2)])
  func tabularAgents(pairing: Pairing, batch: (rows: Int, threads: Int)) throws {
    let whole = try Run(pairing, rows: batch.rows)
    try whole.go()
    let parts = try Run(pairing, rows: batch.rows)
    // With three rows, the second stop falls into the first evaluation.
    for questions in [7, 329] { #expect(try parts.go(questions: questions, threads: batch.threads)) }
    try parts.go()
    try expectEqual(try parts.remains, try whole.remains)
    #expect(
      Set(try parts.remains.tensors.keys).isSuperset(of: [
        "learner/action_values", "learner/chosen_actions", "episodes/actions",
      ]))
  }

  @Test(
    "Agents with networks go on exactly",
    arguments: Pairing.dqn + Pairing.ppo + Pairing.rl2 + Pairing.maml + Pairing.gail + Pairing.clm)
  func networks(pairing: Pairing) throws {
    let whole = try Run(pairing, rows: 2, steps: 2001)
    try whole.go()
    let parts = try Run(pairing, rows: 2, steps: 2001)
    for questions in [7, 329, 400] { #expect(try parts.go(questions: questions)) }
    try parts.go()
    try expectEqual(try parts.remains, try whole.remains)
  }

  private func expectEqual(_ found: Remains, _ expected: Remains) throws {
    #expect(found.metrics == expected.metrics)
    #expect(found.policies == expected.policies)
    #expect(Set(found.tensors.keys) == Set(expected.tensors.keys))
    // Two hold how long it took, and the metrics without that are compared above.
    for (name, bytes) in expected.tensors where !["past/seconds", "past/metrics"].contains(name) {
      #expect(found.tensors[name] == bytes, "\(name)")
    }
  }
}
