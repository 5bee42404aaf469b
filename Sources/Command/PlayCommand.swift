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
    var player = KeyPlayer(keys, stepsPerSecond: Double(entry.framesPerSecond))
    var loop = WindowLoop(
      title: entry.specification.id, frameSize: stage.frameSize,
      framesPerSecond: display.framesPerSecond(of: entry), zoom: display.zoom, fonts: try .bundled(),
      playKeys: keys.keys.map { PlayKey(Key(catalogName: $0.name), $0.meaning) })
    loop.startsPaused = !player.takesTurns
    var performance = Performance(
      stage, RandomPolicy(stage.actionSpace), title: entry.specification.id, policyName: "you", seed: display.seed)
    let interrupt = Interrupt()
    try loop.run(isInterrupted: { interrupt.isNoticed }) { tick in
      // The key that follows the end of an episode starts the next one.
      let beginsAnew = performance.status.isFinished && !tick.presses.isEmpty
      if tick.isRestartRequested || beginsAnew {
        performance.restart()
        player.begin()
      }
      if !beginsAnew, !performance.status.isFinished {
        for action in player.actions(in: tick, OnStage.Action.self) where !performance.status.isFinished {
          performance.step(action)
        }
      }
      tick.canvas.draw(performance.stage)
      tick.overlay = performance.overlay
    }
  }
}

extension KeyPlayer {
  /// The actions of a tick.
  fileprivate mutating func actions<Action: SpaceScalar>(in tick: ViewerTick, _: Action.Type) -> [[Action]] {
    let actions = actions(
      forSteps: tick.stepCount, holding: Set(tick.keys.map(\.catalogName)), presses: tick.presses.map(\.catalogName)
    )
    return actions.map { $0.map { Action($0) } }
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
