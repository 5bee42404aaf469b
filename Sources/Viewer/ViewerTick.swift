import Raster

/// A tick: one turn of the viewer's loop, with the user's input and the picture to be drawn.
public struct ViewerTick: Sendable {
  /// The number of steps to take before drawing; 0 when only the picture is to be drawn again.
  public internal(set) var stepCount = 0
  /// True if a new episode should begin first.
  public internal(set) var isRestartRequested = false
  /// The keys that are held down or were pressed since the last tick, without those that control the viewer.
  public internal(set) var keys: Set<Key> = []
  /// The keys that were pressed since the last tick, in their order, for environments that wait for a move.
  public internal(set) var presses: [Key] = []
  /// The canvas to draw on, of the window's size in pixels; ``draw(_:)`` fits a frame in.
  public var canvas: Canvas
  /// The content of the overlay around the frame, to be set before the frame is drawn.
  ///
  /// Speed, pause and the viewer's own keys are added as it is drawn.
  public var overlay: OverlayContent

  /// The part of the overlay that shows the viewer's controls.
  var controls = ShownControls()
  /// The part of the frame that holds title and numbers; `nil` where a strip of their own does.
  var panelArea: Rectangle?
  /// True if the overlay is drawn.
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

/// The part of an overlay that shows the viewer's controls.
struct ShownControls: Hashable {
  /// The speed as a multiple of the environment's own pace; `nil` where it has none.
  var speed: Double?
  /// True while the environment stands still.
  var isPaused = false
  /// The hints for the keys that play and for those that control the viewer.
  var keyHints: [KeyHint] = []

  /// Returns an overlay completed with the controls.
  func completing(_ overlay: OverlayContent) -> OverlayContent {
    var overlay = overlay
    overlay.speed = speed
    overlay.isPaused = isPaused
    overlay.keyHints += keyHints
    return overlay
  }
}
