import ArgumentParser
import Demonstrations
import Environments
import Files
import Foundation
import Simulation
import Training

/// Records episodes that a policy plays.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Records whole episodes that a policy plays, to a Minari dataset.",
    discussion: """
      A dataset is named by its id, such as LunarLander-v3/heuristic-v0, which is its folder under \
      MINARI_DATASETS_PATH or ~/.minari/datasets, or by the path of a folder, such as ./lander-v0. Episodes are added to \
      a dataset that is there already. Every episode is kept as soon as it is over, whatever happens then; Ctrl-C ends \
      after the next one.
      """)

  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var policy: PolicyOptions

  @Option(
    help: ArgumentHelp("The dataset: an id, or the path of a folder.", valueName: "dataset"),
    completion: .directory)
  var out: String

  @Option(
    parsing: .unconditional, help: ArgumentHelp("How many episodes to record. (default: 100)", valueName: "n"),
    transform: Number.count)
  var episodes: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Records until there are so many steps, instead. (default: no such end)", valueName: "n"),
    transform: Number.count)
  var steps: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The seed of the first episode; seeds that the dataset has are left out. (default: 0)", valueName: "s"),
    transform: Number.seed)
  var seed: UInt64?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Keeps only episodes that earn so much. (default: keeps all)", valueName: "r"),
    transform: Number.finite)
  var minReturn: Double?

  @Option(help: ArgumentHelp("Who records, for a new dataset; repeatable. (default: nobody)", valueName: "name"))
  var author: [String] = []

  @Option(help: ArgumentHelp("What there is to say about a new dataset. (default: nothing)", valueName: "text"))
  var description: String?

  @OptionGroup(title: "Options for a human") var window: WindowOptions

  func validate() throws {
    if episodes != nil, steps != nil { throw ValidationError("Give --episodes or --steps, not both.") }
  }

  func run() throws {
    let entry = try environment.entry()
    let changes = try environment.changes(for: policy.policy)
    guard policy.policy != "human" else { return try recordHuman(entry, changes) }
    let loader = PolicyLoader(
      id: entry.id, task: try entry.announcedTask(changes), changes: changes, letsLookAhead: true)
    let player = try loader.policy(policy.policy)
    guard !(player is any OneEpisodePolicy) else {
      throw WrongUse("\(policy.policy) is recorded already; copy episodes with `palaestra datasets filter`.")
    }
    let target = try DatasetTarget(out, entry: entry, changes: changes)
    let writer = try target.open(
      algorithm: URL(userPath: policy.policy).lastPathComponent, author: author, summary: description)
    let summary: RecordingSummary
    do {
      summary = try record(player, in: loader.task, from: try firstSeed(target), to: writer)
    } catch {
      // Why it ended is what matters now.
      try? writer.close()
      throw error
    }
    try writer.close()
    try conclude(summary, total: writer.episodeCount, changes)
  }

  private func firstSeed(_ target: DatasetTarget) throws -> UInt64 {
    let unused = try target.unusedSeed()
    guard unused > seed ?? 0 else { return seed ?? 0 }
    Terminal.write("\(out) has seeds up to \(unused - 1); going on with \(unused).")
    return unused
  }

  private func record(
    _ player: any Policy, in task: ConfiguredTask, from seed: UInt64, to writer: MinariWriter
  ) throws -> RecordingSummary {
    let goal = RecordingGoal(episodes: steps == nil ? episodes ?? 100 : nil, steps: steps, minimumReturn: minReturn)
    // Episodes of pictures are held in memory until they are over.
    let rows = task.observationSpace.scalarCount > 4096 ? 2 : 16
    let session = RecordingSession(
      policy: player, goal: goal, seed: seed, writer: writer, drawnParameters: task.drawnParameters,
      episodeLength: task.timeLimit ?? Evaluation.defaultStepLimit)
    return try session.record(in: task.makeVector(count: player.rowCount(atMost: min(rows, goal.episodes ?? rows))))
  }

  private func recordHuman(_ entry: CatalogEntry, _ changes: WorldChanges) throws {
    guard steps == nil else {
      throw WrongUse("A human records whole episodes; give --episodes, or neither and close the window at the end.")
    }
    let play = HumanPlay(entry: entry, task: try entry.announcedTask(changes), window: window, seed: seed ?? 0)
    try play.record(
      to: DatasetTarget(out, entry: entry, changes: changes), episodes: episodes, minimumReturn: minReturn,
      author: author, summary: description)
  }

  private func conclude(_ summary: RecordingSummary, total: Int, _ changes: WorldChanges) throws {
    guard let evaluation = summary.evaluation else {
      throw Failure("Stopped before an episode was over; nothing was recorded.")
    }
    if summary.isStopped { Terminal.write("Stopped; the episodes that were over are kept.") }
    Terminal.write(
      "Recorded \(NumberFormat.count(evaluation.episodes, "episode")) of "
        + "\(NumberFormat.count(evaluation.lengths.reduce(0, +), "step")) in \(out), which has \(total) now: return "
        + "\(NumberFormat.short(evaluation.meanReturn)) ± \(NumberFormat.short(evaluation.standardDeviation)) "
        + "(\(NumberFormat.short(evaluation.minimumReturn)) to \(NumberFormat.short(evaluation.maximumReturn)))"
        + (summary.rejected > 0 ? ", after leaving out \(summary.rejected)" : "") + ".")
    let options = changes.isEmpty ? "" : " \(changes.options)"
    Terminal.write(
      "Watch one with: \(Terminal.command) watch \(environment.environment)\(options) --policy \(Shell.quoted(path: "\(out)#\(total - 1)"))"
    )
  }
}

