import ArgumentParser
import Environments
import Foundation
import Simulation
import Training

/// Evaluates a policy.
struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Plays whole episodes with a policy and prints how it did.",
    discussion: "Episode k is the one that reset(seed: S + k) starts.")

  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var policy: PolicyOptions

  @Option(
    parsing: .unconditional, help: ArgumentHelp("How many episodes to play. (default: 100)", valueName: "n"),
    transform: Number.count)
  var episodes: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The seed of the first episode. (default: 0)", valueName: "s"),
    transform: Number.seed)
  var seed: UInt64?

  @Flag(help: "Prints one JSON object.")
  var json = false

  func run() throws {
    let entry = try environment.entry()
    let changes = try environment.changes(for: policy.policy)
    let loader = PolicyLoader(
      id: entry.id, task: try entry.announcedTask(changes), changes: changes, letsLookAhead: true)
    let policy = try loader.policy(policy.policy)
    let (episodes, seed) = try plan(for: policy)
    let environments = loader.task.makeVector(count: policy.rowCount(atMost: min(episodes, 256)))
    let start = ContinuousClock.now
    let examination = Examination(
      policy: policy, episodes: episodes, seed: seed,
      episodeLength: loader.task.timeLimit ?? Evaluation.defaultStepLimit)
    let evaluation = examination.take(in: environments)
    guard let evaluation else { throw Failure("Stopped before an episode was over.") }
    try report(evaluation, seed: seed, seconds: (ContinuousClock.now - start).seconds)
    remark(on: evaluation, of: episodes)
  }

  /// Returns the number of episodes to play and the first seed: a recorded one can only be played as it was.
  private func plan(for player: any Policy) throws -> (episodes: Int, seed: UInt64) {
    guard let recorded = player as? any OneEpisodePolicy else { return (episodes ?? 100, seed ?? 0) }
    guard episodes ?? 1 == 1, seed ?? recorded.seed == recorded.seed else {
      throw WrongUse("\(policy.policy) is one episode, of seed \(recorded.seed); leave out --episodes and --seed.")
    }
    return (1, recorded.seed)
  }

  /// Warns of episodes that were left out or cut off, which the numbers do not show.
  private func remark(on evaluation: Evaluation, of episodes: Int) {
    if evaluation.episodes < episodes {
      Terminal.write(
        "Stopped: \(evaluation.episodes) of \(episodes) episodes were over, short ones sooner than long ones.")
    }
    let cut = evaluation.lengths.count { $0 == Evaluation.defaultStepLimit }
    if cut > 0 {
      Terminal.write(
        "\(cut) of \(evaluation.episodes) episodes were cut off after \(Evaluation.defaultStepLimit) steps.")
    }
  }

  private func report(_ evaluation: Evaluation, seed: UInt64, seconds: Double) throws {
    if json {
      try Terminal.print(
        json: EvaluationResult(
          env: environment.environment, policy: policy.policy, episodes: evaluation.episodes, seed: seed,
          meanReturn: evaluation.meanReturn, stdReturn: evaluation.standardDeviation,
          minReturn: evaluation.minimumReturn, maxReturn: evaluation.maximumReturn,
          meanLength: evaluation.meanLength,
          trialReturns: evaluation.trials.isEmpty ? nil : evaluation.meanReturnsInTrials, seconds: seconds))
    } else {
      let episodes = NumberFormat.count(evaluation.episodes, "episode")
      try Terminal.print("\(environment.environment) with \(policy.policy), \(episodes) from seed \(seed)")
      try Terminal.print(
        page: """
            return  \(NumberFormat.short(evaluation.meanReturn)) ± \(NumberFormat.short(evaluation.standardDeviation))  \
          (\(NumberFormat.short(evaluation.minimumReturn)) to \(NumberFormat.short(evaluation.maximumReturn)))
            length  \(NumberFormat.short(evaluation.meanLength))
            time    \(NumberFormat.time(seconds))
          """)
      guard evaluation.trials.first?.count ?? 0 > 1 else { return }
      let returns = evaluation.meanReturnsInTrials.map(NumberFormat.short).joined(separator: "  ")
      try Terminal.print(page: "  in a trial, episode by episode: \(returns)")
    }
  }
}

/// A policy's evaluation until Ctrl-C.
private struct Examination {
  let policy: any Policy
  let episodes: Int
  let seed: UInt64
  /// The largest number of steps in an episode.
  let episodeLength: Int

  func take(in environments: VectorTask) -> Evaluation? {
    let interrupt = Interrupt()
    var display = ProgressDisplay()
    defer { display.finish() }
    return Evaluation.evaluate(
      policy, on: environments, episodes: episodes, seed: seed, shouldStop: { interrupt.isNoticed },
      report: { progress in display.show { bar(progress, after: $0) } })
  }

  private func bar(_ progress: EvaluationProgress, after seconds: Double) -> ProgressBar {
    let begun = Double(progress.running) * min(Double(progress.step) / Double(episodeLength), 1)
    var bar = ProgressBar(share: (Double(progress.finished) + begun) / Double(episodes))
    bar.add("\(progress.finished) of \(NumberFormat.count(episodes, "episode"))", importance: 1)
    bar.add("step \(progress.step)", importance: 0)
    bar.addTimeLeft(after: seconds, importance: 2)
    return bar
  }
}

/// An evaluation as JSON.
private struct EvaluationResult: Encodable {
  let env: String
  let policy: String
  let episodes: Int
  let seed: UInt64
  let meanReturn: Double
  let stdReturn: Double
  let minReturn: Double
  let maxReturn: Double
  let meanLength: Double
  let trialReturns: [Double]?
  let seconds: Double
}
