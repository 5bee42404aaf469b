/// The layout of a picture with an overlay, in whole pixels: title and numbers above, keys below, and the frame in the
/// room between them, so that no text covers the drawing.
///
/// Where that room would become too small for the frame, first the keys are left out, then the numbers, then the title.
public struct OverlayLayout: Hashable, Sendable {
  /// The strip of title and numbers; `nil` where there is none.
  public let panel: Rectangle?
  /// The strip of keys; `nil` where there is none.
  public let keys: Rectangle?
  /// The room for the frame.
  public let frame: Rectangle
  /// True if the panel shows numbers, false if it shows the title alone.
  public let showsFigures: Bool

  /// The smallest share of its size that the frame keeps.
  static let leastShare = 0.6

  /// Lays out a picture.
  ///
  /// - Parameters:
  ///   - content: The overlay's content.
  ///   - frame: The frame's size, of which the proportions count.
  ///   - width: The picture's width, in pixels.
  ///   - height: The picture's height, in pixels.
  ///   - hasPanel: True if title and numbers have a strip here; they may have a place elsewhere.
  ///   - canvas: The canvas that measures texts: one with fonts.
  public init(
    _ content: OverlayContent, around frame: Size, width: Int, height: Int, hasPanel: Bool = true,
    measuredOn canvas: Canvas
  ) {
    let (width, height) = (Double(width), Double(height))
    let style = OverlayStyle(width: width, height: height)
    let whole = Self.fit(frame, width, height)
    func strip(figures: Bool) -> Double {
      OverlayPanel(content, style, width: width, showsFigures: figures, on: canvas).height.rounded(.up)
    }
    let keys =
      content.keyHints.isEmpty
      ? 0 : OverlayKeys(content.keyHints, style, width: width, on: canvas).height.rounded(.up)
    let full = hasPanel ? strip(figures: true) : 0
    let variants = [(full, keys, true), (full, 0, true), (hasPanel ? strip(figures: false) : 0, 0, false)]
    let chosen = variants.first { above, below, _ in
      Self.fit(frame, width, height - above - below) >= Self.leastShare * whole
    }
    let (above, below, figures) = chosen ?? (0, 0, false)
    panel = above > 0 ? Rectangle(x: 0, y: 0, width: width, height: above) : nil
    self.keys = below > 0 ? Rectangle(x: 0, y: height - below, width: width, height: below) : nil
    self.frame = Rectangle(x: 0, y: above, width: width, height: height - above - below)
    showsFigures = figures
  }

  /// The size of a picture in which the frame has a given size in pixels.
  ///
  /// - Parameters:
  ///   - frame: The frame's size in pixels.
  ///   - content: The overlay's content.
  ///   - leastWidth: The picture is at least so wide.
  ///   - hasPanel: True if title and numbers have a strip here.
  ///   - fonts: The fonts of the texts.
  public static func size(
    around frame: Size, _ content: OverlayContent, leastWidth: Double = 1, hasPanel: Bool = true, fonts: FontSet
  ) -> (width: Int, height: Int) {
    func pixels(_ length: Double) -> Int { Int(min(max(1, length.rounded()), Double(Canvas.maximumSide))) }
    let canvas = Canvas(width: 1, height: 1, fonts: fonts)
    let width = pixels(max(frame.width, leastWidth))
    // From a picture that is high enough for all that is written, down to one that is just so.
    var height = pixels(4 * frame.height + 400)
    for _ in 0..<20 {
      let layout = OverlayLayout(
        content, around: frame, width: width, height: height, hasPanel: hasPanel, measuredOn: canvas)
      let next = pixels(frame.height.rounded() + (layout.panel?.height ?? 0) + (layout.keys?.height ?? 0))
      guard next != height else { break }
      height = next
    }
    return (width, height)
  }

  private static func fit(_ frame: Size, _ width: Double, _ height: Double) -> Double {
    min(width / frame.width, height / frame.height)
  }
}

extension Canvas {
  /// Draws `subject` with an overlay around it: title and numbers above, keys below, and the frame between them as large
  /// as it fits.
  ///
  /// - Parameters:
  ///   - subject: The environment, or anything else that draws itself.
  ///   - content: The overlay's content.
  ///   - panelArea: The part of the frame that holds title and numbers, in the frame's units; `nil` where a strip of
  ///     their own does.
  /// - Precondition: The canvas was made with fonts.
  public mutating func draw(
    _ subject: borrowing some Drawable & ~Copyable, with content: OverlayContent, panelArea: Rectangle? = nil
  ) {
    let size = subject.frameSize
    let layout = OverlayLayout(
      content, around: size, width: width, height: height, hasPanel: panelArea == nil, measuredOn: self)
    draw(subject, in: layout.frame, surroundings: OverlayStyle.surroundings)
    let style = OverlayStyle(width: Double(width), height: Double(height))
    if let area = layout.panel {
      fillRectangle(area, OverlayStyle.strip)
      let panel = OverlayPanel(content, style, width: area.width, showsFigures: layout.showsFigures, on: self)
      panel.draw(at: Point(area.x, area.y), on: &self)
    }
    if let area = layout.keys {
      fillRectangle(area, OverlayStyle.strip)
      OverlayKeys(content.keyHints, style, width: area.width, on: self).draw(at: Point(area.x, area.y), on: &self)
    }
    guard let panelArea else { return }
    withTransform(place(of: size, in: layout.frame)) { $0.drawPanel(content, in: panelArea) }
  }

  /// Draws title and numbers into a strip, as large as they fit.
  ///
  /// - Parameters:
  ///   - content: The overlay's content, of which the keys are left out.
  ///   - area: The strip, in the units of the current transform.
  /// - Precondition: The canvas was made with fonts.
  public mutating func drawPanel(_ content: OverlayContent, in area: Rectangle) {
    let strip = pixels(of: area)
    inPixels { canvas in
      canvas.fillRectangle(strip, OverlayStyle.strip)
      // At first as if all numbers had room in one row.
      let row = OverlayPanel(content, OverlayStyle(scale: 1), width: .infinity, showsFigures: true, on: canvas)
      var style = OverlayStyle(scale: min(strip.height / row.height, 3))
      var panel = OverlayPanel(content, style, width: strip.width, showsFigures: true, on: canvas)
      while panel.height > strip.height, style.scale > 0.2 {
        style = OverlayStyle(scale: style.scale * 0.96)
        panel = OverlayPanel(content, style, width: strip.width, showsFigures: true, on: canvas)
      }
      canvas.withClip(strip) { canvas in
        panel.draw(at: Point(strip.x, strip.y + (strip.height - panel.height) / 2), on: &canvas)
      }
    }
  }

  private func pixels(of area: Rectangle) -> Rectangle {
    let (start, end) = (
      transform.apply(to: Point(area.minX, area.minY)), transform.apply(to: Point(area.maxX, area.maxY))
    )
    return Rectangle(
      x: start.x.rounded(), y: start.y.rounded(), width: end.x.rounded() - start.x.rounded(),
      height: end.y.rounded() - start.y.rounded())
  }
}
