import ArgumentParser
import Environments
import Foundation
import Raster
import Simulation
import Viewer

/// Lets a person play.
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Plays an environment with the keyboard; the keys are shown on screen.")

  @OptionGroup var environment: EnvironmentOptions
  @OptionGroup var display: DisplayOptions

  func run() throws {
    do {
      try play()
    } catch WindowError.noDisplay(let message) {
      throw Failure("There is no display to open a window on (SDL: \(message)); set DISPLAY to play.")
    }
  }

  private func play() throws {
    let entry = try environment.entry()
    let task = try entry.task(try environment.overrides())
    try play(task.makeStage(), with: task.keys, entry)
  }

  private func play<OnStage: Stage>(_ stage: OnStage, with keys: KeyMap, _ entry: CatalogEntry) throws {
    let keyboard = Keyboard<OnStage.Action>(keys)
    var loop = WindowLoop(
      title: entry.specification.id, frameSize: stage.frameSize,
      framesPerSecond: display.framesPerSecond(of: entry), zoom: display.zoom, fonts: try .bundled(),
      playKeys: keyboard.playKeys)
    loop.startsPaused = !keyboard.takesTurns
    var performance = Performance(
      stage, RandomPolicy(stage.actionSpace), title: entry.specification.id, policyName: "you", seed: display.seed)
    var player = keyboard
    let interrupt = Interrupt()
    try loop.run(isInterrupted: { interrupt.isNoticed }) { tick in
      if tick.isRestartRequested { performance.restart() }
      if performance.status.isFinished {
        // The key that follows the end of an episode starts the next one.
        if !tick.presses.isEmpty { performance.restart() }
      } else {
        for action in player.actions(in: tick) where !performance.status.isFinished { performance.step(action) }
      }
      tick.canvas.draw(performance.stage)
      tick.overlay = performance.overlay
    }
  }
}

/// Turns keys into actions.
private struct Keyboard<Action: SpaceScalar> {
  private let map: KeyMap
  private var last: [Double]
  /// Keys that were pressed since the last step, so that a tap between two steps counts.
  private var tapped: Set<Key> = []

  init(_ map: KeyMap) {
    self.map = map
    last = map.bindings[0].action
  }

  /// Whether the game waits for every move.
  var takesTurns: Bool { map.idle == .waits }

  var playKeys: [PlayKey] { map.bindings.map { PlayKey(Key(named: $0.key), $0.meaning) } }

  /// The actions of a tick: one per key press where the game takes turns, else one per step that is due.
  mutating func actions(in tick: ViewerTick) -> [[Action]] {
    if takesTurns {
      return tick.presses.compactMap { key in map.bindings.first { Key(named: $0.key) == key } }
        .map { $0.action.map { Action($0) } }
    }
    tapped.formUnion(tick.presses)
    guard tick.stepCount > 0 else { return [] }
    defer { tapped.removeAll() }
    return (0..<tick.stepCount).map { _ in action(for: tick.keys.union(tapped)).map { Action($0) } }
  }

  private mutating func action(for keys: Set<Key>) -> [Double] {
    if let binding = map.bindings.first(where: { keys.contains(Key(named: $0.key)) }) {
      last = binding.action
      return binding.action
    }
    switch map.idle {
    case .takes(let action): return action
    case .repeatsLastAction, .waits: return last
    }
  }
}

extension Key {
  /// The key of a name in the catalogue.
  fileprivate init(named name: String) {
    switch name {
    case "left": self = .left
    case "right": self = .right
    case "up": self = .up
    case "down": self = .down
    case "space": self = .space
    default: self = .character(name.first ?? " ")
    }
  }
}
