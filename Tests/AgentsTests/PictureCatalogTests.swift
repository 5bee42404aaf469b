import NeuralNet
import Safetensors
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// Agents that are chosen by name for an environment that shows pictures, as the command line chooses them.
@Suite struct PictureCatalogTests {
  private static func batch<Control: SpotlightControl>(_: Control.Type, count: Int) -> VectorTask {
    var configuration = SpotlightConfiguration()
    (configuration.width, configuration.height) = (36, 36)
    return VectorTask(count: count) { _ in TimeLimit(Spotlight<Control>(configuration), steps: 20) }
  }

  private func prepare<Control: SpotlightControl>(
    _ agent: String, _ control: Control.Type, _ plan: TrainingPlan = TrainingPlan()
  ) throws -> any TrainingRun {
    let settings = [
      "hiddenSizes": "16", "batchSize": "4", "bufferSize": "200", "learningStarts": "40", "trainingInterval": "16",
    ]
    return try AgentCatalog.standard.entry(named: agent).prepare(
      TrainingRequest(
        environments: Self.batch(control, count: 2), evaluationEnvironments: Self.batch(control, count: 2),
        overrides: ConfigurationOverrides(agent == "dqn" ? settings : [:]), plan: plan))
  }

  @Test func dqnTrainsAndItsPolicyIsReadAgain() throws {
    let folder = try TemporaryFolder()
    let plan = TrainingPlan(steps: 120, environments: 2, evaluationInterval: 60, evaluationEpisodes: 2)
    var run = try prepare("dqn", Buttons.self, plan)
    run.folder = try RunFolder(
      creating: RunConfiguration(
        environment: "Spotlight", environmentOverrides: ConfigurationOverrides(), agent: "dqn", preset: nil,
        agentOverrides: ConfigurationOverrides(), agentConfiguration: [:], plan: plan),
      at: folder.file("run"))
    let summary = try run.run(report: { _ in }, shouldStop: { false })
    #expect(summary.updates > 0)
    let spotlight = Self.batch(Buttons.self, count: 1)
    let policy = try AgentCatalog.standard.policy(
      from: SafetensorsFile(contentsOf: folder.file("run/policy.safetensors")),
      for: TaskSpecification(
        observationSpace: spotlight.specification.observationSpace,
        actionSpace: spotlight.specification.actionSpace))
    let evaluation = Evaluation.evaluate(policy, on: spotlight, episodes: 2, seed: plan.evaluationSeed)
    #expect(evaluation?.meanReturn == summary.last?.meanReturn)
  }

  @Test func aPolicyForOtherPicturesIsRefused() throws {
    let encoder = try #require(ObservationEncoder(Box<UInt8>(low: 0, high: 255, shape: [36, 36]).descriptor))
    let network = QNetwork(
      QNetwork.Architecture(featureShape: encoder.shape, hiddenSizes: [8], actionCount: 3, isDueling: false))
    var generator = RandomGenerator(seed: 1)
    let parameters = Parameters(of: network, named: "q_net", using: &generator)
    let policy = DQNPolicy(network: network, encoder: encoder, parameters: parameters)
    let file = try StoredFile(["agent": "dqn"]) { policy.write(to: &$0) }
    let actions = Discrete(3).descriptor
    for space in [
      Box<UInt8>(low: 0, high: 255, shape: [36, 40]).descriptor, Box<Float>(low: 0, high: 1, shape: [3]).descriptor,
    ] {
      #expect(throws: PolicyFileError.self) {
        try AgentCatalog.standard.policy(
          from: file.open(), for: TaskSpecification(observationSpace: space, actionSpace: actions))
      }
    }
  }

  @Test func picturesThatTheConvolutionsLeaveNothingOfAreRefused() throws {
    let encoder = try #require(ObservationEncoder(Box<UInt8>(low: 0, high: 255, shape: [40, 35, 3]).descriptor))
    for refusal in [encoder.requireConvolvable, { try CloningConfiguration().validate(for: encoder) }] {
      let error = #expect(throws: ConfigurationError.self) { try refusal() }
      #expect(
        error?.description
          == "Pictures with a side of 35 are too small for the convolutions, which need 36 × 36; make "
          + "them larger, such as by --wrap resize=84.")
    }
  }

  @Test func whatAnAgentCannotObserveOrDoIsSaid() throws {
    let table = #expect(throws: ConfigurationError.self) { try prepare("sarsa", Buttons.self) }
    #expect(
      table?.description == "sarsa keeps a table of what it observes, categories or a Box of float32, which "
        + "Box(0, 255, (36, 36), uint8) is not; dqn can observe it.")
    let network = #expect(throws: ConfigurationError.self) { try prepare("dqn", Slider.self) }
    #expect(
      network?.description.hasPrefix("dqn acts with one category, but this environment's actions are ") == true)
  }
}
