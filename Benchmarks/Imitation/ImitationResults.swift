import Agents
import Demonstrations
import Environments
import Foundation
import Safetensors
import Simulation
import Training

/// A measurement of imitation: an agent, its task, seeds and demonstrations.
struct ImitationResults {
  let agent: String
  let task: String
  var seeds: [UInt64] = Array(1...10)
  var demonstrations = 20
  var steps: Int?
  var overrides = ConfigurationOverrides()

  /// The number of evaluation episodes, held out from training and demonstrations.
  var episodes = 100

  init(_ arguments: [String]) throws {
    guard arguments.count >= 2 else { throw ConfigurationError("Name an agent and a task.") }
    (agent, task) = (arguments[0], arguments[1])
    var settings: [String] = []
    for index in stride(from: 2, to: arguments.count - 1, by: 2) {
      let value = arguments[index + 1]
      switch arguments[index] {
      case "--seeds": seeds = Array(1...(UInt64(value) ?? 10))
      case "--seed": seeds = [UInt64(value) ?? 1]
      case "--demonstrations": demonstrations = Int(value) ?? demonstrations
      case "--episodes": episodes = Int(value) ?? episodes
      case "--steps": steps = Int(value)
      case "--set": settings.append(value)
      default: throw ConfigurationError("There is no option '\(arguments[index])'.")
      }
    }
    overrides = try ConfigurationOverrides(parsing: settings)
  }

  func run() throws {
    let task = try Catalog.entry(task).task()
    guard let heuristic = task.heuristic else { throw ConfigurationError("\(self.task) has no heuristic.") }
    let expert = mean(try evaluate(heuristic(), in: task))
    let random = mean(try evaluate(task.randomPolicy(), in: task))
    for seed in seeds {
      let (evaluation, updates, seconds) = try imitate(task, heuristic, seed)
      let mean = mean(evaluation)
      let line = Line(
        agent: agent, task: self.task, seed: seed, mean: mean, deviation: evaluation.standardDeviation,
        worst: evaluation.minimumReturn, normalized: (mean - random) / (expert - random), expert: expert,
        random: random, updates: updates, seconds: seconds)
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      try FileHandle.standardOutput.write(contentsOf: encoder.encode(line) + Data("\n".utf8))
    }
  }

  private struct Line: Encodable {
    let agent: String, task: String
    let seed: UInt64
    let mean: Double, deviation: Double, worst: Double, normalized: Double, expert: Double, random: Double
    let updates: Int
    let seconds: Double
  }

  private func mean(_ evaluation: Evaluation) -> Double { evaluation.meanReturn }

  /// Records demonstrations, trains, and evaluates the policy that was written to the run's folder.
  private func imitate(
    _ task: ConfiguredTask, _ heuristic: () -> any Policy, _ seed: UInt64
  ) throws -> (Evaluation, updates: Int, seconds: Double) {
    let entry = try AgentCatalog.entry(named: agent)
    let preset = entry.defaultPreset(for: self.task)
    var plan = try entry.plan(ofPreset: preset)
    plan.seed = seed
    plan.steps = steps ?? plan.steps
    plan.evaluationInterval = 0
    plan.evaluationEpisodes = 1
    var request = TrainingRequest(
      environments: task.makeVector(count: plan.environments), evaluationEnvironments: task.makeVector(count: 1),
      environment: self.task, overrides: overrides, preset: preset, plan: plan)
    if demonstrations > 0 {
      let recording = Recording(policy: heuristic(), count: demonstrations, seed: 20_000_000 + 10_000 * seed)
      request.demonstrations = [
        Demonstrations(
          name: "heuristic", environment: self.task, observationSpace: task.observationSpace,
          actionSpace: task.actionSpace, episodes: task.makeVector(count: min(demonstrations, 64)).accept(recording)
        )
      ]
    }
    request.expert = heuristic()
    let started = ContinuousClock.now
    var run = try entry.prepare(request)
    let folder = FileManager.default.temporaryDirectory.appending(path: "imitation-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    run.folder = try RunFolder(
      creating: RunConfiguration(
        environment: self.task, environmentOverrides: ConfigurationOverrides(), agent: agent, preset: preset,
        agentOverrides: overrides, agentConfiguration: [:], plan: plan),
      at: folder)
    let summary = try run.run(report: { _ in }, shouldStop: { false })
    let seconds = (ContinuousClock.now - started).seconds
    let policy = try AgentCatalog.policy(
      from: SafetensorsFile(contentsOf: folder.appending(path: "policy.safetensors")),
      for: PolicyTask(
        environment: self.task, observationSpace: task.observationSpace, actionSpace: task.actionSpace))
    return (try evaluate(policy, in: task), summary.updates, seconds)
  }

  private func evaluate(_ policy: any Policy, in task: ConfiguredTask) throws -> Evaluation {
    let player = Player(policy: policy, count: episodes, seed: 5_000_000)
    guard let evaluation = task.makeVector(count: episodes).accept(player) else {
      throw ConfigurationError("\(type(of: policy)) cannot act in \(self.task).")
    }
    return evaluation
  }
}

/// Records episodes whatever their scalar types are.
struct Recording: VectorEnvironmentVisitor {
  let policy: any Policy
  let count: Int
  let seed: UInt64

  func visit<Observation, Action>(_ environments: ErasedVectorEnvironment<Observation, Action>) -> AnyEpisodes {
    guard let policy = policy as? any Policy<Observation, Action> else { return .floatInt([]) }
    var recorder = EpisodeRecorder(policy, in: environments, seed: seed)
    return AnyEpisodes(recorder.record(count)) ?? .floatInt([])
  }
}

/// Plays episodes whatever their scalar types are.
struct Player: VectorEnvironmentVisitor {
  let policy: any Policy
  let count: Int
  let seed: UInt64

  func visit<Observation, Action>(_ environments: ErasedVectorEnvironment<Observation, Action>) -> Evaluation? {
    guard let policy = policy as? any Policy<Observation, Action> else { return nil }
    return Evaluation.evaluate(policy, on: environments, episodes: count, seed: seed)
  }
}
