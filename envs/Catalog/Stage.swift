import Raster
import Simulation

/// One environment to be watched, played or stepped by hand.
///
/// Unlike a batch it does not start the next episode by itself, so that the last frame of an episode can be seen. It
/// has an identity, so that it can own an environment that cannot be copied.
public protocol Stage<Observation, Action>: AnyObject, Drawable {
  /// The type of each observed number.
  associatedtype Observation: SpaceScalar
  /// The type of each number of an action.
  associatedtype Action: SpaceScalar

  /// The space of observations.
  var observationSpace: any Space<Observation> { get }
  /// The space of actions.
  var actionSpace: any Space<Action> { get }

  /// Starts an episode and returns its first observation.
  func reset(seed: UInt64?) -> [Observation]

  /// Advances by one step.
  func step(_ action: [Action]) -> Step<[Observation]>

  /// The episode's ending, in the task's own words; `nil` while it goes on.
  var ending: EpisodeEnding? { get }

  /// Draws the frame as a player needs to see it before the first move.
  func drawForPlayer(on canvas: inout Canvas)

  /// Puts the environment into the state that an observation tells of, to be drawn and not to go on from there.
  ///
  /// - Parameters:
  ///   - observation: What is to be observed.
  ///   - action: The action that has led to it, if one has.
  /// - Returns: Whether it can be done; the environment is as it was if not. See ``Posable``.
  func pose(as observation: [Observation], after action: [Action]?) -> Bool
}

/// An environment of the catalogue with its time limit, on stage.
final class LimitedStage<Task: Environment & Watchable & ~Copyable>: Stage {
  private var environment: TimeLimit<Task>
  private let posing: Posing<Task>?
  private var status = EpisodeStatus.running

  init(_ environment: consuming TimeLimit<Task>, posing: Posing<Task>?) {
    self.environment = environment
    self.posing = posing
  }

  var observationSpace: any Space<Task.ObservationSpace.Scalar> { environment.observationSpace }
  var actionSpace: any Space<Task.ActionSpace.Scalar> { environment.actionSpace }
  var frameSize: Size { environment.base.frameSize }

  var ending: EpisodeEnding? { environment.base.ending(after: status) }

  func draw(on canvas: inout Canvas) { environment.base.draw(on: &canvas) }

  func drawForPlayer(on canvas: inout Canvas) { environment.base.drawForPlayer(on: &canvas) }

  func reset(seed: UInt64?) -> [Task.ObservationSpace.Scalar] {
    status = .running
    return environment.reset(seed: seed)
  }

  func step(_ action: [Task.ActionSpace.Scalar]) -> Step<[Task.ObservationSpace.Scalar]> {
    let step = environment.step(action)
    status = step.status
    return step
  }

  func pose(
    as observation: [Task.ObservationSpace.Scalar], after action: [Task.ActionSpace.Scalar]?
  ) -> Bool {
    guard let posing else { return false }
    posing.pose(&environment.base, observation, action)
    return true
  }
}

extension LevelChoice: Watchable where Base: Watchable & ~Copyable {
  /// The ending of the environment inside.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? { base.ending(after: status) }

  /// Draws the environment inside.
  public func drawForPlayer(on canvas: inout Canvas) { base.drawForPlayer(on: &canvas) }
}

extension LevelChoice: Drawable where Base: Drawable & ~Copyable {
  /// The frame size of the environment inside.
  public var frameSize: Size { base.frameSize }

  /// Draws the environment inside.
  public func draw(on canvas: inout Canvas) { base.draw(on: &canvas) }
}
