import Safetensors
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

@Suite("PPO with numbers") struct PPODistributionTests {
  @Test("says the number that it sees", arguments: PPOConfiguration.DistributionKind.allCases)
  func aims(distribution: PPOConfiguration.DistributionKind) throws {
    let settings = [
      "distribution": "\(distribution)", "hiddenSizes": "16", "learningRate": "0.005", "rolloutSteps": "32",
      "batchSize": "64", "normalizesObservations": "true", "initialLogDeviation": "-0.5",
    ]
    let request = TrainingRequest(
      environments: Aim.batch(of: 8), evaluationEnvironments: Aim.batch(of: 8),
      overrides: ConfigurationOverrides(settings),
      plan: TrainingPlan(steps: 16_000, environments: 8, evaluationInterval: 0, evaluationEpisodes: 200))
    var run = try AgentCatalog.standard.entry(named: "ppo").prepare(request)
    let folder = try TemporaryFolder()
    run.folder = try RunFolder(
      creating: RunConfiguration(
        environment: "Aim", environmentOverrides: ConfigurationOverrides(), agent: "ppo", preset: nil,
        agentOverrides: ConfigurationOverrides(settings), agentConfiguration: [:], plan: request.plan),
      at: folder.file("run"))
    let summary = try run.run(report: { _ in }, shouldStop: { false })
    let mean = try #require(summary.evaluations.last?.evaluation.meanReturn)
    #expect(mean > 0.98, "\(distribution)")
    // The policy in the file brings its normalizer along.
    let file = try SafetensorsFile(contentsOf: folder.file("run/policy.safetensors"))
    let policy = try AgentCatalog.standard.policy(from: file, for: Aim.batch(of: 1).specification)
    #expect((policy as? NetworkPolicy)?.input.normalizer != nil)
    let again = Evaluation.evaluate(policy, on: Aim.batch(of: 8), episodes: 200, seed: request.plan.evaluationSeed)
    #expect(again == summary.evaluations.last?.evaluation)
  }

  @Test("is refused as a policy that has lost its normalizer")
  func lostNormalizer() throws {
    var configuration = PPOConfiguration()
    (configuration.normalizesObservations, configuration.rolloutSteps) = (true, 64)
    var generator = RandomGenerator(seed: 1)
    let task = try EncodedTask(Aim.batch(of: 1).specification, heads: [DiagonalGaussianHead.self])
    let agent = try PPOAgent(in: task, environmentCount: 1, configuration: configuration, using: &generator)
    var whole = SafetensorsWriter()
    agent.greedyPolicy.write(to: &whole)
    let stored = try StoredFile(["agent": "ppo"]) { writer in
      writer.metadata.merge(whole.metadata) { $1 }
      agent.learner.policyParameters.write(to: &writer)
    }
    let error = #expect(throws: PolicyFileError.self) {
      try AgentCatalog.standard.policy(from: stored.open(), for: task.specification)
    }
    #expect(
      error?.description
        == "It says that observations are normalized, but holds no 'observation_mean' to do so; take the whole file."
    )
  }
}
