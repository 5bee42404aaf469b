import Simulation

/// A learner of a policy, from its own experience or from that of others.
///
/// A learner that does not act, such as one that imitates recorded episodes, is this alone; an ``Agent`` also acts. A
/// training loop calls ``learn(using:)`` once a step.
///
/// The state that it exchanges with a checkpoint is what was learned, the state of optimizers, what is remembered, and
/// what was prepared for the next step of the running episodes. The loop itself keeps the environments, the random
/// generator and the progress.
public protocol Learner: Checkpointable, MetricReporting, PolicyProviding {
  /// The status, which is read after every ``learn(using:)``: it should cost next to nothing.
  var status: LearnerStatus { get }

  /// The number of updates made.
  var updateCount: Int { get }

  /// Sets the progress of the training, from 0 to 1; schedules follow it.
  mutating func advance(to progress: Double)

  /// Improves the policy, if an update is due.
  mutating func learn(using generator: inout RandomGenerator)

  /// Forgets the state of the running episodes, such as an action chosen ahead: all environments begin new ones, though
  /// no transition has ended the old ones.
  ///
  /// It follows the reading of a checkpoint whose episodes cannot be taken up.
  mutating func discardEpisodes()
}

/// The status of a learner: what a training loop must know of it.
public enum LearnerStatus: Equatable, Sendable {
  /// All is well.
  case learning
  /// It goes on without parts that failed; the text of one sentence for each, which the loop reports once.
  case impaired([String])
  /// Further training would gain nothing, so that it ends before its last step.
  case converged
  /// Its numbers are not finite any more; the reason, such as "the loss is nan". The loop gives up before anything bad
  /// is saved.
  case diverged(String)

  /// Makes the status of a learner that goes on unless it has diverged for a reason.
  public init(divergence reason: String?) {
    self = reason.map(Self.diverged) ?? .learning
  }
}

/// A source of measurements for reports.
public protocol MetricReporting {
  /// The measurements that a report shows, such as the loss or the temporal-difference error.
  var measurements: [Measurement] { get }
}

/// A source of a policy to be evaluated and saved.
public protocol PolicyProviding {
  /// The policy without exploration.
  associatedtype Greedy: SavablePolicy

  /// The policy as learned so far, without exploration.
  var greedyPolicy: Greedy { get }
}

extension Learner {
  /// All is well.
  public var status: LearnerStatus { .learning }

  /// No measurements.
  public var measurements: [Measurement] { [] }

  /// Does nothing, as there are no schedules.
  public mutating func advance(to progress: Double) {}

  /// Does nothing, as nothing belongs to an episode.
  public mutating func discardEpisodes() {}
}
