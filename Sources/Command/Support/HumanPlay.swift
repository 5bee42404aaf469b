import Demonstrations
import Environments
import Foundation
import Raster
import Simulation
import Viewer

/// Keeps the episodes that a person has chosen to keep.
protocol EpisodeKeeper {
  /// Returns a seed with which no episode was recorded yet, another one at each call.
  mutating func takeSeed() -> UInt64

  /// Keeps an episode: when it returns, no crash can lose it.
  mutating func keep(_ episode: Episode) throws

  /// The number of episodes, those kept earlier included.
  var episodeCount: Int { get }
}

/// A person plays in a window; what they play can be recorded.
struct HumanPlay {
  let entry: CatalogEntry
  let task: ConfiguredTask
  let window: WindowOptions
  let seed: UInt64
  /// The player who holds the other seats of a game, if it is not the game's own.
  var opponent: (any Player)?

  /// Lets the person play until the window is closed.
  func open() throws {
    try open(makeStage(), session: PlainSession())
  }

  /// Lets the person play until the window is closed, or as many episodes are kept as were asked for.
  ///
  /// - Parameters:
  ///   - keeper: The keeper of the episodes.
  ///   - goal: The number of episodes to keep; `nil` for as many as the person likes.
  ///   - minimumReturn: Episodes with a smaller return are not kept.
  /// - Returns: The recording, with its counts.
  func record(
    with keeper: any EpisodeKeeper, goal: Int? = nil, minimumReturn: Double = -.infinity
  ) throws -> HumanRecording {
    try open(makeStage(), session: HumanRecording(keeper, goal: goal, minimumReturn: minimumReturn))
  }

  private func makeStage() -> any Stage {
    opponent.flatMap { task.makeStage(against: $0) } ?? task.makeStage()
  }

  @discardableResult
  private func open<Session: PlaySession>(_ stage: any Stage, session: Session) throws -> Session {
    guard !task.keys.isEmpty else { throw noKeys }
    do {
      return try play(stage, session)
    } catch WindowError.noDisplay(let message) {
      throw Failure("There is no display to open a window on (SDL: \(message)); set DISPLAY to play.")
    }
  }

  private var noKeys: WrongUse {
    let id = entry.id
    guard task.changesActions else { return WrongUse("\(id) has no keys to play it with.") }
    return WrongUse(
      "No keys tell actions of \(task.actionSpace); leave \(task.wrappers.options) away to play \(id).")
  }

  private func play<Session: PlaySession>(_ stage: any Stage, _ session: Session) throws -> Session {
    var session = session
    var player = KeyPlayer(task.keys, stepsPerSecond: entry.framesPerSecond(behind: task.wrappers))
    var performance = Performance(
      stage, task.randomPolicy(), title: entry.id, policyName: "you", seed: seed)
    session.begin(&performance)
    let interrupt = Interrupt()
    var hasBegun = false
    var loop = try loop(stage, takesTurns: player.takesTurns, Session.keys)
    loop.overlay = session.overlay(performance)
    try loop.run(isInterrupted: { interrupt.isNoticed }) { tick in
      let beginsAnew = try session.decide(tick, &performance)
      if beginsAnew { player.begin() }
      if !beginsAnew, !performance.status.isFinished, !session.isWaiting(tick) {
        for action in player.actions(in: tick) where !performance.status.isFinished {
          performance.step(action)
        }
      }
      hasBegun = hasBegun || performance.stepCount > 0 || player.takesTurns
      tick.overlay = session.overlay(performance)
      if !hasBegun { tick.overlay.notice = "Press a key to begin" }
      tick.draw(PlayerView(stage: performance.stage))
      if session.isOver { tick.close() }
    }
    try session.end(&performance)
    return session
  }

  private func loop(_ stage: any Stage, takesTurns: Bool, _ keys: [PlayKey]) throws -> WindowLoop {
    var loop = WindowLoop(
      title: entry.id, frameSize: stage.frameSize,
      framesPerSecond: window.framesPerSecond(of: entry, task.wrappers), zoom: window.zoom, fonts: try .bundled(),
      playKeys: task.keys.keys.map { PlayKey(Key(catalogName: $0.name), $0.meaning) } + keys)
    (loop.startsPaused, loop.hasPace) = (!takesTurns, !takesTurns)
    return loop
  }
}

/// The view of a task for the person who plays.
private struct PlayerView: Drawable {
  let stage: any Stage

  var frameSize: Size { stage.frameSize }

  func draw(on canvas: inout Canvas) { stage.drawForPlayer(on: &canvas) }
}

/// A session of play: the decisions between the episodes of a person.
protocol PlaySession {
  /// The keys beside those that play.
  static var keys: [PlayKey] { get }

  /// True once the window is to be closed.
  var isOver: Bool { get }

  /// Starts the first episode.
  mutating func begin(_ performance: inout Performance)

  /// Starts the next episode if its time has come.
  ///
  /// - Returns: True if it did.
  mutating func decide(
    _ tick: ViewerTick, _ performance: inout Performance
  ) throws -> Bool

  /// Returns true while the episode stands still until the person plays.
  mutating func isWaiting(_ tick: ViewerTick) -> Bool

  /// Returns the overlay around the frame.
  func overlay(_ performance: Performance) -> OverlayContent

  /// Ends the session after the window was closed.
  mutating func end(_ performance: inout Performance) throws
}

/// One episode after the other, and nothing is kept.
private struct PlainSession: PlaySession {
  static var keys: [PlayKey] { [] }
  var isOver: Bool { false }

  func begin(_ performance: inout Performance) {}

  /// Enter starts the next episode; the keys that play may still be held when one ends.
  func decide(
    _ tick: ViewerTick, _ performance: inout Performance
  ) -> Bool {
    let beginsAnew = performance.status.isFinished && tick.presses.contains(.enter)
    if tick.isRestartRequested || beginsAnew { performance.restart() }
    return beginsAnew
  }

  func isWaiting(_ tick: ViewerTick) -> Bool { false }

  func overlay(_ performance: Performance) -> OverlayContent {
    var overlay = performance.overlay
    if performance.status.isFinished { overlay.notice += " · Enter plays again" }
    return overlay
  }

  func end(_ performance: inout Performance) {}
}

extension KeyPlayer {
  /// The actions of a tick.
  fileprivate mutating func actions(in tick: ViewerTick) -> [[Double]] {
    actions(
      forSteps: tick.stepCount, holding: Set(tick.keys.map(\.catalogName)), presses: tick.presses.map(\.catalogName)
    )
  }
}

extension Key {
  /// The keys that the catalogue names by a word.
  private static let words: [(name: String, key: Key)] = [
    ("left", .left), ("right", .right), ("up", .up), ("down", .down), ("space", .space),
  ]

  /// The key of a name in the catalogue.
  fileprivate init(catalogName name: String) {
    self = Self.words.first { $0.name == name }?.key ?? .character(name.first ?? " ")
  }

  /// The key's name in the catalogue.
  fileprivate var catalogName: String {
    if case .character(let character) = self { return String(character) }
    return Self.words.first { $0.key == self }?.name ?? name
  }
}
