import Demonstrations
import Environments
import Safetensors
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

@Suite struct AgentCatalogTests {
  @Test func theAgentsAreListed() {
    #expect(
      AgentCatalog.standard.entries.map(\.name) == [
        "q-learning", "sarsa", "expected-sarsa", "dqn", "ppo", "rl2", "maml", "sac", "tqc", "crossq", "clm", "bc",
        "dagger",
        "gail", "vae", "sequence", "alphazero",
      ])
  }

  @Test func anAddedAgentHasANameOfItsOwn() throws {
    let agents = try AgentCatalog.standard.adding([AgentEntry(Renamed(name: "dqn 2"))])
    #expect(agents.entries.count == AgentCatalog.standard.entries.count + 1)
    #expect(try agents.entry(named: "dqn 2").summary == agents.entry(named: "q-learning").summary)
    #expect(throws: ConfigurationError("There are two agents 'dqn'; give one of them another name.")) {
      try AgentCatalog.standard.adding([AgentEntry(Renamed(name: "dqn"))])
    }
  }

  @Test func anUnknownAgentIsRefusedWithTheNearest() {
    #expect(
      throws: ConfigurationError(
        "There is no agent 'sarse'. Did you mean 'sarsa'? Known: \(AgentCatalog.names).")
    ) { try AgentCatalog.standard.entry(named: "sarse") }
  }

  @Test(arguments: AgentCatalog.standard.entries.map(\.name))
  func everyPresetIsForATaskAndCanBeTrained(name: String) throws {
    let entry = try AgentCatalog.standard.entry(named: name)
    for preset in entry.presets {
      let task = try Catalog.standard.entry(preset.name).task(
        preset.environment, wrappers: WrapperList(parsing: preset.wrappers))
      #expect(entry.defaultPreset(for: preset.name) == preset.name)
      try preset.plan.validate()
      var request = TrainingRequest(
        environments: task.makeVector(count: preset.plan.environments),
        evaluationEnvironments: task.makeVector(count: 2),
        preset: preset.name, plan: preset.plan)
      if entry.learnsFrom.contains(.demonstrations) {
        request.demonstrations = [try .recorded(in: preset.name, count: 1)]
      }
      request.game = task.game?.start
      if entry.learnsFrom.contains(.expert) { request.expert = task.heuristic?() }
      let run = try entry.prepare(request)
      #expect(run.steps == 0)
    }
  }

  @Test func anUnknownPresetIsRefusedWithTheNearest() throws {
    let entry = try AgentCatalog.standard.entry(named: "sarsa")
    let error = #expect(throws: ConfigurationError.self) { try entry.plan(ofPreset: "CartPole") }
    #expect(error?.description.hasPrefix("sarsa has no preset 'CartPole'. Did you mean 'CartPole-v") == true)
    #expect(error?.description.contains(" It has: FrozenLake-v1, ") == true)
  }

  @Test func settingsAreThoseOfThePresetWithChanges() throws {
    let entry = try AgentCatalog.standard.entry(named: "q-learning")
    let settings = try entry.settings("CliffWalking-v1", ConfigurationOverrides(["epsilon": "0.2"]))
    #expect(settings["epsilon"] == "0.2")
    #expect(settings["discount"] == "1")
    #expect(settings["learningRate"] == "0.5")
    #expect(Set(settings.keys) == Set(entry.parameters.map(\.name)))
  }

  @Test(arguments: ["Pendulum-v1", "MountainCarContinuous-v0"])
  func actionsThatAreNumbersAreRefused(id: String) throws {
    let environments = try Catalog.standard.entry(id).makeVector(count: 1)
    let request = TrainingRequest(
      environments: environments, evaluationEnvironments: environments, plan: TrainingPlan())
    let error = #expect(throws: ConfigurationError.self) {
      try AgentCatalog.standard.entry(named: "sarsa").prepare(request)
    }
    #expect(
      error?.description
        == "sarsa acts with one category, but this environment's actions are numbers; choose an environment with a "
        + "Discrete action space, or set a parameter that makes one, such as continuous=false or actionBins=3.")
  }
}

/// Q-learning under another name.
private struct Renamed: AgentDefinition {
  let name: String
  private let own = TabularDefinition(target: .qLearning)
  var summary: String { own.summary }
  var spaces: String { own.spaces }
  let presets: [Preset<TabularConfiguration>] = []

  init(name: String) { self.name = name }

  func makeLearner(
    for request: inout TrainingRequest, _ configuration: TabularConfiguration,
    using generator: inout RandomGenerator
  ) throws -> any Learner { try own.makeLearner(for: &request, configuration, using: &generator) }

  func policy(from file: SafetensorsFile, for task: TaskSpecification) throws -> any Policy {
    try own.policy(from: file, for: task)
  }
}

extension AgentCatalog {
  /// The names of all agents, as a complaint lists them.
  static var names: String { standard.entries.map(\.name).joined(separator: ", ") }
}
