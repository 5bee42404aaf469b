import Simulation
import Training

/// Hands a replay the newest frame of each stack; the replay stacks them again when they are drawn.
///
/// A stack of four frames would otherwise be kept four times over.
struct NewestFrames<Features: FeatureEncoder>: Sendable {
  private let stackSize: Int
  private let frameSize: Int
  private var observations: [Features.Scalar]
  private var outcome: StepBatch<Features.Scalar>

  init(_ features: Features, environmentCount: Int) {
    stackSize = features.observationSize
    frameSize = stackSize / features.frames
    outcome = StepBatch(count: environmentCount, observationSize: frameSize)
    observations = outcome.observations
  }

  mutating func append(
    _ transitions: borrowing Transitions<Features.Scalar, Int>, to replay: inout ReplayBuffer<Features.Scalar, Int>
  ) {
    copyNewest(of: transitions.observations, into: &observations)
    copyNewest(of: transitions.outcome.observations, into: &outcome.observations)
    copyNewest(of: transitions.outcome.finalObservations, into: &outcome.finalObservations)
    outcome.rewards = transitions.outcome.rewards
    outcome.statuses = transitions.outcome.statuses
    replay.append(observations: observations, actions: transitions.actions, outcome: outcome)
  }

  private func copyNewest(of stacks: [Features.Scalar], into frames: inout [Features.Scalar]) {
    for row in 0..<outcome.count {
      let start = (row + 1) * stackSize - frameSize
      for index in 0..<frameSize { frames[row * frameSize + index] = stacks[start + index] }
    }
  }
}
