import Simulation
import Training

/// One step as a replay takes it in: the newest frame of each stack; the replay stacks them again when they are drawn.
///
/// A stack of four frames would otherwise be kept four times over.
struct NewestFrames<Features: FeatureEncoder>: Sendable {
  private let stackSize: Int
  private let frameSize: Int
  private var observations: [Features.Scalar]
  private var actions: [Int]
  private var outcome: StepBatch<Features.Scalar>

  init(_ features: Features, environmentCount: Int) {
    stackSize = features.observationSize
    frameSize = stackSize / features.frames
    outcome = StepBatch(count: environmentCount, observationSize: frameSize)
    observations = outcome.observations
    actions = Array(repeating: 0, count: environmentCount)
  }

  /// Takes over a step, number by number: arrays that were shared would be copied, and allocated, with the next step.
  mutating func copy(_ transitions: borrowing Transitions<Features.Scalar, Int>) {
    let (stackSize, frameSize) = (stackSize, frameSize)
    observations.putNewest(frameSize, ofEach: stackSize, in: transitions.observations)
    outcome.observations.putNewest(frameSize, ofEach: stackSize, in: transitions.outcome.observations)
    outcome.finalObservations.putNewest(frameSize, ofEach: stackSize, in: transitions.outcome.finalObservations)
    actions.put(transitions.actions, at: 0)
    outcome.rewards.put(transitions.outcome.rewards, at: 0)
    for row in 0..<outcome.count { outcome.statuses[row] = transitions.outcome.statuses[row] }
  }

  /// Adds the step to a replay.
  func append(to replay: inout ReplayBuffer<Features.Scalar, Int>) {
    replay.append(observations: observations, actions: actions, outcome: outcome)
  }
}

extension Array where Element: BitwiseCopyable {
  /// Copies the last numbers of every stack.
  fileprivate mutating func putNewest(_ frameSize: Int, ofEach stackSize: Int, in stacks: [Element]) {
    for row in 0..<stacks.count / stackSize {
      let end = (row + 1) * stackSize
      put(stacks, end - frameSize..<end, at: row * frameSize)
    }
  }
}
