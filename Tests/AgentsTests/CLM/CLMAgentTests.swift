import Environments
import NeuralNet
import Safetensors
import Simulation
import TestSupport
import TestTraits
import Testing
import Training

@testable import Agents

@Suite("A creative learning model", .mayHang())
struct CLMAgentTests {
  private static var configuration: CLMConfiguration {
    var configuration = CLMConfiguration()
    configuration.learner.hiddenSizes = [16]
    configuration.learner.batchSize = 16
    configuration.learner.learningStarts = 100
    configuration.adversaries = Line.adversaries
    configuration.world.worldStarts = 200
    configuration.world.worldWarmup = 100
    configuration.world.worldCheckInterval = 100
    configuration.world.imaginedSteps = 3
    configuration.world.imaginedRollouts = 8
    return configuration
  }

  private static func poles(_ count: Int) -> VectorTask {
    VectorTask(count: count) { _ in TimeLimit(CartPole(), steps: 500) }
  }

  /// An agent after so many steps on the cart-pole, with what it has noticed.
  private func trained(
    steps: Int, _ configuration: CLMConfiguration = configuration, change: (inout CLMAgent) -> Void = { _ in },
    after: Int = 0
  ) throws -> (agent: CLMAgent, notices: [String]) {
    var random = RandomGenerator(seed: 2)
    let environments = Self.poles(1)
    var agent = try CLMAgent(
      in: EncodedTask(environments.specification), environmentCount: 1, configuration: configuration,
      using: &random)
    var transitions = Transitions(environments)
    environments.reset(seed: 1, into: &transitions.outcome)
    var notices: [String] = []
    for step in 0..<steps + after {
      if step == steps { change(&agent) }
      swap(&transitions.observations, &transitions.outcome.observations)
      agent.act(on: transitions.observations, into: &transitions.actions, using: &random)
      environments.step(transitions.actions, into: &transitions.outcome)
      agent.observe(transitions, using: &random)
      agent.learn(using: &random)
      guard case .impaired(let new) = agent.status else { continue }
      notices += new.filter { !notices.contains($0) }
    }
    return (agent, notices)
  }

  @Test("imagines once enough has happened, and learns from it")
  func imagines() throws {
    #expect(try trained(steps: 150).agent.share == 0)
    let (agent, notices) = try trained(steps: 400)
    #expect(agent.share > 0 && agent.imagined.count > 0 && notices.isEmpty)
    #expect(agent.updateCount == 2 * (400 - 100 + 4) / 4)
  }

  @Test("does without a world that is not a number, says so, and learns on")
  func notANumber() throws {
    let (agent, notices) = try trained(
      steps: 400,
      change: { agent in
        agent.world?.gan.generatorParameters.scale(by: .nan)
      }, after: 100)
    #expect(agent.share == 0 && agent.imagined.count == 0)
    #expect(notices.count == 1 && notices[0].hasSuffix("; nothing more is imagined"))
    #expect(agent.updateCount > (try trained(steps: 400).agent.updateCount))
  }

  @Test("does without a world that has collapsed, for as long as it has")
  func collapse() throws {
    var configuration = Self.configuration
    // Nothing that the generator learns is to count, so that it stays as it is.
    configuration.adversaries.learningRate = .constant(1e-9)
    let (agent, notices) = try trained(
      steps: 400, configuration,
      change: { agent in
        agent.world?.gan.generatorParameters.scale(by: 0)
      }, after: 200)
    #expect(agent.share == 0 && agent.imagined.count == 0)
    #expect(notices.contains { $0.contains("collapsed") })
  }

  @Test("imagines again once its world has recovered")
  func recovery() throws {
    let (agent, notices) = try trained(
      steps: 400,
      change: { agent in
        agent.world?.gan.generatorParameters.scale(by: 0)
        agent.statistics.health.spread = 0
      }, after: 3000)
    #expect(notices.contains { $0.contains("collapsed") })
    #expect(agent.status == .learning && agent.share > 0 && agent.imagined.count > 0)
  }

  @Test("imagines less the better the discriminator tells what is imagined")
  func adaptsShare() throws {
    var agent = try trained(steps: 400).agent
    agent.statistics.health.accuracy = 0.75
    #expect(agent.share == 0.25)
    agent.statistics.health.accuracy = 1
    #expect(agent.share == 0)
    agent.statistics.health.accuracy = 0.4
    #expect(agent.share == 0.5)
  }

  @Test("without a share of imagination is deep Q-learning with as many updates")
  func noImagination() throws {
    var configuration = Self.configuration
    configuration.world.imaginedShare = 0
    let (agent, _) = try trained(steps: 400, configuration)
    #expect(agent.world == nil && agent.share == 0 && agent.updateCount == 2 * (400 - 100 + 4) / 4)
  }

  @Test(
    "says what is wrong with its settings",
    arguments: [
      ("imaginedShare=1.5", "imaginedShare is 1.5, but must be from 0 to 1."),
      ("realismThreshold=1", "realismThreshold is 1.0, but must be from 0 up to, but not, 1."),
      ("adversarialWeight=-1", "adversarialWeight is -1.0, but must be 0 or more."),
      ("generatorBatchSize=1", "generatorBatchSize is 1, but must be from 2 to 65536."),
      (
        "overlapsLearning=true",
        "overlapsLearning is true, but what is imagined follows from what was learned last; set overlapsLearning=false."
      ),
    ])
  func wrongSettings(setting: String, sentence: String) throws {
    let error = #expect(throws: ConfigurationError.self) {
      try AgentCatalog.standard.entry(named: "clm").settings(
        "CartPole-v1", ConfigurationOverrides(parsing: [setting]))
    }
    #expect(error?.description == sentence)
  }

  @Test(
    "says which tasks it cannot take",
    arguments: [
      ("Pendulum-v1", [:], "clm acts with one category, but this environment's actions are numbers; "),
      (
        "FrozenLake-v1", [:],
        "clm imagines states made of numbers, but this environment shows pictures or categories; "
      ),
      (
        "Taxi-v4", ["masksActions": "true"],
        "clm imagines states, but not which actions they allow, and this environment "
      ),
    ])
  func wrongTasks(id: String, parameters: [String: String], sentence: String) throws {
    let environments = try Catalog.standard.entry(id).task(ConfigurationOverrides(parameters)).makeVector(count: 1)
    let error = #expect(throws: ConfigurationError.self) {
      try AgentCatalog.standard.entry(named: "clm").prepare(
        TrainingRequest(environments: environments, evaluationEnvironments: environments, plan: TrainingPlan()))
    }
    #expect(error?.description.hasPrefix(sentence) == true)
  }

  @Test("does not go on from a checkpoint of plain deep Q-learning")
  func otherCheckpoint() throws {
    var agent = try trained(steps: 300).agent
    var writer = SafetensorsWriter()
    try agent.dqn.writeCheckpoint(to: &writer)
    let folder = try TemporaryFolder()
    try writer.write(to: folder.file("dqn.safetensors"))
    let file = try SafetensorsFile(contentsOf: folder.file("dqn.safetensors"))
    let error = #expect(throws: CheckpointError.self) { try agent.readCheckpoint(from: file) }
    #expect(error?.description.hasPrefix("It holds no adversaries, only what another agent has learned;") == true)
  }
}
