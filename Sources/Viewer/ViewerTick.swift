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
  /// Where to draw, of the window's size in pixels; `canvas.draw(environment)` fits the frame in.
  public var canvas: Canvas
  /// What is written over the frame.
  ///
  /// Speed, pause and the viewer's own keys are filled in by the loop.
  public var overlay: OverlayContent

  private(set) var isClosing = false

  init(canvas: Canvas, overlay: OverlayContent) {
    self.canvas = canvas
    self.overlay = overlay
  }

  /// Ends the loop after this tick.
  public mutating func close() {
    isClosing = true
  }
}
