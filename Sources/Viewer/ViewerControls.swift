import Raster

/// The state that the viewer's keys control: pause, speed, the keys on display, and closing.
public struct ViewerControls: Hashable, Sendable {
  /// True while the environment stands still.
  public var isPaused: Bool
  /// The speed as a multiple of the environment's own pace, 1/8...64.
  public private(set) var speed = 1.0
  /// True while the keys are shown.
  public var showsHelp: Bool
  /// True once the window is to be closed.
  public private(set) var isClosing = false
  /// The keys that play the environment; they control nothing here.
  public let playKeys: Set<Key>
  /// True if the environment runs by itself; one that waits for every move cannot be paused, stepped or sped up.
  public let hasPace: Bool

  private var stepRequests = 0
  private var isRestartRequested = false

  /// The range of speeds, through which the keys move by factors of 2.
  public static let speedRange = 0.125...64

  /// The controls before any key was pressed.
  public init(isPaused: Bool = false, showsHelp: Bool = true, playKeys: Set<Key> = [], hasPace: Bool = true) {
    self.isPaused = isPaused
    self.showsHelp = showsHelp
    self.playKeys = playKeys
    self.hasPace = hasPace
  }

  /// Performs the key's action; returns false when it has none here.
  @discardableResult
  public mutating func press(_ key: Key) -> Bool {
    guard !playKeys.contains(key), let action = action(of: key) else { return false }
    switch action {
    case .pause: isPaused.toggle()
    case .step:
      isPaused = true
      stepRequests += 1
    case .faster: speed = min(speed * 2, ViewerControls.speedRange.upperBound)
    case .slower: speed = max(speed / 2, ViewerControls.speedRange.lowerBound)
    case .restart: isRestartRequested = true
    case .close: isClosing = true
    case .help: showsHelp.toggle()
    }
    return true
  }

  /// Requests that the window be closed.
  public mutating func close() {
    isClosing = true
  }

  /// Returns the number of single steps requested since the last call.
  public mutating func takeSteps() -> Int {
    defer { stepRequests = 0 }
    return stepRequests
  }

  /// Returns true if a restart was requested since the last call.
  public mutating func takeRestart() -> Bool {
    defer { isRestartRequested = false }
    return isRestartRequested
  }

  /// The hints for the keys that have an action here, as they are shown on the screen.
  public var hints: [KeyHint] {
    bindings.compactMap { binding in
      guard let key = binding.keys.first(where: { !playKeys.contains($0) }) else { return nil }
      let meaning = binding.action == .pause && isPaused ? "go on" : binding.meaning
      return KeyHint(key == .character("-") ? "\u{2212}" : key.name, meaning)
    }
  }
}

extension ViewerControls {
  private enum Action: Hashable {
    case pause, step, faster, slower, restart, close, help
  }

  private struct Binding {
    let action: Action
    /// The keys of the action, of which the first that the environment does not claim is shown.
    let keys: [Key]
    let meaning: String
  }

  private static let paceActions: Set<Action> = [.pause, .step, .faster, .slower]

  private var bindings: [Binding] {
    ViewerControls.bindings.filter { hasPace || !ViewerControls.paceActions.contains($0.action) }
  }

  private static let bindings = [
    Binding(action: .pause, keys: [.space, .character("p")], meaning: "pause"),
    Binding(action: .step, keys: [.character("."), .character("]")], meaning: "step"),
    Binding(action: .faster, keys: [.character("+"), .character("=")], meaning: "faster"),
    Binding(action: .slower, keys: [.character("-"), .character("_")], meaning: "slower"),
    Binding(action: .restart, keys: [.character("r")], meaning: "restart"),
    Binding(action: .help, keys: [.character("h"), .function(1)], meaning: "hide keys"),
    Binding(action: .close, keys: [.escape, .character("q")], meaning: "close"),
  ]

  private func action(of key: Key) -> Action? {
    bindings.first { $0.keys.contains(key) }?.action
  }
}
