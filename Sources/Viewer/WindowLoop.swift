import Raster

/// Opens a window and runs an environment in it, under the user's control, until it is closed.
///
/// ```swift
/// let loop = WindowLoop(
///   title: "CartPole-v1", frameSize: episode.frameSize, framesPerSecond: 50, fonts: try .bundled())
/// try loop.run { tick in
///   if tick.isRestartRequested { episode.restart() }
///   for _ in 0..<tick.stepCount { episode.step(keys: tick.keys) }
///   tick.canvas.draw(episode)
///   tick.overlay.episodeReturn = episode.return
/// }
/// ```
public struct WindowLoop: Sendable {
  /// The window's title, and the overlay's.
  public var title: String
  /// The size of a frame in logical units.
  public var frameSize: Size
  /// The environment's own pace, above 0.
  public var framesPerSecond: Double
  /// Screen units to a logical unit when the window opens; `nil` chooses a comfortable size.
  public var zoom: Double?
  /// Where the overlay's letters come from.
  public var fonts: FontSet
  /// The keys that play the environment, in the order they are shown; they no longer control the viewer.
  public var playKeys: [PlayKey]
  /// Whether the environment stands still until a key is pressed.
  public var startsPaused = false
  /// Whether the overlay is drawn.
  public var showsOverlay = true
  /// The part of the frame that the overlay is drawn over, in logical units; `nil` is the whole window.
  public var overlayArea: Rectangle?

  /// A loop for an environment; what is not given is as a spectator wants it.
  public init(
    title: String, frameSize: Size, framesPerSecond: Double, zoom: Double? = nil, fonts: FontSet,
    playKeys: [PlayKey] = []
  ) {
    self.title = title
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
    var tick = ViewerTick(
      canvas: Canvas(width: 1, height: 1, fonts: fonts), overlay: OverlayContent(title: title))
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
      if showsOverlay { draw(session.complete(tick.overlay), on: &tick.canvas) }
      try window.show(tick.canvas)
    }
  }

  private func draw(_ overlay: OverlayContent, on canvas: inout Canvas) {
    let place = overlayArea == nil ? .identity : canvas.place(of: frameSize)
    canvas.withTransform(place) { $0.drawOverlay(overlay, over: overlayArea) }
  }

  /// The window's inside when it opens, where the screen has room for it.
  private func openingSize() -> (width: Int, height: Int) {
    let scale = zoom ?? max(1, 480 / frameSize.height)
    func pixels(_ length: Double) -> Int { min(max(1, Int((length * scale).rounded())), Canvas.maximumSide) }
    return (pixels(frameSize.width), pixels(frameSize.height))
  }
}

/// A key that plays an environment, and what it does there.
public struct PlayKey: Hashable, Sendable {
  /// The key.
  public var key: Key
  /// What it does, in a word or two; a key without is not shown.
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
