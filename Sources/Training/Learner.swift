import Safetensors
import Simulation

/// A learner of a policy, from its own experience or from that of others.
///
/// A learner that does not act, such as one that imitates recorded episodes, is this alone; an ``Agent`` also acts. A
/// training loop calls ``learn(using:)`` once a step.
public protocol Learner {
  /// The policy without exploration, for evaluation and for saving.
  associatedtype Greedy: SavablePolicy

  /// The policy as learned so far, without exploration.
  var greedyPolicy: Greedy { get }

  /// The measurements that a report shows, such as the loss or the temporal-difference error.
  var measurements: [Measurement] { get }

  /// Sets the progress of the training, from 0 to 1; schedules follow it.
  mutating func advance(to progress: Double)

  /// Improves the policy, if an update is due.
  mutating func learn(using generator: inout RandomGenerator)

  /// The number of updates made.
  var updateCount: Int { get }

  /// The reason for divergence, such as "the loss is nan"; `nil` while all numbers are finite.
  ///
  /// A training loop reads it after every ``learn(using:)`` and gives up before anything bad is saved: it should cost
  /// next to nothing, and once not `nil` stay so.
  var divergence: String? { get }

  /// A warning, as one sentence's text, of a part that failed and that the learner goes on without; `nil` if none did.
  ///
  /// A training loop reports each text once.
  var notice: String? { get }

  /// True once further training would gain nothing, so that training ends before its last step.
  var hasConverged: Bool { get }

  /// Adds the state that a checkpoint needs, so that the training goes on as if it had not stopped.
  ///
  /// That is what was learned, the state of optimizers, what is remembered, and what was prepared for the next step of
  /// the running episodes. The loop itself keeps the environments, the random generator and the progress. Names of
  /// tensors that begin with `episodes.` or `past.` are the loop's.
  func writeCheckpoint(to writer: inout SafetensorsWriter)

  /// Restores the state that ``writeCheckpoint(to:)`` wrote.
  mutating func readCheckpoint(from file: SafetensorsFile) throws

  /// Forgets the state of the running episodes, such as an action chosen ahead: all environments begin new ones, though
  /// no transition has ended the old ones.
  ///
  /// It follows ``readCheckpoint(from:)`` when the episodes of a checkpoint cannot be taken up.
  mutating func discardEpisodes()
}

extension Learner {
  /// No divergence.
  public var divergence: String? { nil }

  /// No warning.
  public var notice: String? { nil }

  /// False: training takes all its steps.
  public var hasConverged: Bool { false }

  /// Does nothing, as nothing belongs to an episode.
  public mutating func discardEpisodes() {}
}
