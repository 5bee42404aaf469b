import Agents
import Demonstrations
import Environments
import Foundation
import Simulation
import Training

/// Runs as small as they can be, one of every kind of agent, to be damaged.
struct TinyRun: Sendable {
  let agent: String
  let environment: String
  var settings: [String: String] = [:]

  var name: String { "\(agent)-\(environment)" }

  static let all =
    [
      TinyRun(agent: "q-learning", environment: "FrozenLake-v1"),
      TinyRun(
        agent: "sarsa", environment: "CartPole-v1",
        settings: ["bins": "2,2,3,3", "binLow": "-2.4,-2,-0.2,-2", "binHigh": "2.4,2,0.2,2"]),
      TinyRun(agent: "dqn", environment: "CartPole-v1", settings: learner),
      TinyRun(
        agent: "dqn", environment: "FrozenLake-v1",
        settings: learner.merging(["prioritized": "true", "dueling": "true", "returnSteps": "3"]) { $1 }),
      TinyRun(
        agent: "clm", environment: "CartPole-v1",
        settings: learner.merging([
          "generatorHiddenSizes": "8", "discriminatorHiddenSizes": "8", "generatorBatchSize": "8",
          "worldWarmup": "5",
          "worldStarts": "100", "imaginedRollouts": "4", "imaginedSteps": "2", "imaginedCapacity": "16",
          "worldCheckInterval": "100",
        ]) { $1 }),
      TinyRun(
        agent: "gail", environment: "CartPole-v1",
        settings: learner.merging([
          "discriminatorHiddenSizes": "8", "discriminatorBatchSize": "8", "experienceSize": "64",
        ]) {
          $1
        }),
      TinyRun(agent: "bc", environment: "CartPole-v1", settings: cloner.merging(["actionHistory": "2"]) { $1 }),
      TinyRun(
        agent: "bc", environment: "Pendulum-v1", settings: cloner.merging(["numberLoss": "squashedGaussian"]) { $1 }
      ),
      TinyRun(
        agent: "dagger", environment: "CartPole-v1",
        settings: [
          "hiddenSizes": "8", "batchSize": "8", "roundSteps": "16", "roundUpdates": "4", "initialUpdates": "4",
        ]),
      TinyRun(agent: "vae", environment: "Pendulum-v1", settings: cloner),
      TinyRun(
        agent: "sequence", environment: "CartPole-v1",
        settings: [
          "contextLength": "4", "embeddingSize": "8", "layers": "2", "heads": "2", "batchSize": "4",
          "validationInterval": "8",
        ]),
    ]

  private static let learner = ["hiddenSizes": "8", "batchSize": "8", "learningStarts": "32", "bufferSize": "128"]
  private static let cloner = ["hiddenSizes": "8", "batchSize": "8", "validationInterval": "8"]

  private var plan: TrainingPlan {
    var plan = TrainingPlan(steps: 160, environments: 2, evaluationInterval: 0, evaluationEpisodes: 2)
    plan.seed = 3
    return plan
  }

  var configuration: RunConfiguration {
    RunConfiguration(
      environment: environment, environmentOverrides: ConfigurationOverrides(), agent: agent, preset: nil,
      agentOverrides: ConfigurationOverrides(settings), agentConfiguration: settings, plan: plan)
  }

  /// Trains the run in a folder.
  func train(in folder: URL) throws {
    var training = try Self.prepare(configuration)
    training.folder = try RunFolder(creating: configuration, at: folder)
    _ = try training.run(report: { _ in }, shouldStop: { false })
  }

  /// Prepares the training of a run, as the command line does.
  static func prepare(_ configuration: RunConfiguration) throws -> any TrainingRun {
    var plan = configuration.plan
    // What is asked for may be asked for, and would only take long.
    plan.environments = min(plan.environments, 64)
    plan.threads = min(plan.threads, 2)
    let task = try Catalog.standard.entry(configuration.environment).task(configuration.environmentOverrides)
    var request = TrainingRequest(
      environments: task.makeVector(count: plan.environments, threads: plan.threads),
      evaluationEnvironments: task.makeVector(count: min(plan.evaluationEpisodes, 8)),
      environment: configuration.environment, overrides: configuration.agentOverrides, preset: configuration.preset,
      plan: plan)
    request.demonstrations = [try demonstrations(of: configuration.environment)]
    if configuration.agent == "dagger" { request.expert = task.heuristic?() }
    return try AgentCatalog.standard.entry(named: configuration.agent).prepare(request)
  }

  /// Two short episodes of an environment.
  private static func demonstrations(of id: String) throws -> Demonstrations {
    let task = try Catalog.standard.entry(id).task()
    let policy = task.randomPolicy()
    var recorder = EpisodeRecorder(policy, in: task.makeVector(count: 1), seed: 1)
    return Demonstrations(
      name: id, environment: id, observationSpace: task.observationSpace, actionSpace: task.actionSpace,
      episodes: recorder.record(2))
  }
}
