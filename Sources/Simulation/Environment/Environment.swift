/// A task that an agent acts in: it is reset to start an episode and stepped until the episode ends.
///
/// The caller owns the memory: observations are written into rows that it hands over, so that a step allocates
/// nothing and a batch is one array. The semantics are those of Gymnasium 1.4's `Env`, with two differences that
/// the types make plain: an episode's end is one ``EpisodeStatus`` (terminated is not truncated), and the time
/// limit is not the environment's but a ``TimeLimit`` around it.
///
/// ```swift
/// var environment = TimeLimit(CartPole(), steps: 500)
/// var observation = environment.reset(seed: 42)
/// while true {
///   let step = environment.step(observation[2] > 0 ? 1 : 0)
///   observation = step.observation
///   if step.status.isFinished { break }
/// }
/// ```
///
/// A copyable environment is its own snapshot: `let saved = environment`.
public protocol Environment: ~Copyable, SendableMetatype {
  /// The space that every observation is an element of.
  associatedtype ObservationSpace: Space
  /// The space that every action must be an element of.
  associatedtype ActionSpace: Space

  /// The space that every observation is an element of.
  var observationSpace: ObservationSpace { get }

  /// The space that every action must be an element of.
  var actionSpace: ActionSpace { get }

  /// Starts an episode.
  ///
  /// - Parameters:
  ///   - seed: Starts a new random stream, the one that Gymnasium's `reset(seed=)` starts; `nil` continues the
  ///     current stream. An environment that was never seeded continues the stream of seed 0.
  ///   - observation: Receives the first observation; as many scalars as `observationSpace` has.
  mutating func reset(seed: UInt64?, into observation: inout MutableSpan<ObservationSpace.Scalar>)

  /// Advances the episode by one step.
  ///
  /// Calling it on a finished episode, or with an action outside `actionSpace`, is a programming error;
  /// ``Checked`` catches both.
  ///
  /// - Parameters:
  ///   - action: The action; as many scalars as `actionSpace` has.
  ///   - observation: Receives what is observed after the step, also when the episode ends with it.
  /// - Returns: The reward, and whether the episode goes on.
  mutating func step(
    _ action: Span<ActionSpace.Scalar>, into observation: inout MutableSpan<ObservationSpace.Scalar>
  ) -> StepResult
}

/// An environment whose random stream can be read and set.
///
/// Wrappers that draw use the environment's own stream, as Gymnasium's do, and a checkpoint can hold it.
public protocol RandomizedEnvironment: Environment, ~Copyable {
  /// The stream that resets and steps draw from.
  var generator: RandomGenerator { get set }
}

/// What a step gives besides the observation.
public struct StepResult: Equatable, Sendable {
  /// The reward of the step.
  public var reward: Double
  /// Whether the episode goes on, and if not, why.
  public var status: EpisodeStatus

  /// Makes a result.
  @inlinable
  public init(reward: Double, status: EpisodeStatus) {
    self.reward = reward
    self.status = status
  }

  /// The episode goes on.
  @inlinable
  public static func running(reward: Double) -> StepResult { StepResult(reward: reward, status: .running) }

  /// The episode ended in a terminal state.
  @inlinable
  public static func terminated(reward: Double) -> StepResult {
    StepResult(reward: reward, status: .terminated)
  }

  /// The episode was cut off, though the task would have gone on.
  @inlinable
  public static func truncated(reward: Double) -> StepResult {
    StepResult(reward: reward, status: .truncated)
  }
}

/// Whether an episode goes on, and if not, why.
public enum EpisodeStatus: UInt8, Sendable, Codable {
  /// The episode goes on.
  case running
  /// The episode ended in a terminal state: nothing follows, so the value of what follows is zero.
  case terminated
  /// The episode was cut off, by a time limit say: the value of the state it stopped in is not zero.
  case truncated

  /// Whether the episode is over.
  @inlinable
  public var isFinished: Bool { self != .running }

  /// The factor on the next state's value: 0 after termination, 1 otherwise.
  ///
  /// A learner needs one rule, `reward + discount * status.continuation * nextValue`, and cannot mistake a
  /// time limit for a failure.
  @inlinable
  public var continuation: Double { self == .terminated ? 0 : 1 }
}
