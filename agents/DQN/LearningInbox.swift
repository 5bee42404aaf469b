import Training

/// The steps that an agent observes while its learner is busy, in order.
struct LearningInbox: Sendable {
  // Steps stay when they were taken in: their memory is used again.
  private var steps: [NewestFrames] = []
  private var count = 0
  private var targetMoves = 0

  /// Adds a step, and whether the target network is to follow after it.
  mutating func append(
    _ transitions: borrowing Transitions, movingTarget: Bool, in task: EncodedTask
  ) {
    if count == steps.count { steps.append(NewestFrames(of: task, environmentCount: transitions.count)) }
    steps[count].copy(transitions)
    count += 1
    if movingTarget { targetMoves += 1 }
  }

  /// Hands everything to the learner, and is empty.
  ///
  /// Between two rounds the online network stands still, so that the target network may follow it late.
  mutating func empty(into learner: inout DQNLearner) {
    for index in 0..<count { steps[index].append(to: &learner.replay) }
    for _ in 0..<targetMoves { learner.moveTarget() }
    (count, targetMoves) = (0, 0)
  }
}
