import Demonstrations
import Environments
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

@Suite("Imitation by the catalogue") struct ImitationCatalogTests {
  private func complaint(_ request: TrainingRequest, of agent: String = "bc") -> String? {
    do {
      _ = try AgentCatalog.standard.entry(named: agent).prepare(request)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test("says what there is to learn from")
  func sources() throws {
    #expect(try AgentCatalog.standard.entry(named: "bc").learnsFrom == .demonstrations)
    #expect(try AgentCatalog.standard.entry(named: "dagger").learnsFrom == [.acting, .expert, .demonstrations])
    #expect(try AgentCatalog.standard.entry(named: "dqn").learnsFrom == .acting)
  }

  @Test("asks for demonstrations, and for an expert")
  func nothingToLearnFrom() {
    #expect(
      complaint(SmallTask.request([])) == "bc learns from demonstrations; give them with --demonstrations.")
    #expect(
      complaint(SmallTask.request([]), of: "dagger")
        == "dagger asks an expert what to do; name one with --expert, such as heuristic.")
    var request = SmallTask.request([])
    request.expert = Pull()
    #expect(
      complaint(request, of: "dagger")
        == "The expert is for other observations or actions than Discrete(3) and Discrete(3).")
  }

  @Test("refuses demonstrations without a step")
  func noSteps() {
    let expected = "The demonstrations 'D' hold no step to learn from."
    #expect(complaint(SmallTask.request([SmallTask.demonstrations([])])) == expected)
    let begun = Episode(startingAt: RowBuffer([0]), actingWith: RowLayout(.int64, shape: []))
    #expect(complaint(SmallTask.request([SmallTask.demonstrations([begun])])) == expected)
  }

  @Test("refuses demonstrations of other tasks")
  func otherSpaces() {
    let pulls = Demonstrations(
      name: "D", environment: nil, observationSpace: Drifter().observationSpace.descriptor,
      actionSpace: Drifter().actionSpace.descriptor, episodes: SmallTask.pulls(1))
    #expect(
      complaint(SmallTask.request([pulls]))
        == "The demonstrations 'D' observe Box([-8.0 -4.0], [8.0 3.0], (2,), float32) and act with "
        + "Box([-2.0 0.0], [1.0 0.5], (2,), float32), but the environment observes Discrete(3) and is acted in with "
        + "Discrete(3).")
  }

  @Test("refuses demonstrations that hold what cannot be seen or done")
  func damage() {
    let wild = Episode(observations: [0, 1, 2], actions: [0, 3], rewards: [0, 0], ending: .truncated)
    #expect(
      complaint(SmallTask.request([SmallTask.demonstrations([wild])]))
        == "The demonstrations 'D' cannot be learned from: in step 1 of episode 0 the action is 3, which is not in Discrete(3)"
        + "; record them anew.")
    var request = TrainingRequest(
      environments: SmallTask.drifters(1), evaluationEnvironments: SmallTask.drifters(1), plan: TrainingPlan())
    var episodes = SmallTask.pulls(3)
    episodes[2] = Episode(
      observations: [0, 0, 0, 0, .nan, 0] as [Float], actions: [0, 0, 0, 0] as [Float], rewards: [0, 0],
      ending: .truncated)
    request.demonstrations = [
      Demonstrations(
        name: "D", environment: nil, observationSpace: Drifter().observationSpace.descriptor,
        actionSpace: Drifter().actionSpace.descriptor, episodes: episodes)
    ]
    #expect(
      complaint(request)
        == "The demonstrations 'D' cannot be learned from: in step 2 of episode 2 the observation holds nan"
        + ", where numbers must be finite; record them anew."
    )
  }

  @Test(
    "refuses settings that cannot be",
    arguments: [
      ("batchSize", "0", "batchSize is 0, but must be from 1 to 65536."),
      ("validationFraction", "1", "validationFraction is 1.0, but must be from 0 up to, but not, 1."),
      ("patience", "0", "patience is 0, but must be from 1 to 2^53."),
      ("learningRate", "0", "learningRate is 0.0, but must be above 0 and at most 1."),
      ("pictureShift", "2", "pictureShift is 2, but must be 0 where no pictures are observed."),
      ("activation", "rely", "There is no activation 'rely'. Did you mean 'relu'? Known: relu, tanh, gelu."),
      (
        "numberLoss", "huber",
        "There is no loss 'huber'. Known: squaredError, squashedGaussian."
      ),
    ])
  func settings(name: String, value: String, sentence: String) {
    let request = SmallTask.request(
      [SmallTask.demonstrations(SmallTask.identities(by: Echo(), 2))], [name: value])
    #expect(complaint(request) == sentence)
  }

  @Test(
    "all settings stand side by side, those of the fitting and those of the algorithm", arguments: ["bc", "dagger"])
  func settingNames(name: String) throws {
    let names = Set(try AgentCatalog.standard.entry(named: name).parameters.map(\.name))
    #expect(names.isSuperset(of: ["learningRate", "hiddenSizes", "observationHistory"]))
    #expect(names.contains(name == "bc" ? "patience" : "expertShare"))
  }

  @Test(
    "trains every kind of observation and action, and its policy acts the same when it is read",
    arguments: [
      "CartPole-v1", "FrozenLake-v1", "LunarLanderContinuous-v3", "Blackjack-v1",
    ])
  func kinds(id: String) throws {
    let task = try Catalog.standard.entry(id).task()
    for (agent, settings) in [
      ("bc", ["hiddenSizes": "8"]), ("bc", ["numberLoss": "squashedGaussian", "observationHistory": "2"]),
      ("dagger", ["actionHistory": "1", "roundSteps": "30", "roundUpdates": "5"]),
    ] {
      var request = TrainingRequest(
        environments: task.makeVector(count: 2), evaluationEnvironments: task.makeVector(count: 2),
        overrides: ConfigurationOverrides(settings),
        plan: TrainingPlan(steps: 100, environments: 2, evaluationInterval: 50, evaluationEpisodes: 2))
      request.expert = task.randomPolicy()
      request.demonstrations = [task.randomDemonstrations()]
      let folder = try TemporaryFolder()
      var run = try AgentCatalog.standard.entry(named: agent).prepare(request)
      run.folder = try RunFolder(
        creating: RunConfiguration(
          environment: id, environmentOverrides: ConfigurationOverrides(), agent: agent, preset: nil,
          agentOverrides: ConfigurationOverrides(), agentConfiguration: [:], plan: request.plan),
        at: folder.file("run"))
      let summary = try run.run(report: { _ in }, shouldStop: { false })
      let policy = try AgentCatalog.standard.policy(
        from: .init(contentsOf: folder.file("run/policy.safetensors")),
        for: TaskSpecification(id: id, observationSpace: task.observationSpace, actionSpace: task.actionSpace))
      let evaluation = Evaluation.evaluate(
        policy, on: task.makeVector(count: 2), episodes: 2, seed: TrainingPlan().evaluationSeed)
      #expect(evaluation?.returns == summary.last?.evaluation.returns)
    }
  }
}
