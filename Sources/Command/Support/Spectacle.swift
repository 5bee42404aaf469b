import Raster
import Simulation

/// A spectacle that `watch` shows, step by step.
protocol Spectacle: Drawable {
  /// The status of the episode.
  var status: EpisodeStatus { get }
  /// The overlay around the frame.
  var overlay: OverlayContent { get }
  /// The part of the frame that holds title and numbers; `nil` where a strip above the frame does.
  var panelArea: Rectangle? { get }

  /// Takes a step.
  mutating func step()

  /// Starts an episode.
  ///
  /// - Parameter seed: The seed; `nil` goes on to an episode that was not seen yet.
  mutating func restart(seed: UInt64?)
}
