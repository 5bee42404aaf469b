import Safetensors
import Simulation

/// Something that learns a policy: from what it does itself, or from what others did.
///
/// A learner that does not act, such as one that imitates recorded episodes, is this alone; an ``Agent`` also acts. A
/// training loop calls ``learn(using:)`` once a step.
public protocol Learner<ObservationScalar, ActionScalar> {
  /// The type of each observed number.
  associatedtype ObservationScalar: SpaceScalar
  /// The type of each number of an action.
  associatedtype ActionScalar: SpaceScalar
  /// The policy without exploration, for evaluation and for saving.
  associatedtype Greedy: SavablePolicy<ObservationScalar, ActionScalar>

  /// The policy as learned so far, without exploration.
  var greedyPolicy: Greedy { get }

  /// What a report shows of the learner's inner life, such as its loss or its temporal-difference error.
  var measurements: [Measurement] { get }

  /// Says how far the training is, from 0 to 1; schedules follow it.
  mutating func advance(to progress: Double)

  /// Improves the policy, if an update is due.
  mutating func learn(using generator: inout RandomGenerator)

  /// How many updates were made.
  var updateCount: Int { get }

  /// What became not a number or infinite, such as "the loss is nan"; `nil` as long as all is well.
  ///
  /// A training loop reads it after every ``learn(using:)`` and gives up before anything bad is saved: it should cost
  /// next to nothing, and once not `nil` stay so.
  var divergence: String? { get }

  /// Something that went wrong and that the learner does without, as one sentence's text; `nil` as long as all is well.
  ///
  /// A training loop reports each text once.
  var notice: String? { get }

  /// Whether nothing more is to be gained, so that training ends before its last step.
  var hasConverged: Bool { get }

  /// Adds everything that going on with the training needs, so that it goes on as if it had not stopped.
  ///
  /// That is what was learned, the state of optimizers, what is remembered, and what was prepared for the next step of
  /// the running episodes. The loop itself keeps the environments, the random generator and the progress. Names of
  /// tensors that begin with `episodes.` or `past.` are the loop's.
  func writeCheckpoint(to writer: inout SafetensorsWriter)

  /// Goes on from what ``writeCheckpoint(to:)`` wrote.
  mutating func readCheckpoint(from file: SafetensorsFile) throws

  /// Forgets what belongs to the running episodes, such as an action chosen ahead: all environments begin new ones,
  /// though no transition has ended the old ones.
  ///
  /// It follows ``readCheckpoint(from:)`` when the episodes of a checkpoint cannot be taken up.
  mutating func discardEpisodes()
}

extension Learner {
  /// All is well.
  public var divergence: String? { nil }

  /// Nothing is done without.
  public var notice: String? { nil }

  /// There is always more to learn.
  public var hasConverged: Bool { false }

  /// Nothing belongs to an episode.
  public mutating func discardEpisodes() {}
}
