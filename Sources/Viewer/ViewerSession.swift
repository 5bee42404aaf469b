import Raster

/// The logic of the window's loop, which depends on events and the time alone and needs no window.
struct ViewerSession {
  private(set) var controls: ViewerControls
  private var keyboard = KeyboardState()
  private var pacer: FramePacer
  private let playKeys: [PlayKey]
  private var waitsForKey: Bool
  private var needsDrawing = true
  private var lastTick = -Double.infinity

  /// The shortest time between two ticks without input, in seconds: drawing more often than the screen shows would only
  /// take time from the environment.
  private static let shortestTick = 1.0 / 60
  /// The longest wait for an event, in seconds, within which an interruption is noticed.
  private static let longestWait = 0.05

  init(_ loop: WindowLoop, now: Double) {
    playKeys = loop.playKeys
    waitsForKey = loop.startsPaused
    controls = ViewerControls(
      isPaused: loop.startsPaused && loop.hasPace, playKeys: Set(loop.playKeys.map(\.key)), hasPace: loop.hasPace)
    pacer = FramePacer(framesPerSecond: loop.framesPerSecond, now: now)
  }

  var isClosing: Bool { controls.isClosing }

  mutating func handle(_ event: WindowEvent, now: Double) {
    let before = controls
    switch event {
    case .close: controls.close()
    case .resized: needsDrawing = true
    case .lostFocus: keyboard.releaseAll()
    case .key(let key, let isPressed):
      if isPressed, controls.press(key) { break }
      keyboard.update(key, isPressed: isPressed)
      if isPressed, waitsForKey, controls.playKeys.contains(key) { controls.isPaused = false }
    }
    waitsForKey = waitsForKey && controls.isPaused
    if controls != before { needsDrawing = true }
    if controls.speed != before.speed || controls.isPaused != before.isPaused {
      pacer.restart(speed: controls.speed, now: now)
    }
  }

  /// Prepares the tick that is due now; returns false when there is nothing to do yet.
  mutating func prepare(_ tick: inout ViewerTick, now: Double) -> Bool {
    guard needsDrawing || keyboard.hasPresses || timeToNextTick(now: now) <= 0 else { return false }
    tick.controls = shownControls
    tick.isRestartRequested = controls.takeRestart()
    tick.stepCount = controls.takeSteps()
    if !controls.isPaused { tick.stepCount += pacer.takeSteps(now: now) }
    tick.presses = keyboard.takePresses()
    // A key that was pressed and let go between two ticks still counts once.
    tick.keys = keyboard.held.union(tick.presses)
    needsDrawing = false
    lastTick = now
    return true
  }

  /// Returns the time until the next tick unless an event comes, in seconds; 0 or less when a step is due.
  func timeToNextTick(now: Double) -> Double {
    if needsDrawing || keyboard.hasPresses { return 0 }
    if controls.isPaused { return ViewerSession.longestWait }
    let untilStep = pacer.timeToNextStep(now: now)
    let untilScreen = lastTick + ViewerSession.shortestTick - now
    return min(max(untilStep, untilScreen), ViewerSession.longestWait)
  }

  /// Records a tick that took `seconds`, and closes if it asks for that.
  mutating func finish(_ tick: ViewerTick, seconds: Double) {
    pacer.record(stepCount: tick.stepCount, seconds: seconds)
    if tick.isClosing { controls.close() }
  }

  /// The part of the overlay that shows the controls.
  var shownControls: ShownControls {
    let playHints = playKeys.filter { !$0.meaning.isEmpty }.map { KeyHint($0.key.name, $0.meaning) }
    return ShownControls(
      speed: controls.hasPace ? controls.speed : nil, isPaused: controls.isPaused,
      keyHints: controls.showsHelp ? playHints + controls.hints : [])
  }
}
