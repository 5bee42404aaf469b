import Raster
import Simulation

/// A task that can be watched and played: it draws itself, and says in words how an episode ended.
public protocol Watchable: Drawable, ~Copyable {
  /// The episode's ending, in the task's own words; `nil` while it goes on.
  ///
  /// By default an episode that was cut off is out of time, and one that terminated is over.
  ///
  /// - Parameter status: The status of the last step.
  func ending(after status: EpisodeStatus) -> EpisodeEnding?

  /// Draws the frame as a player needs to see it before the first move; by default as it always is.
  ///
  /// Recordings, observations and those who only watch have `Drawable.draw(on:)`.
  func drawForPlayer(on canvas: inout Canvas)
}

extension Watchable where Self: ~Copyable {
  /// The outcome: out of time, or over.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? { .plain(status) }

  /// Draws the frame as it always is.
  public func drawForPlayer(on canvas: inout Canvas) { draw(on: &canvas) }
}

/// The pictures of a task, as a value: how it draws itself, and how it says that an episode ended.
public struct Drawing<Task: Environment & ~Copyable>: Sendable {
  let frameSize: @Sendable (borrowing Task) -> Size
  let draw: @Sendable (borrowing Task, inout Canvas) -> Void
  let drawForPlayer: @Sendable (borrowing Task, inout Canvas) -> Void
  let ending: @Sendable (borrowing Task, EpisodeStatus) -> EpisodeEnding?
}

extension Drawing where Task: ~Copyable {
  /// The pictures of an environment whose parameters are drawn: those of the one inside.
  @usableFromInline
  init<Inside: ConfigurableEnvironment & ~Copyable>(inside drawing: Drawing<Inside>) where Task == Varied<Inside> {
    self.init(
      frameSize: { drawing.frameSize($0.base) }, draw: { drawing.draw($0.base, &$1) },
      drawForPlayer: { drawing.drawForPlayer($0.base, &$1) }, ending: { drawing.ending($0.base, $1) })
  }
}

extension Drawing where Task: Watchable & ~Copyable {
  /// The task's own pictures and words.
  public static var own: Drawing {
    Drawing(
      frameSize: { $0.frameSize }, draw: { $0.draw(on: &$1) }, drawForPlayer: { $0.drawForPlayer(on: &$1) },
      ending: { $0.ending(after: $1) })
  }
}

/// The ending of an episode: its outcome in words, and a verdict.
public struct EpisodeEnding: Hashable, Sendable {
  /// The verdict on an outcome.
  public enum Verdict: Hashable, Sendable {
    /// Success: the task was done.
    case success
    /// Failure: the task was not done.
    case failure
    /// Neither success nor failure.
    case neutral
  }

  /// The outcome, in a few words that start with a capital letter.
  public let words: String
  /// The verdict on the outcome.
  public let verdict: Verdict

  /// An ending.
  public init(_ words: String, _ verdict: Verdict) {
    self.words = words
    self.verdict = verdict
  }

  /// The ending that the status alone tells of; `nil` while the episode goes on.
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
