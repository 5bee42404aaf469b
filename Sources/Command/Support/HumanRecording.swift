import Raster
import Simulation
import Viewer

/// Episodes that a person keeps or discards, each after seeing its return.
///
/// The next episode stands still until the person plays. Only Enter keeps one: what is not decided on when the window is
/// closed is discarded.
struct HumanRecording: PlaySession {
  static let keys = [PlayKey(.enter, "keep"), PlayKey(.backspace, "discard")]

  /// The number of episodes kept.
  private(set) var keptCount = 0
  /// The number of episodes discarded, by the person or for their return.
  private(set) var discardedCount = 0
  private(set) var isWaiting = true
  private var keeper: any EpisodeKeeper
  private let goal: Int?
  private let minimumReturn: Double

  init(_ keeper: any EpisodeKeeper, goal: Int?, minimumReturn: Double) {
    self.keeper = keeper
    self.goal = goal
    self.minimumReturn = minimumReturn
  }

  var isOver: Bool { goal.map { keptCount >= $0 } ?? false }

  mutating func begin(_ performance: inout Performance) {
    performance.restart(seed: keeper.takeSeed(), isRecorded: true)
    isWaiting = true
  }

  mutating func decide(
    _ tick: ViewerTick, _ performance: inout Performance
  ) throws -> Bool {
    var hasBegun = false
    if performance.status.isFinished {
      let isTooBad = performance.episodeReturn < minimumReturn
      guard let place = tick.presses.firstIndex(where: Self.isAnswer) else { return false }
      let answer = tick.presses[place]
      hasBegun = tick.presses[place...].contains { !Self.isAnswer($0) }
      if answer == .enter, !isTooBad { try keep(performance) } else { discardedCount += 1 }
    } else {
      guard tick.isRestartRequested else { return false }
      discardedCount += performance.stepCount > 0 ? 1 : 0
    }
    if !isOver { begin(&performance) }
    if hasBegun { isWaiting = false }
    return true
  }

  private static func isAnswer(_ key: Key) -> Bool { key == .enter || key == .backspace }

  mutating func isWaiting(_ tick: ViewerTick) -> Bool {
    if tick.keys.contains(where: { !Self.isAnswer($0) }) { isWaiting = false }
    return isWaiting
  }

  func overlay(_ performance: Performance) -> OverlayContent {
    var overlay = performance.overlay
    overlay.recordedEpisodes = keeper.episodeCount
    overlay.notice = notice(performance)
    return overlay
  }

  private func notice(_ performance: Performance) -> String {
    if isOver { return "" }
    guard performance.status.isFinished else { return isWaiting ? "Press a key to begin" : "" }
    let ending = performance.overlay.notice
    return performance.episodeReturn < minimumReturn
      ? "\(ending) · too little to keep, Enter goes on" : "\(ending) · Enter keeps it, Backspace discards it"
  }

  mutating func end(_ performance: inout Performance) throws {
    if !isOver, performance.status.isFinished { discardedCount += 1 }
  }

  private mutating func keep(_ performance: Performance) throws {
    guard let episode = performance.episode else { return }
    try keeper.keep(episode)
    keptCount += 1
  }
}
