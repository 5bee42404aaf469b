import Raster

/// A loop that opens a window and runs an environment in it, under the user's control, until it is closed.
///
/// ```swift
/// let loop = WindowLoop(
///   title: "CartPole-v1", frameSize: episode.frameSize, framesPerSecond: 50, fonts: try .bundled())
/// try loop.run { tick in
///   if tick.isRestartRequested { episode.restart() }
///   for _ in 0..<tick.stepCount { episode.step(keys: tick.keys) }
///   tick.overlay.episodeReturn = episode.return
///   tick.draw(episode)
/// }
/// ```
public struct WindowLoop: Sendable {
  /// The window's title, and the overlay's.
  public var title: String
  /// The size of a frame in logical units.
  public var frameSize: Size
  /// The environment's own pace, above 0.
  public var framesPerSecond: Double
  /// The number of screen units to a logical unit when the window opens; `nil` chooses a comfortable size.
  public var zoom: Double?
  /// The fonts of the overlay.
  public var fonts: FontSet
  /// The keys that play the environment, in the order they are shown; they no longer control the viewer.
  public var playKeys: [PlayKey]
  /// True if the environment stands still until a key is pressed.
  public var startsPaused = false
  /// True if the environment runs by itself; one that waits for every move has no speed and cannot be paused.
  public var hasPace = true
  /// True if the overlay is drawn.
  public var showsOverlay = true
  /// The initial content of the overlay, for which the window has room when it opens.
  public var overlay: OverlayContent
  /// The part of the frame that holds title and numbers, in logical units; `nil` where a strip above the frame does.
  public var panelArea: Rectangle?

  /// A loop for an environment, with a spectator's defaults.
  public init(
    title: String, frameSize: Size, framesPerSecond: Double, zoom: Double? = nil, fonts: FontSet,
    playKeys: [PlayKey] = []
  ) {
    self.title = title
    overlay = OverlayContent(title: title)
    self.frameSize = frameSize
    self.framesPerSecond = framesPerSecond
    self.zoom = zoom
    self.fonts = fonts
    self.playKeys = playKeys
  }

  /// Opens the window and calls `body` for every tick, until the window is closed.
  ///
  /// Call it on the main thread.
  ///
  /// - Parameters:
  ///   - isInterrupted: Asked many times a second; `true` ends the loop, as after Ctrl-C.
  ///   - body: Takes the steps that are due, draws, and says what the overlay shows.
  /// - Throws: `WindowError`, or what `body` throws.
  public func run(
    isInterrupted: () -> Bool = { false }, _ body: (inout ViewerTick) throws -> Void
  ) throws {
    let clock = ContinuousClock()
    let start = clock.now
    func now() -> Double { start.duration(to: clock.now) / .seconds(1) }

    let inside = openingSize()
    let window = try Window(title: title, width: inside.width, height: inside.height)
    var session = ViewerSession(self, now: now())
    var tick = ViewerTick(canvas: Canvas(width: 1, height: 1, fonts: fonts), overlay: overlay)
    (tick.panelArea, tick.showsOverlay) = (panelArea, showsOverlay)
    while !isInterrupted() {
      while let event = window.nextEvent() { session.handle(event, now: now()) }
      if session.isClosing { break }
      guard session.prepare(&tick, now: now()) else {
        window.waitForEvent(seconds: session.timeToNextTick(now: now()))
        continue
      }
      tick.fitCanvas(to: window.pixelSize)
      let before = now()
      try body(&tick)
      session.finish(tick, seconds: now() - before)
      try window.show(tick.canvas)
    }
  }

  /// Returns the window's inside when it opens, if the screen has room for it: the frame with the overlay around it.
  func openingSize() -> (width: Int, height: Int) {
    let scale = zoom ?? max(1, 480 / frameSize.height)
    let frame = Size(frameSize.width * scale, frameSize.height * scale)
    guard showsOverlay else {
      return OverlayLayout.size(around: frame, .init(title: ""), hasPanel: false, fonts: fonts)
    }
    let content = ViewerSession(self, now: 0).shownControls.completing(overlay)
    return OverlayLayout.size(
      around: frame, content, leastWidth: zoom == nil ? WindowLoop.leastWidth : 1, hasPanel: panelArea == nil,
      fonts: fonts)
  }

  /// The smallest width when the window opens, in screen units: in a narrower one, the keys would take many rows.
  private static let leastWidth = 420.0
}

/// A key that plays an environment, and its effect there.
public struct PlayKey: Hashable, Sendable {
  /// The key.
  public var key: Key
  /// The key's effect, in a word or two; a key without one is not shown.
  public var meaning: String

  /// The key `key`, which does what `meaning` says.
  public init(_ key: Key, _ meaning: String = "") {
    self.key = key
    self.meaning = meaning
  }
}

extension ViewerTick {
  /// Gives the canvas the window's size, keeping it when it has that already.
  fileprivate mutating func fitCanvas(to size: (width: Int, height: Int)) {
    let (width, height) = (min(size.width, Canvas.maximumSide), min(size.height, Canvas.maximumSide))
    guard canvas.width != width || canvas.height != height else { return }
    canvas = Canvas(width: width, height: height, fonts: canvas.fonts)
  }
}
