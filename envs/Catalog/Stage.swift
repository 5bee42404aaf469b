import Raster
import Simulation

/// One environment to be watched, played or stepped by hand.
///
/// Unlike a batch it does not start the next episode by itself, so that the last frame of an episode can be seen. It
/// has an identity, so that it can own an environment that cannot be copied.
public protocol Stage: AnyObject, Drawable {
  /// The spaces and row layouts.
  var specification: TaskSpecification { get }

  /// Starts an episode.
  ///
  /// - Parameters:
  ///   - seed: The seed; `nil` goes on with the random stream.
  ///   - observation: One row, which receives the first observation.
  func reset(seed: UInt64?, into observation: inout RowBuffer)

  /// Advances by one step.
  ///
  /// - Parameters:
  ///   - action: One row.
  ///   - observation: One row, which receives the observation.
  func step(_ action: RowBuffer, into observation: inout RowBuffer) -> StepResult

  /// Writes the values of each category that the next action may have.
  ///
  /// - Parameter masks: One row; called only if the specification's `maskSize` is not 0.
  func writeActionMask(into masks: inout RowBuffer)

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
  func pose(as observation: RowBuffer, after action: RowBuffer?) -> Bool
}

/// An environment of the catalogue with its time limit, on stage.
final class LimitedStage<Task: Environment & Watchable & ~Copyable>: Stage {
  let specification: TaskSpecification
  private var environment: TimeLimit<Task>
  private let posing: Posing<Task>?
  private var status = EpisodeStatus.running

  init(_ environment: consuming TimeLimit<Task>, posing: Posing<Task>?) {
    specification = TaskSpecification(
      observationSpace: environment.observationSpace.descriptor, actionSpace: environment.actionSpace.descriptor,
      maskSize: environment.masksActions ? environment.actionSpace.flattenedCount : 0)
    self.environment = environment
    self.posing = posing
  }

  var frameSize: Size { environment.base.frameSize }

  var ending: EpisodeEnding? { environment.base.ending(after: status) }

  func draw(on canvas: inout Canvas) { environment.base.draw(on: &canvas) }

  func drawForPlayer(on canvas: inout Canvas) { environment.base.drawForPlayer(on: &canvas) }

  func reset(seed: UInt64?, into observation: inout RowBuffer) {
    status = .running
    var row = observation.mutableRow(0, as: Task.ObservationSpace.Scalar.self)
    environment.reset(seed: seed, into: &row)
  }

  func step(_ action: RowBuffer, into observation: inout RowBuffer) -> StepResult {
    var row = observation.mutableRow(0, as: Task.ObservationSpace.Scalar.self)
    let result = environment.step(action.row(0), into: &row)
    status = result.status
    return result
  }

  func writeActionMask(into masks: inout RowBuffer) {
    var mask = masks.mutableRow(0, as: Bool.self)
    environment.writeActionMask(into: &mask)
  }

  func pose(as observation: RowBuffer, after action: RowBuffer?) -> Bool {
    guard let posing else { return false }
    posing.pose(&environment.base, observation.array(), action?.array())
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
