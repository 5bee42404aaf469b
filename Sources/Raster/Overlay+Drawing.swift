extension Canvas {
  /// Draws the overlay over what is there: a panel in the upper left corner, the keys along the lower edge, and what is
  /// to be said in the middle.
  ///
  /// It fits itself to the size in pixels, of the picture or of a part of it, whatever the current transform is.
  ///
  /// - Parameters:
  ///   - content: What is written.
  ///   - area: The part of the picture, in the units of the current transform; `nil` is all of it.
  /// - Precondition: The canvas was made with fonts.
  public mutating func drawOverlay(_ content: OverlayContent, over area: Rectangle? = nil) {
    let pixels = area.map(pixels) ?? Rectangle(x: 0, y: 0, width: Double(width), height: Double(height))
    inPixels { canvas in
      let style = OverlayStyle(width: pixels.width, height: pixels.height)
      canvas.withTransform(.translation(pixels.x, pixels.y)) { canvas in
        canvas.drawPanel(content, style)
        canvas.drawNotice(content.notice, style)
        canvas.drawKeys(content.keyHints, style)
      }
    }
  }

  private func pixels(of area: Rectangle) -> Rectangle {
    let (start, end) = (
      transform.apply(to: Point(area.minX, area.minY)), transform.apply(to: Point(area.maxX, area.maxY))
    )
    return Rectangle(
      x: start.x.rounded(), y: start.y.rounded(), width: (end.x - start.x).rounded(),
      height: (end.y - start.y).rounded())
  }

  private mutating func drawPanel(_ content: OverlayContent, _ style: OverlayStyle) {
    let heading = OverlayHeading(content, style, on: self)
    let columns = OverlayColumns(content.figures, style, on: self)
    let width = max(heading.width, columns.width) + 2 * style.padding
    let height = heading.height + (columns.isEmpty ? 0 : columns.height + style.padding) + 2 * style.padding
    let panel = Rectangle(x: style.margin, y: style.margin, width: width, height: height)
    fillRoundedRectangle(panel, cornerRadius: style.cornerRadius, style.panel)
    let left = panel.minX + style.padding
    heading.draw(at: Point(left, panel.minY + style.padding), on: &self)
    columns.draw(at: Point(left, panel.minY + 2 * style.padding + heading.height), on: &self)
  }

  private mutating func drawNotice(_ notice: String, _ style: OverlayStyle) {
    guard !notice.isEmpty else { return }
    let text = measure(notice, size: style.titleSize, weight: .semiBold)
    let size = Size(text.width + 4 * style.padding, text.capHeight + 4 * style.padding)
    let panel = Rectangle(
      x: (style.frameWidth - size.width) / 2, y: style.frameHeight * 0.42 - size.height / 2, width: size.width,
      height: size.height)
    fillRoundedRectangle(panel, cornerRadius: style.cornerRadius, style.panel)
    drawText(
      notice, at: panel.center, size: style.titleSize, weight: .semiBold, color: style.highlight,
      alignment: .center,
      baseline: .middle)
  }

  private mutating func drawKeys(_ hints: [KeyHint], _ style: OverlayStyle) {
    guard !hints.isEmpty else { return }
    let rows = OverlayKeys(hints, style, on: self)
    let size = Size(rows.width + 2 * style.padding, rows.height + 2 * style.padding)
    let panel = Rectangle(
      x: style.margin, y: style.frameHeight - style.margin - size.height, width: size.width, height: size.height)
    fillRoundedRectangle(panel, cornerRadius: style.cornerRadius, style.panel)
    rows.draw(at: Point(panel.minX + style.padding, panel.minY + style.padding), on: &self)
  }
}

/// Measures and colours of the overlay, in pixels.
struct OverlayStyle {
  /// Pixels to a unit of the design, which was made for a frame of 600 by 400.
  let scale: Double
  let frameWidth: Double
  let frameHeight: Double

  init(width: Double, height: Double) {
    // Smaller than 0.6, letters could not be read; the panel then rather covers more of a small frame.
    scale = min(max(min(width / 600, height / 400), 0.6), 4)
    frameWidth = width
    frameHeight = height
  }

  let panel = Color(0x0B1220, opacity: 0.88)
  let text = Color(0xFFFFFF)
  let quiet = Color(0xB4C0D0)
  let highlight = Color(0xFFC145)
  let keycap = Color(0xFFFFFF, opacity: 0.16)

  var margin: Double { 10 * scale }
  var padding: Double { 9 * scale }
  var cornerRadius: Double { 7 * scale }
  var titleSize: Double { 14 * scale }
  var valueSize: Double { 15 * scale }
  var headingSize: Double { 8.5 * scale }
  var keySize: Double { 10.5 * scale }
  var columnGap: Double { 18 * scale }
}

/// The panel's first line: the environment, and beside it who acts.
private struct OverlayHeading {
  let content: OverlayContent
  let style: OverlayStyle
  let titleWidth: Double
  let width: Double
  let height: Double

