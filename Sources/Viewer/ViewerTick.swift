import Raster

/// One turn of the viewer's loop: what the user asks for, and the picture to be drawn.
public struct ViewerTick: Sendable {
  /// How many steps the environment should take before it is drawn; 0 when only the picture is to be drawn again.
  public internal(set) var stepCount = 0
  /// Whether a new episode should begin first.
  public internal(set) var isRestartRequested = false
  /// The keys that are held down or were pressed since the last tick, without those that control the viewer.
  public internal(set) var keys: Set<Key> = []
  /// The keys that were pressed since the last tick, in their order, for environments that wait for a move.
  public internal(set) var presses: [Key] = []
  /// Where to draw, of the window's size in pixels; ``draw(_:)`` fits a frame in.
  public var canvas: Canvas
  /// What is written around the frame, to be set before it is drawn.
  ///
  /// Speed, pause and the viewer's own keys are added as it is drawn.
  public var overlay: OverlayContent

  /// What the viewer's controls add to the overlay.
  var controls = ShownControls()
  /// The part of the frame that holds title and numbers; `nil` where a strip of their own does.
  var panelArea: Rectangle?
  /// Whether the overlay is drawn.
  var showsOverlay = true
  private(set) var isClosing = false

  init(canvas: Canvas, overlay: OverlayContent) {
    self.canvas = canvas
    self.overlay = overlay
  }

  /// Draws a frame as large as it fits into the window, title and numbers above it and the keys below.
  public mutating func draw(_ subject: borrowing some Drawable & ~Copyable) {
    guard showsOverlay else { return canvas.draw(subject) }
    canvas.draw(subject, with: controls.completing(overlay), panelArea: panelArea)
  }

  /// Ends the loop after this tick.
  public mutating func close() {
    isClosing = true
  }
}

/// What the viewer's controls add to an overlay.
struct ShownControls: Hashable {
  /// How much faster than its own time the environment runs; `nil` where it has no pace.
  var speed: Double?
  /// Whether it stands still.
  var isPaused = false
  /// The keys that play, and those that control.
  var keyHints: [KeyHint] = []

  /// An overlay with them.
  func completing(_ overlay: OverlayContent) -> OverlayContent {
    var overlay = overlay
    overlay.speed = speed
    overlay.isPaused = isPaused
    overlay.keyHints += keyHints
    return overlay
  }
}
