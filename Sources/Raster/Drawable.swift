/// Something that draws itself: an environment in its present state.
///
/// The drawing is written once, in logical units, and serves the window, videos, golden pictures and observations.
public protocol Drawable: ~Copyable {
  /// The size of the frame in logical units; at zoom 1, a unit is a pixel.
  var frameSize: Size { get }

  /// Draws the whole frame, its background included.
  func draw(on canvas: inout Canvas)
}

extension Canvas {
  /// Draws `subject` as large as it fits, in the middle.
  ///
  /// What the frame leaves over at the sides is black. Where that would be less than two pixels, which is what
  /// rounding a frame's size to pixels leaves, the frame is stretched instead.
  public mutating func draw(_ subject: borrowing some Drawable & ~Copyable) {
    let frame = subject.frameSize
    let place = place(of: frame)
    if place.tx > 0 || place.ty > 0 { clear(.black) }
    withTransform(place) { canvas in
      canvas.withClip(Rectangle(x: 0, y: 0, width: frame.width, height: frame.height)) { canvas in
        subject.draw(on: &canvas)
      }
    }
  }

  /// The map from a frame's units to the pixels where ``draw(_:)`` draws it.
  public func place(of frame: Size) -> Transform2D {
    var zoom = (x: Double(width) / frame.width, y: Double(height) / frame.height)
    let least = min(zoom.x, zoom.y)
    let rest = (x: Double(width) - frame.width * least, y: Double(height) - frame.height * least)
    if max(rest.x, rest.y) >= 2 { zoom = (least, least) }
    let left = ((Double(width) - frame.width * zoom.x) / 2).rounded()
    let top = ((Double(height) - frame.height * zoom.y) / 2).rounded()
    return .translation(left, top).scaled(zoom.x, zoom.y)
  }
}

/// A picture of `subject`, `zoom` pixels to a logical unit.
///
/// - Precondition: The picture is at least 1 pixel and at most `Canvas.maximumSide` wide and high.
public func render(
  _ subject: borrowing some Drawable & ~Copyable, zoom: Double = 1, fonts: FontSet? = nil
) -> Canvas {
  let frame = subject.frameSize
  precondition(
    frame.width > 0 && frame.height > 0 && zoom > 0 && zoom * max(frame.width, frame.height) <= 16384,
    "A frame of \(frame.width) by \(frame.height) cannot be drawn at zoom \(zoom)")
  var canvas = Canvas(
    width: max(1, Int((frame.width * zoom).rounded())), height: max(1, Int((frame.height * zoom).rounded())),
    fonts: fonts)
  canvas.draw(subject)
  return canvas
}
