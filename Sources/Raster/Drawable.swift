/// A subject that draws itself: an environment in its present state.
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
    draw(subject, in: whole, surroundings: .black)
  }

  /// Draws `subject` as large as it fits into a part of the canvas, in whole pixels, and fills the rest of that part.
  mutating func draw(
    _ subject: borrowing some Drawable & ~Copyable, in area: Rectangle, surroundings: Color
  ) {
    let frame = subject.frameSize
    let place = place(of: frame, in: area)
    withClip(area) { canvas in
      if place.tx > area.x || place.ty > area.y { canvas.clear(surroundings) }
      canvas.withTransform(place) { canvas in
        canvas.withClip(Rectangle(x: 0, y: 0, width: frame.width, height: frame.height)) { canvas in
          subject.draw(on: &canvas)
        }
      }
    }
  }

  private var whole: Rectangle { Rectangle(x: 0, y: 0, width: Double(width), height: Double(height)) }

  /// The map from a frame's units to the pixels where ``draw(_:)`` draws it.
  public func place(of frame: Size) -> Transform2D { place(of: frame, in: whole) }

  /// The map from a frame's units to the pixels of a part of the canvas.
  func place(of frame: Size, in area: Rectangle) -> Transform2D {
    var zoom = (x: area.width / frame.width, y: area.height / frame.height)
    let least = min(zoom.x, zoom.y)
    let rest = (x: area.width - frame.width * least, y: area.height - frame.height * least)
    if max(rest.x, rest.y) >= 2 { zoom = (least, least) }
    let left = ((area.width - frame.width * zoom.x) / 2).rounded()
    let top = ((area.height - frame.height * zoom.y) / 2).rounded()
    return .translation(area.x + left, area.y + top).scaled(zoom.x, zoom.y)
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
