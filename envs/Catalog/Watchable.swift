import Raster
import Simulation

/// A task that can be watched and played: it draws itself, and says in words how an episode ended.
public protocol Watchable: Drawable, ~Copyable {
  /// How the episode ended, in the task's own words; `nil` while it goes on.
  ///
  /// By default an episode that was cut off is out of time, and one that terminated is over.
  ///
  /// - Parameter status: The status of the last step.
  func ending(after status: EpisodeStatus) -> EpisodeEnding?

  /// Draws the frame as a player needs to see it before the first move; by default as it always is.
  ///
  /// Recordings, observations and those who only watch have ``Raster/Drawable/draw(on:)``.
  func drawForPlayer(on canvas: inout Canvas)
}

extension Watchable where Self: ~Copyable {
  /// Out of time, or over.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? { .plain(status) }

  /// Draws the frame as it always is.
  public func drawForPlayer(on canvas: inout Canvas) { draw(on: &canvas) }
}

/// How an episode ended.
public struct EpisodeEnding: Hashable, Sendable {
  /// How good an ending is.
  public enum Verdict: Hashable, Sendable {
    /// The task was done.
    case success
    /// The task was failed.
    case failure
    /// Neither.
    case neutral
  }

  /// What happened, in a few words that start with a capital letter.
  public let words: String
  /// How good it is.
  public let verdict: Verdict

  /// An ending.
  public init(_ words: String, _ verdict: Verdict) {
    self.words = words
    self.verdict = verdict
  }

  /// What the status alone tells of an ending; `nil` while the episode goes on.
  public static func plain(_ status: EpisodeStatus) -> EpisodeEnding? {
    switch status {
    case .running: nil
    case .terminated: EpisodeEnding("Over", .neutral)
    case .truncated: EpisodeEnding("Out of time", .neutral)
    }
  }
}

extension Watchable where Self: ~Copyable {
  /// The ending that a status tells of, with the task's words where it terminated.
  func ending(_ status: EpisodeStatus, terminated ending: EpisodeEnding) -> EpisodeEnding? {
    status == .terminated ? ending : .plain(status)
  }
}