  init(_ content: OverlayContent, _ style: OverlayStyle, on canvas: Canvas) {
    self.content = content
    self.style = style
    let title = canvas.measure(content.title, size: style.titleSize, weight: .semiBold)
    titleWidth = title.width
    height = title.capHeight
    let policyWidth = canvas.measure(content.policy, size: style.titleSize).width
    width = titleWidth + (content.policy.isEmpty ? 0 : policyWidth + style.padding)
  }

  func draw(at origin: Point, on canvas: inout Canvas) {
    canvas.drawText(
      content.title, at: origin, size: style.titleSize, weight: .semiBold, color: style.text,
      baseline: .capitals)
    canvas.drawText(
      content.policy, at: Point(origin.x + titleWidth + style.padding, origin.y), size: style.titleSize,
      color: style.quiet, baseline: .capitals)
  }
}

/// The panel's numbers, each under its heading.
private struct OverlayColumns {
  let figures: [OverlayContent.Figure]
  let style: OverlayStyle
  let widths: [Double]
  let headingHeight: Double
  let height: Double

  init(_ figures: [OverlayContent.Figure], _ style: OverlayStyle, on canvas: Canvas) {
    self.figures = figures
    self.style = style
    widths = figures.map { figure in
      [figure.value, figure.widest].map {
        canvas.measure($0, size: style.valueSize, weight: .semiBold, tabularDigits: true).width
      }.reduce(canvas.measure(figure.heading, size: style.headingSize).width, max)
    }
    headingHeight = canvas.measure("H", size: style.headingSize).capHeight
    height = headingHeight + 5 * style.scale + canvas.measure("0", size: style.valueSize).capHeight
  }

  var isEmpty: Bool { figures.isEmpty }

  var width: Double { widths.reduce(0, +) + style.columnGap * Double(max(figures.count - 1, 0)) }

  func draw(at origin: Point, on canvas: inout Canvas) {
    var x = origin.x
    for (figure, width) in zip(figures, widths) {
      canvas.drawText(
        figure.heading, at: Point(x, origin.y), size: style.headingSize, color: style.quiet,
        baseline: .capitals)
      canvas.drawText(
        figure.value, at: Point(x, origin.y + height), size: style.valueSize, weight: .semiBold,
        color: figure.isHighlighted ? style.highlight : style.text, tabularDigits: true)
      x += width + style.columnGap
    }
  }
}

/// The keys and what they do, in as many rows as they need.
private struct OverlayKeys {
  private struct Item {
    var hint: KeyHint
    var keyWidth: Double
    var meaningWidth: Double
  }

  private let style: OverlayStyle
  private var rows: [[Item]] = [[]]
  private let capHeight: Double
  private(set) var width = 0.0

  init(_ hints: [KeyHint], _ style: OverlayStyle, on canvas: Canvas) {
    self.style = style
    capHeight = canvas.measure("H", size: style.keySize).capHeight
    let room = style.frameWidth - 2 * (style.margin + style.padding)
    var rowWidth = 0.0
    for hint in hints {
      let key = canvas.measure(hint.key, size: style.keySize, weight: .semiBold)
      let item = Item(
        hint: hint, keyWidth: max(key.width + 9 * style.scale, keyHeight),
        meaningWidth: canvas.measure(hint.meaning, size: style.keySize).width)
      let itemWidth = item.keyWidth + labelGap + item.meaningWidth
      if !rows[rows.count - 1].isEmpty, rowWidth + itemGap + itemWidth > room {
        rows.append([])
        rowWidth = 0
      }
      rowWidth += itemWidth + (rows[rows.count - 1].isEmpty ? 0 : itemGap)
      rows[rows.count - 1].append(item)
      width = max(width, rowWidth)
    }
  }

  private var keyHeight: Double { 17 * style.scale }
  private var rowGap: Double { 5 * style.scale }
  private var labelGap: Double { 5 * style.scale }
  private var itemGap: Double { 13 * style.scale }

  var height: Double { Double(rows.count) * (keyHeight + rowGap) - rowGap }

  func draw(at origin: Point, on canvas: inout Canvas) {
    for (index, row) in rows.enumerated() {
      var x = origin.x
      let middle = origin.y + Double(index) * (keyHeight + rowGap) + keyHeight / 2
      for item in row {
        let cap = Rectangle(x: x, y: middle - keyHeight / 2, width: item.keyWidth, height: keyHeight)
        canvas.fillRoundedRectangle(cap, cornerRadius: 4 * style.scale, style.keycap)
        canvas.drawText(
          item.hint.key, at: cap.center, size: style.keySize, weight: .semiBold, color: style.text,
          alignment: .center, baseline: .middle)
        canvas.drawText(
          item.hint.meaning, at: Point(cap.maxX + labelGap, middle), size: style.keySize, color: style.quiet,
          baseline: .middle)
        x = cap.maxX + labelGap + item.meaningWidth + itemGap
      }
    }
  }
}
