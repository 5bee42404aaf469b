import Files
import Simulation

/// Something that happened in a training run.
public enum TrainingEvent: Sendable {
  /// Some tenths of a second went by.
  case tick(TrainingProgress)
  /// A hundredth of the run was done.
  case progress(TrainingProgress)
  /// The policy was evaluated.
  case evaluated(EvaluationRecord)
  /// A resumed run begins new episodes, for the reason given, and so goes on otherwise than if it had not stopped.
  case episodesLost(reason: String)
  /// The learner goes on without something that went wrong.
  case noticed(String)
}

/// How far a training run is.
public struct TrainingProgress: Sendable, Equatable {
  /// How many environment steps were taken; of a learner that does not act, how many updates were made.
  public let steps: Int
  /// How many will be.
  public let totalSteps: Int
  /// How many updates the agent made.
  public let updates: Int
  /// How long the run has taken.
  public let seconds: Double
  /// The mean return of the last 100 training episodes; `nil` before the first has ended.
  public let recentReturn: Double?
  /// The mean length of the last 100 training episodes.
  public let recentLength: Double?
  /// How many training episodes have ended.
  public let episodes: Int
  /// What the agent says of itself.
  public let measurements: [Measurement]

  /// Steps per second.
  public var rate: Double { seconds > 0 ? Double(steps) / seconds : 0 }
}

/// An evaluation within a training run.
public struct EvaluationRecord: Sendable, Equatable, Codable {
  /// After how many environment steps it was; of a learner that does not act, after how many updates.
  public let steps: Int
  /// How long the run had taken.
  public let seconds: Double
  /// The returns and lengths.
  public let evaluation: Evaluation
  /// Whether it was better than all before.
  public let isBest: Bool

  /// The mean return.
  public var meanReturn: Double { evaluation.meanReturn }

  /// Whether it can be an evaluation, wherever it was read.
  var isUsable: Bool { !evaluation.returns.isEmpty && (0...1 << 53).contains(steps) }
}

/// What a training run came to.
public struct TrainingSummary: Sendable {
  /// Why a run ended.
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

  /// Why the run ended.
  public let reason: Reason
  /// How many environment steps were taken; of a learner that does not act, how many updates were made.
  public let steps: Int
  /// How many updates the agent made.
  public let updates: Int
  /// How long the run took.
  public let seconds: Double
  /// The evaluations.
  public let evaluations: [EvaluationRecord]

  /// The best evaluation.
  public var best: EvaluationRecord? { evaluations.last(where: \.isBest) }
  /// The last evaluation.
  public var last: EvaluationRecord? { evaluations.last }
}

/// The last episodes that ended, and how many there were in all.
public struct RecentEpisodes: Sendable, Equatable, Codable {
  private let capacity: Int
  private var returns: [Double] = []
  private var lengths: [Int] = []
  /// How many episodes have ended in all.
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

  /// Whether the counts fit each other, as they do unless they were read from a damaged file.
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

/// When to report, to evaluate and to write a checkpoint.
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

  /// Whether a quarter of a second has gone by; the clock is read every 64th time, or more often where steps are slow.
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
