import Simulation

/// The last few frames of each environment in a batch, oldest first, to act on.
///
/// They are the stacks that a ``ReplayBuffer`` with the same depth puts together for learning: before the first frame
/// of an episode that frame is repeated, as by Gymnasium's `FrameStackObservation` with `padding_type="reset"`.
///
/// ```swift
/// stacker.push(observations)                               // in act(on:into:using:), which then uses stacker.stacks
/// stacker.endEpisodes(transitions.outcome.statuses)        // in observe(_:using:)
/// ```
public struct FrameStacker<Scalar: SpaceScalar>: Sendable {
  /// How many frames a stack has.
  public let depth: Int
  /// How many numbers a frame has.
  public let frameSize: Int
  /// The stacks, one row per environment: `depth` × `frameSize` numbers.
  public private(set) var stacks: [Scalar]
  /// Whether an environment's next frame is the first of an episode.
  private var isBeginning: [Bool]

  /// Makes empty stacks.
  ///
  /// - Parameters:
  ///   - depth: How many frames a stack has.
  ///   - frameSize: How many numbers a frame has.
  ///   - environmentCount: How many environments there are.
  public init(depth: Int, frameSize: Int, environmentCount: Int) {
    precondition(
      depth > 0 && frameSize > 0 && environmentCount > 0,
      "stacks need a frame, a number in it and an environment, not \(depth), \(frameSize) and \(environmentCount)")
    self.depth = depth
    self.frameSize = frameSize
    stacks = [Scalar](repeating: .zero, count: environmentCount * depth * frameSize)
    isBeginning = [Bool](repeating: true, count: environmentCount)
  }

  /// Adds the newest frame of every environment.
  public mutating func push(_ frames: Span<Scalar>) {
    precondition(
      frames.count == isBeginning.count * frameSize,
      "\(isBeginning.count) environments with frames of \(frameSize) numbers do not show \(frames.count)")
    for environment in isBeginning.indices {
      let frame = environment * frameSize..<(environment + 1) * frameSize
      let (start, newest) = (frame.lowerBound * depth, frame.upperBound * depth - frameSize)
      if isBeginning[environment] {
        for place in stride(from: start, to: newest, by: frameSize) {
          stacks.overwrite(with: frames, frame, at: place)
        }
      } else {
        stacks.move(start + frameSize..<newest + frameSize, to: start)
      }
      stacks.overwrite(with: frames, frame, at: newest)
      isBeginning[environment] = false
    }
  }

  /// Lets stacks start anew where an episode has ended.
  public mutating func endEpisodes(_ statuses: [EpisodeStatus]) {
    precondition(
      statuses.count == isBeginning.count,
      "\(isBeginning.count) environments do not have \(statuses.count) statuses")
    for environment in statuses.indices where statuses[environment].isFinished { isBeginning[environment] = true }
  }

  /// Lets all stacks start anew, as before the environments are reset.
  public mutating func endEpisodes() {
    for environment in isBeginning.indices { isBeginning[environment] = true }
  }
}
