import Agents
import Environments
import Foundation
import Simulation
import Training

/// The results of one arm from one seed.
struct Run: Codable {
  let task: String
  /// The protocol that it was made by: ``Protocol/summary``.
  let plan: String
  let arm: String
  let seed: UInt64
  let seconds: Double
  let updates: Int
  /// The evaluations, from the first to the last.
  let steps: [Int]
  let returns: [Double]
  /// The last measurements of its agent.
  let measurements: [String: Double]

  /// Returns the number of steps until an evaluation reached a return; `nil` if none did.
  func stepsToReach(_ threshold: Double) -> Int? { zip(steps, returns).first { $1 >= threshold }?.0 }
}

/// The protocol of the runs: their task, settings, steps and evaluations.
struct Protocol: Sendable {
  let task: String
  /// The task whose presets are used.
  let tuned: String
  var steps = 50_000
  var evaluationInterval = 1000
  var evaluationEpisodes = 20
  var settings: [String: String] = [:]
  var environmentSettings = ConfigurationOverrides()

  /// All that runs must share to be compared.
  var summary: String {
    let changes = ConfigurationOverrides(settings).assignments + environmentSettings.assignments
    return (["presets of \(tuned), \(steps) steps, evaluated every \(evaluationInterval)"] + changes).joined(
      separator: ", ")
  }

  /// Trains an arm from a seed.
  func run(_ arm: Arm, seed: UInt64) throws -> Run {
    let agent = try AgentCatalog.standard.entry(named: arm.isPlain ? "dqn" : "clm")
    var run = try agent.prepare(request(arm, of: agent, seed: seed))
    var last: [Training.Measurement] = []
    let outcome = try run.run(
      report: { event in
        switch event {
        case .progress(let progress): last = progress.measurements
        case .noticed(let notice): FileHandle.standardError.write(Data("\(arm.letter) \(seed): \(notice)\n".utf8))
        default: break
        }
      }, shouldStop: { false })
    return Run(
      task: self.task, plan: summary, arm: arm.letter, seed: seed, seconds: outcome.seconds,
      updates: outcome.updates,
      steps: outcome.evaluations.map(\.steps), returns: outcome.evaluations.map(\.meanReturn),
      measurements: Dictionary(last.map { ($0.name, $0.value) }) { $1 })
  }

  /// An arm's task, preset, plan and settings.
  private func request(_ arm: Arm, of agent: AgentEntry, seed: UInt64) throws -> TrainingRequest {
    let preset = agent.defaultPreset(for: tuned)
    let task = try Catalog.standard.entry(task)
      .task(agent.environment(ofPreset: preset).changed(by: environmentSettings))
    var plan = try agent.plan(ofPreset: preset)
    plan.seed = seed
    plan.steps = steps
    plan.evaluationInterval = evaluationInterval
    plan.evaluationEpisodes = evaluationEpisodes
    let known = Set(agent.parameters.map(\.name))
    let values = settings.filter { known.contains($0.key) }.merging(arm.changes) { $1 }
    var request = TrainingRequest(
      environments: task.makeVector(count: plan.environments),
      evaluationEnvironments: task.makeVector(count: evaluationEpisodes), environment: self.task,
      overrides: ConfigurationOverrides(values), preset: preset, plan: plan)
    if arm.makesLevels {
      guard let levels = task.levels else { throw ConfigurationError("The levels of \(self.task) cannot be made.") }
      request.levels = levels
    }
    return request
  }
}
