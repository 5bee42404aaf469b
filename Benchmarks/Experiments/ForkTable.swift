import Agents
import ArgumentParser
import Demonstrations
import Simulation
import Training

/// The table of the two ways in `agents/Variational/README.md`.
struct ForkTable: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fork-table",
    abstract: "Counts how often imitators pass an obstacle above, below, or run into it.",
    discussion: "They learn from forty demonstrations, half of them above and half below.")

  @Argument(help: "How many seeds.") var seeds: UInt64 = 5

  func run() throws {
    var rows = [
      "cloning, squared error", "one z for an episode", "one z for a step", "the mean of z",
      "one z for an episode, learned prior",
    ].map { ForkRow(name: $0) }
    for seed in 1...max(seeds, 1) {
      rows[0].counts.append(passages(of: try clone(seed), seed: seed))
      var policy = try variational(seed)
      for (row, latent) in [LatentKind.perEpisode, .perStep, .mean].enumerated() {
        policy.latent = latent
        rows[row + 1].counts.append(passages(of: policy, seed: seed))
      }
      rows[4].counts.append(passages(of: try variational(seed, { $0.prior = .learned }), seed: seed))
    }
    show("| policy | above, % | below, % | crashes, % |\n|---|---|---|---|")
    for row in rows { show(row.text) }
  }
}

/// Returns the numbers of episodes among a thousand that went above, below, and into the obstacle.
private func passages(of policy: any Policy, seed: UInt64) -> [Int] {
  var recorder = EpisodeRecorder(policy, in: Fork.batch(of: 1000), seed: 1_000_000 + 1000 * seed)
  let episodes = recorder.record(1000)
  let passed = episodes.filter { $0.episodeReturn == 1 }
  let above = passed.count { $0.observations.row($0.length, as: Float.self)[1] > 0 }
  return [above, passed.count - above, 1000 - passed.count]
}

/// A row of the table.
private struct ForkRow {
  let name: String
  var counts: [[Int]] = []
  var text: String {
    let shares = (0..<3).map { column in
      let values = counts.map { Double($0[column]) / 10 }
      return "\((values.mean * 10).rounded() / 10) (\(values.min() ?? 0) to \(values.max() ?? 0))"
    }
    return "| \(name) | \(shares.joined(separator: " | ")) |"
  }
}

private func train<Student: Learner>(_ learner: Student, seed: UInt64) throws -> Student {
  var plan = TrainingPlan(steps: 5000, evaluationInterval: 0, evaluationEpisodes: 1)
  plan.seed = seed
  var trainer = Trainer(learner, evaluatingIn: Fork.batch(of: 1), plan: plan)
  try trainer.run()
  return trainer.agent
}

private func variational(
  _ seed: UInt64, _ change: (inout VariationalConfiguration) -> Void = { _ in }
) throws -> VariationalPolicy {
  var configuration = VariationalConfiguration()
  change(&configuration)
  var (recorder, generator) = (
    EpisodeRecorder(Fork.Driver(), in: Fork.batch(of: 1), seed: 0), RandomGenerator(seed: seed)
  )
  let learner = VariationalImitation(
    imitating: recorder.record(40), in: try EncodedTask(Fork.batch(of: 1).specification),
    configuration: configuration,
    using: &generator)
  return try train(learner, seed: seed).greedyPolicy
}

private func clone(_ seed: UInt64) throws -> NetworkPolicy {
  var (recorder, generator) = (
    EpisodeRecorder(Fork.Driver(), in: Fork.batch(of: 1), seed: 0), RandomGenerator(seed: seed)
  )
  let learner = BehaviorCloning(
    imitating: recorder.record(40), in: try EncodedTask(Fork.batch(of: 1).specification), using: &generator)
  return try train(learner, seed: seed).greedyPolicy
}
