// Imitates the script that an environment comes with: records some of its episodes, trains an agent of the catalogue on
// them by the environment's preset, and prints how the last policy does over 100 episodes from seed 5 000 000.
//
//   swift run -c release imitate-heuristic AGENT ENV EPISODES SEED [key=value ...]
//
// `steps=N` is the plan's; all other keys are the agent's. One line comes out: task, agent, episodes, seed, the mean and
// the standard deviation of the last policy's returns, the best evaluation's mean, steps, seconds, the demonstrations' mean.

import Agents
import Demonstrations
import Environments
import Foundation
import Safetensors
import Simulation
import Training

/// Records episodes of a task's script.
struct Recording: VectorEnvironmentVisitor {
  let policy: any Policy
  let count: Int

  func visit<Observation, Action>(
    _ environments: ErasedVectorEnvironment<Observation, Action>
  ) -> (episodes: AnyEpisodes, meanReturn: Double)? {
    guard let policy = policy as? any Policy<Observation, Action> else { return nil }
    var recorder = EpisodeRecorder(policy, in: environments, seed: 9_000_000)
    let episodes = recorder.record(count)
    let mean = episodes.reduce(0) { $0 + $1.episodeReturn } / Double(count)
    return (any(episodes)).map { ($0, mean) }
  }

  private func any(_ episodes: Any) -> AnyEpisodes? {
    switch episodes {
    case let episodes as [Episode<Float, Int>]: .floatInt(episodes)
    case let episodes as [Episode<Float, Float>]: .floatFloat(episodes)
    case let episodes as [Episode<Int, Int>]: .intInt(episodes)
    default: nil
    }
  }
}

/// Plays a policy on what a task shows.
struct Judging: VectorEnvironmentVisitor {
  let policy: any Policy

  func visit<Observation, Action>(_ environments: ErasedVectorEnvironment<Observation, Action>) -> Evaluation? {
    (policy as? any Policy<Observation, Action>).flatMap {
      Evaluation.evaluate($0, on: environments, episodes: 100, seed: 5_000_000)
    }
  }
}

func imitate(_ agent: String, in id: String, episodes: Int, seed: UInt64, _ changes: [String]) throws {
  let (entry, task) = (try AgentCatalog.entry(named: agent), try Catalog.entry(id).task())
  guard let script = task.heuristic,
    let (recorded, mean) = task.makeVector(count: 1).accept(Recording(policy: script(), count: episodes))
  else { throw ConfigurationError("\(id) has no script to imitate.") }
  var overrides = try ConfigurationOverrides(parsing: changes)
  let preset = entry.defaultPreset(for: id)
  var plan = try entry.plan(ofPreset: preset)
  plan.seed = seed
  if let steps = overrides.values.removeValue(forKey: "steps").flatMap({ Int($0) }) { plan.steps = steps }
  var request = TrainingRequest(
    environments: task.makeVector(count: plan.environments),
    evaluationEnvironments: task.makeVector(count: plan.evaluationEpisodes), environment: id, overrides: overrides,
    preset: preset, plan: plan)
  request.demonstrations = [
    Demonstrations(
      name: "\(id)/heuristic", environment: id, observationSpace: task.observationSpace,
      actionSpace: task.actionSpace, episodes: recorded)
  ]
  var training = try entry.prepare(request)
  let url = FileManager.default.temporaryDirectory.appending(path: "imitate-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: url) }
  let folder = try RunFolder(
    creating: RunConfiguration(
      environment: id, environmentOverrides: ConfigurationOverrides(), agent: agent, preset: preset,
      agentOverrides: overrides, agentConfiguration: [:], plan: plan),
    at: url)
  training.folder = folder
  let summary = try training.run(
    report: { event in
      guard ProcessInfo.processInfo.environment["VERBOSE"] != nil, case .evaluated(let record) = event else {
        return
      }
      FileHandle.standardError.write(Data("\(record.steps) \(record.meanReturn)\n".utf8))
    }, shouldStop: { false })
  let policy = try AgentCatalog.policy(
    from: SafetensorsFile(contentsOf: folder.policyURL(.latest)),
    for: PolicyTask(environment: id, observationSpace: task.observationSpace, actionSpace: task.actionSpace))
  guard let last = task.makeVector(count: 100).accept(Judging(policy: policy)) else { return }
  if ProcessInfo.processInfo.environment["VERBOSE"] != nil,
    let csv = try? String(contentsOf: url.appending(path: "metrics.csv"), encoding: .utf8)
  {
    FileHandle.standardError.write(Data(csv.utf8))
  }
  print(
    id, agent, episodes, seed, last.meanReturn, last.standardDeviation, summary.best?.meanReturn ?? 0,
    summary.steps, summary.seconds, mean)
}

let arguments = CommandLine.arguments.dropFirst()
guard arguments.count >= 4, let episodes = Int(Array(arguments)[2]), let seed = UInt64(Array(arguments)[3]) else {
  FileHandle.standardError.write(Data("imitate-heuristic AGENT ENV EPISODES SEED [key=value ...]\n".utf8))
  exit(2)
}
let names = Array(arguments)
do {
  try imitate(names[0], in: names[1], episodes: episodes, seed: seed, Array(names.dropFirst(4)))
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
