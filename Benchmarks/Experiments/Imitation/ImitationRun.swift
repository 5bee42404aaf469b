import Agents
import Demonstrations
import Environments
import Foundation
import Safetensors
import Simulation
import Training

/// An imitation of a task's heuristic, measured over episodes that neither training nor demonstrations have seen.
struct ImitationRun {
  let agent: String
  let task: String
  /// The number of the heuristic's episodes that are learned from.
  var demonstrations = 20
  var steps: Int?
  var overrides = ConfigurationOverrides()
  /// The number of evaluation episodes.
  var episodes = 100

  /// The results of one seed.
  struct Outcome: Encodable {
    let agent: String, task: String
    let seed: UInt64
    let mean: Double, deviation: Double, worst: Double, normalized: Double, expert: Double, random: Double
    let updates: Int
    let seconds: Double
  }

  /// Imitates from each seed, and reports each outcome as it comes.
  func run(_ seeds: some Sequence<UInt64>, report: (Outcome) throws -> Void) throws {
    let task = try Catalog.standard.entry(task).task()
    guard let heuristic = task.heuristic else { throw ConfigurationError("\(self.task) has no heuristic.") }
    let expert = try evaluate(heuristic(), in: task).meanReturn
    let random = try evaluate(task.randomPolicy(), in: task).meanReturn
    for seed in seeds {
      let (evaluation, updates, seconds) = try imitate(task, heuristic, seed)
      try report(
        Outcome(
          agent: agent, task: self.task, seed: seed, mean: evaluation.meanReturn,
          deviation: evaluation.standardDeviation, worst: evaluation.minimumReturn,
          normalized: (evaluation.meanReturn - random) / (expert - random), expert: expert, random: random,
          updates: updates, seconds: seconds))
    }
  }

  /// Records demonstrations, trains, and evaluates the policy that was written to the run's folder.
  private func imitate(
    _ task: ConfiguredTask, _ heuristic: () -> any Policy, _ seed: UInt64
  ) throws -> (Evaluation, updates: Int, seconds: Double) {
    let entry = try AgentCatalog.standard.entry(named: agent)
    let preset = entry.defaultPreset(for: self.task)
    var plan = try entry.plan(ofPreset: preset)
    plan.seed = seed
    plan.steps = steps ?? plan.steps
    plan.evaluationInterval = 0
    plan.evaluationEpisodes = 1
    var request = TrainingRequest(
      environments: task.makeVector(count: plan.environments), evaluationEnvironments: task.makeVector(count: 1),
      environment: self.task, overrides: overrides, preset: preset, plan: plan)
    if demonstrations > 0 { request.demonstrations = [try demonstrate(task, heuristic(), seed)] }
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
    return (try evaluate(lastPolicy(of: folder, for: task), in: task), summary.updates, seconds)
  }

  private func demonstrate(
    _ task: ConfiguredTask, _ heuristic: any Policy, _ seed: UInt64
  ) throws -> Demonstrations {
    return Demonstrations(
      name: "heuristic", environment: self.task, observationSpace: task.observationSpace,
      actionSpace: task.actionSpace,
      episodes: try task.makeVector(count: min(demonstrations, 64)).recording(
        of: heuristic, count: demonstrations, seed: 20_000_000 + 10_000 * seed)
    )
  }

  private func lastPolicy(of folder: URL, for task: ConfiguredTask) throws -> any Policy {
    try AgentCatalog.standard.policy(
      from: SafetensorsFile(contentsOf: folder.appending(path: "policy.safetensors")),
      for: task.specification)
  }

  private func evaluate(_ policy: any Policy, in task: ConfiguredTask) throws -> Evaluation {
    try task.makeVector(count: episodes).evaluation(of: policy, episodes: episodes)
  }
}
