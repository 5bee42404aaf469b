import Dispatch
import Synchronization
import Training

/// A learner that may learn on a second thread while its agent acts.
///
/// From outside it is a plain value that does one thing after the other. What is observed during a round lies in
/// an inbox; who reads or changes the learner waits for the round and empties the inbox first. A round neither sees
/// what was observed after its start nor is seen before it is waited for, and so nothing depends on how long it takes.
///
/// Copies share the learner until one of them changes it. The two locks only have the compiler check what this order
/// ensures anyway: no thread ever waits for one, but for two copies that are read at the same time.
@dynamicMemberLookup
struct OverlappedLearner: Sendable {
  private let task: EncodedTask
  private var shared: Shared
  /// Held by the copies that share, and by no round: whether it is held once does not depend on timing.
  private var owner = Owner()
  /// True if a round was started, and the learner not changed since; the round itself may be done.
  private var isBusy = false

  private final class Owner: Sendable {}

  private final class Shared: Sendable {
    let learner: Mutex<DQNLearner>
    let inbox = Mutex(LearningInbox())
    let thread = DispatchQueue(label: "palaestra.learning")

    init(_ learner: DQNLearner) { self.learner = Mutex(learner) }

    /// Waits for the round under way, and hands over what was observed meanwhile.
    func settle() {
      thread.sync {}
      inbox.withLock { inbox in learner.withLock { inbox.empty(into: &$0) } }
    }
  }

  init(_ learner: DQNLearner) {
    task = learner.task
    shared = Shared(learner)
  }

  /// Reads or changes a part of the learner.
  subscript<Part: Sendable>(dynamicMember part: WritableKeyPath<DQNLearner, Part>) -> Part {
    get { read { $0[keyPath: part] } }
    set { change { $0[keyPath: part] = newValue } }
  }

  /// Reads what follows from the learner.
  subscript<Part: Sendable>(dynamicMember part: KeyPath<DQNLearner, Part>) -> Part { read { $0[keyPath: part] } }

  /// Lends the learner.
  func read<Result: Sendable>(_ body: (DQNLearner) -> Result) -> Result {
    if isBusy { shared.settle() }
    return shared.learner.withLock { body($0) }
  }

  /// Lends the learner to be changed.
  mutating func change<Result: Sendable, Failure: Error>(
    _ body: (inout DQNLearner) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if isBusy { shared.settle() }
    isBusy = false
    makeUnique()
    return try shared.learner.withLock { learner throws(Failure) in try body(&learner) }
  }

  /// Hands over a step, and lets the target network follow after it; waits for nothing.
  mutating func observe(_ transitions: borrowing Transitions, movingTarget: Bool) {
    makeUnique()
    guard !isBusy else {
      return shared.inbox.withLock { $0.append(transitions, movingTarget: movingTarget, in: task) }
    }
    shared.learner.withLock { learner in
      learner.observe(transitions)
      if movingTarget { learner.moveTarget() }
    }
  }

  /// Starts to learn from some batches on the second thread, once the round before is done.
  mutating func startRound(ofBatches count: Int, at progress: Double) {
    change { _ in }
    isBusy = true
    shared.thread.async { [shared] in
      shared.learner.withLock { $0.learn(fromBatches: count, at: progress) }
    }
  }

  private mutating func makeUnique() {
    guard !isKnownUniquelyReferenced(&owner) else { return }
    (shared, owner, isBusy) = (Shared(read { $0 }), Owner(), false)
  }
}
