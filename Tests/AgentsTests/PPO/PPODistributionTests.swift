import Safetensors
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

@Suite("PPO with numbers") struct PPODistributionTests {
  @Test(
    "says the number that it sees",
    arguments: PPOConfiguration.DistributionKind.allCases.map { ["distribution": "\($0)"] } + [
      ["noiseColor": "0.5"], ["meanDisturbance": "0.1"], ["divergenceTarget": "0.02"],
    ])
  func aims(switches: [String: String]) throws {
    let settings = [
      "hiddenSizes": "16", "learningRate": "0.005", "rolloutSteps": "32", "batchSize": "64",
      "normalizesObservations": "true", "initialLogDeviation": "-0.5",
    ].merging(switches) { $1 }
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
    #expect(mean > 0.98, "\(switches)")
    // The policy in the file brings its normalizer along.
    let file = try SafetensorsFile(contentsOf: folder.file("run/policy.safetensors"))
    let policy = try AgentCatalog.standard.policy(from: file, for: Aim.batch(of: 1).specification)
    #expect((policy as? NetworkPolicy)?.input.normalizer != nil)
    let again = Evaluation.evaluate(policy, on: Aim.batch(of: 8), episodes: 200, seed: request.plan.evaluationSeed)
    #expect(again == summary.evaluations.last?.evaluation)
  }

  @Test("with other distributions refuses what is for normal ones", arguments: ["noiseColor", "meanDisturbance"])
  func normalOnly(name: String) throws {
    let request = TrainingRequest(
      environments: Identity.batch(of: 4), evaluationEnvironments: Identity.batch(of: 1),
      overrides: ConfigurationOverrides([name: "0.5"]),
      plan: TrainingPlan(steps: 100, environments: 4, evaluationInterval: 0, evaluationEpisodes: 1))
    let error = #expect(throws: ConfigurationError.self) {
      try AgentCatalog.standard.entry(named: "ppo").prepare(request)
    }
    #expect(
      error?.description == "\(name)=0.5 is for actions by normal distributions; leave it at 0 here.")
  }

  @Test("keeps the step size where the divergence is as it should be")
  func stepSize() {
    var stepSize = AdaptiveStepSize()
    for (divergence, factor) in [(0.01, 1), (0.021, 1 / 1.5), (0.01, 1 / 1.5), (0.004, 1)] {
      stepSize.adapt(to: divergence, target: 0.01, scheduled: 3e-4)
      #expect(abs(stepSize.factor - factor) < 1e-12)
    }
    for _ in 0..<99 { stepSize.adapt(to: 1, target: 0.01, scheduled: 3e-4) }
    #expect(abs(stepSize.factor * 3e-4 - AdaptiveStepSize.range.lowerBound) < 1e-12)
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
