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

  /// Copies the environment as it stands, for those who look ahead; `nil` if it cannot be copied.
  func copied() -> RowEnvironment?

  /// The numbers that were drawn for the episode, by name; none if no parameter varies.
  var drawnParameters: [String: Double] { get }

  /// The episode's ending, in the task's own words; `nil` while it goes on.
  var ending: EpisodeEnding? { get }

  /// Draws the frame as a player needs to see it before the first move.
  func drawForPlayer(on canvas: inout Canvas)

  /// Puts the environment into the state that an observation tells of, to be drawn and not to go on from there.
  ///
  /// - Parameters:
  ///   - observation: What is to be observed.
  ///   - action: The action that has led to it, if one has.
  /// - Returns: True if it has been done; otherwise the environment is as it was. See ``Posable``.
  func pose(as observation: RowBuffer, after action: RowBuffer?) -> Bool
}