/// The goal of a recording, and the condition on the episodes that it keeps.
struct RecordingGoal {
  let episodes: Int?
  let steps: Int?
  let minimumReturn: Double?

  /// Returns the failure of a goal that no episode is good enough for.
  func tooHigh(_ best: Double) -> Failure {
    Failure(
      "1000 episodes in a row earned less than --min-return asks for, \(NumberFormat.short(best)) at most; ask for "
        + "less. What was recorded before is kept.")
  }
}

/// The result of a recording.
struct RecordingSummary {
  /// The returns and lengths of the episodes kept; `nil` if there are none.
  var evaluation: Evaluation?
  /// The number of episodes left out.
  var rejected = 0
  /// True if a signal, such as that of Ctrl-C, stopped it before its goal.
  var isStopped = false
}

/// Plays and records until the goal is reached.
private struct RecordingSession {
  let policy: any Policy
  let goal: RecordingGoal
  let seed: UInt64
  let writer: MinariWriter
  /// The numbers that an episode draws, by the random stream at its start; `nil` if no parameter varies.
  let drawnParameters: ((RandomGenerator) -> [String: Double])?
  /// The largest number of steps in an episode.
  let episodeLength: Int

  func record(in environments: VectorTask) throws -> RecordingSummary {
    let interrupt = Interrupt()
    var recorder = EpisodeRecorder(policy, in: environments, seed: seed, drawnParameters: drawnParameters)
    var (summary, display) = (RecordingSummary(), ProgressDisplay())
    defer { display.finish() }
    var (returns, lengths): ([Double], [Int]) = ([], [])
    var rejectedInARow = 0
    var best = -Double.infinity
    while !isReached(returns.count, lengths), !summary.isStopped {
      let wanted = goal.episodes.map { min(environments.count, $0 - returns.count) } ?? environments.count
      let kept = (returns.count, lengths.reduce(0, +), summary.rejected)
      let round = recorder.round(of: wanted) { running in
        display.show { bar(kept, running.map(\.length), last: returns.last, after: $0) }
      }
      for episode in round where !isReached(returns.count, lengths) {
        guard episode.episodeReturn >= goal.minimumReturn ?? -.infinity else {
          best = max(best, episode.episodeReturn)
          summary.rejected += 1
          rejectedInARow += 1
          continue
        }
        try writer.append(episode)
        returns.append(episode.episodeReturn)
        lengths.append(episode.length)
        rejectedInARow = 0
      }
      summary.isStopped = interrupt.isNoticed && !isReached(returns.count, lengths)
      if rejectedInARow >= 1000 { throw goal.tooHigh(best) }
    }
    if !returns.isEmpty { summary.evaluation = Evaluation(returns: returns, lengths: lengths) }
    return summary
  }

  private func isReached(_ episodes: Int, _ lengths: [Int]) -> Bool {
    goal.episodes.map { episodes >= $0 } ?? (lengths.reduce(0, +) >= goal.steps ?? 0)
  }

  /// Returns the progress of the recording; the steps of episodes that may not be kept do not count.
  private func bar(
    _ kept: (episodes: Int, steps: Int, rejected: Int), _ running: [Int], last: Double?, after seconds: Double
  ) -> ProgressBar {
    let steps = kept.steps + (goal.minimumReturn == nil ? running.reduce(0, +) : 0)
    let begun = running.reduce(0) { $0 + min(Double($1) / Double(episodeLength), 1) }
    let episodes = Double(kept.episodes) + (goal.minimumReturn == nil ? begun : 0)
    var bar = ProgressBar(
      share: goal.episodes.map { episodes / Double($0) } ?? Double(steps) / Double(goal.steps ?? 1))
    let ofAll = goal.episodes.map { " of \($0)" } ?? ""
    bar.add("\(kept.episodes)\(ofAll) episodes", importance: goal.episodes == nil ? 1 : 4)
    bar.add("\(NumberFormat.count(steps)) steps", importance: goal.episodes == nil ? 4 : 1)
    bar.add(last.map { "return \(NumberFormat.short($0))" }, importance: 2)
    bar.add(kept.rejected > 0 ? "\(kept.rejected) left out" : nil, importance: 3)
    bar.addTimeLeft(after: seconds, importance: 5)
    return bar
  }
}
