import Files
import Simulation

/// An event of a training run.
public enum TrainingEvent: Sendable {
  /// Some tenths of a second went by.
  case tick(TrainingProgress)
  /// A hundredth of the run was done.
  case progress(TrainingProgress)
  /// The policy was evaluated.
  case evaluated(EvaluationRecord)
  /// A resumed run begins new episodes, for the reason given, and so goes on otherwise than if it had not stopped.
  case episodesLost(reason: String)
  /// The learner gave a warning: it goes on without a part that failed.
  case noticed(String)
}

/// The progress of a training run.
public struct TrainingProgress: Sendable, Equatable {
  /// The number of environment steps taken; of a learner that does not act, the number of updates.
  public let steps: Int
  /// The number of steps in the plan.
  public let totalSteps: Int
  /// The number of the agent's updates.
  public let updates: Int
  /// The duration of the run so far, in seconds.
  public let seconds: Double
  /// The mean return of the last 100 training episodes; `nil` before the first has ended.
  public let recentReturn: Double?
  /// The mean length of the last 100 training episodes.
  public let recentLength: Double?
  /// The number of training episodes that have ended.
  public let episodes: Int
  /// The agent's measurements, such as its loss.
  public let measurements: [Measurement]

  /// Steps per second.
  public var rate: Double { seconds > 0 ? Double(steps) / seconds : 0 }
}

/// An evaluation within a training run.
public struct EvaluationRecord: Sendable, Equatable, Codable {
  /// The number of environment steps before the evaluation; of a learner that does not act, the number of updates.
  public let steps: Int
  /// The duration of the run until then, in seconds.
  public let seconds: Double
  /// The returns and lengths.
  public let evaluation: Evaluation
  /// True if its mean return is higher than all before; never if it is not a number.
  public let isBest: Bool

  /// The mean return.
  public var meanReturn: Double { evaluation.meanReturn }

  /// True if its values are possible ones of an evaluation, wherever it was read.
  var isUsable: Bool { !evaluation.returns.isEmpty && (0...1 << 53).contains(steps) }
}

/// The result of a training run.
public struct TrainingSummary: Sendable {
  /// The reason a run ended.
  public enum Reason: String, Sendable {
    /// All steps were taken.
    case planDone = "plan done"
    /// The return at which to stop was reached.
    case goalReached = "goal reached"
    /// The learner has nothing more to gain.
    case converged
    /// A stop was asked for.
    case stopped
  }

  /// The reason the run ended.
  public let reason: Reason
  /// The number of environment steps taken; of a learner that does not act, the number of updates.
  public let steps: Int
  /// The number of the agent's updates.
  public let updates: Int
  /// The duration of the run, in seconds.
  public let seconds: Double
  /// The evaluations.
  public let evaluations: [EvaluationRecord]

  /// The best evaluation.
  public var best: EvaluationRecord? { evaluations.last(where: \.isBest) }
  /// The last evaluation.
  public var last: EvaluationRecord? { evaluations.last }
}

/// The last episodes that ended, and the number of all.
public struct RecentEpisodes: Sendable, Equatable, Codable {
  private let capacity: Int
  private var returns: [Double] = []
  private var lengths: [Int] = []
  /// The number of episodes that have ended in all.
  public private(set) var total = 0

  /// Keeps the last `capacity` episodes.
  public init(capacity: Int) {
    precondition(capacity > 0, "at least one episode must be kept, not \(capacity)")
    self.capacity = capacity
  }

  /// The mean return, if an episode has ended.
  public var meanReturn: Double? { returns.isEmpty ? nil : returns.reduce(0, +) / Double(returns.count) }
  /// The mean length, if an episode has ended.
  public var meanLength: Double? {
    lengths.isEmpty ? nil : Double(lengths.reduce(0, +)) / Double(lengths.count)
  }

  /// True if the counts fit each other, as they do unless they were read from a damaged file.
  var isConsistent: Bool {
    (1...1 << 20).contains(capacity) && returns.count == lengths.count && (0...1 << 53).contains(total)
      && returns.count == min(total, capacity) && Untrusted.sum(lengths, atMost: 1 << 53) != nil
  }

  @usableFromInline
  mutating func append(_ episodes: [EpisodeStatistics.Episode]) {
    for episode in episodes {
      if returns.count < capacity {
        returns.append(episode.episodeReturn)
        lengths.append(episode.length)
      } else {
        returns[total % capacity] = episode.episodeReturn
        lengths[total % capacity] = episode.length
      }
      total += 1
    }
  }
}

/// The milestones of a run: the steps at which a report, an evaluation or a checkpoint is due.
struct Milestones {
  private let plan: TrainingPlan
  private let reportInterval: Int
  private var nextReport: Int
  private var nextEvaluation: Int
  private var nextCheckpoint: Int
  private var rounds = 0
  private var roundsPerLook = 64
  private var lastLook = ContinuousClock.now
  private var lastTick = ContinuousClock.now

  init(plan: TrainingPlan, steps: Int, lastEvaluation: Int) {
    self.plan = plan
    reportInterval = max(1, plan.steps / 100)
    nextReport = Self.next(reportInterval, after: steps)
    nextEvaluation = Self.next(plan.evaluationInterval, after: lastEvaluation)
    nextCheckpoint = Self.next(plan.checkpointInterval, after: steps)
  }

  /// Returns true if a quarter of a second has gone by; the clock is read every 64th time, or more often where steps
  /// are slow.
  mutating func tickIsDue() -> Bool {
    rounds += 1
    guard rounds >= roundsPerLook else { return false }
    rounds = 0
    let now = ContinuousClock.now
    roundsPerLook =
      lastLook.duration(to: now) > .milliseconds(250) ? max(1, roundsPerLook / 4) : min(64, roundsPerLook * 2)
    lastLook = now
    guard lastTick.duration(to: now) >= .milliseconds(250) else { return false }
    lastTick = now
    return true
  }

  mutating func reportIsDue(at steps: Int) -> Bool { Self.isDue(&nextReport, reportInterval, steps) }
  mutating func evaluationIsDue(at steps: Int) -> Bool {
    Self.isDue(&nextEvaluation, plan.evaluationInterval, steps)
  }
  mutating func checkpointIsDue(at steps: Int) -> Bool {
    Self.isDue(&nextCheckpoint, plan.checkpointInterval, steps)
  }

  private static func next(_ interval: Int, after steps: Int) -> Int {
    interval > 0 ? (steps / interval + 1) * interval : .max
  }

  private static func isDue(_ next: inout Int, _ interval: Int, _ steps: Int) -> Bool {
    guard steps >= next else { return false }
    next = Self.next(interval, after: steps)
    return true
  }
}
