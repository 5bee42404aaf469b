/// Title, notice and numbers, for a strip of a given width.
struct OverlayPanel {
  private let style: OverlayStyle
  private let width: Double
  private let heading: OverlayHeading
  private let figures: OverlayFigures
  /// The height that it needs, in pixels.
  let height: Double

  init(_ content: OverlayContent, _ style: OverlayStyle, width: Double, showsFigures: Bool, on canvas: Canvas) {
    self.style = style
    self.width = width
    let room = max(1, width - 2 * style.margin)
    heading = OverlayHeading(content, style, room: room, on: canvas)
    figures = OverlayFigures(showsFigures ? content.figures : [], style, room: room, on: canvas)
    height = 2 * style.padding + heading.height + (figures.isEmpty ? 0 : style.padding + figures.height)
  }

  func draw(at origin: Point, on canvas: inout Canvas) {
    let corner = Point(origin.x + style.margin, origin.y + style.padding)
    heading.draw(at: corner, on: &canvas)
    figures.draw(at: Point(corner.x, corner.y + heading.height + style.padding), on: &canvas)
  }
}

/// The panel's first line: the environment, the policy beside it, and a notice at the end of the line.
///
/// It is one line at any width, so that the frame does not jump when a notice comes: where there is no room for all,
/// a notice takes the place of the rest, and what is too long even so is written smaller.
private struct OverlayHeading {
  private let content: OverlayContent
  private let style: OverlayStyle
  private let room: Double
  private let titleWidth: Double
  private let policyWidth: Double
  private let noticeWidth: Double
  let height: Double

  init(_ content: OverlayContent, _ style: OverlayStyle, room: Double, on canvas: Canvas) {
    self.content = content
    self.style = style
    self.room = room
    let title = canvas.measure(content.title, size: style.titleSize, weight: .semiBold)
    titleWidth = title.width
    policyWidth =
      content.policy.isEmpty ? 0 : canvas.measure(content.policy, size: style.titleSize).width + style.padding
    noticeWidth =
      content.notice.isEmpty ? 0 : canvas.measure(content.notice, size: style.titleSize, weight: .semiBold).width
    height = canvas.measure("H", size: style.titleSize).capHeight
  }

  func draw(at origin: Point, on canvas: inout Canvas) {
    let hasNotice = noticeWidth > 0
    let left = hasNotice ? room - noticeWidth - 2 * style.padding : room
    if titleWidth <= left || !hasNotice {
      write(content.title, titleWidth, at: origin, weight: .semiBold, style.text, on: &canvas)
    }
    if titleWidth + policyWidth <= left, policyWidth > 0 {
      let place = Point(origin.x + titleWidth + style.padding, origin.y)
      write(content.policy, 0, at: place, weight: .regular, style.quiet, on: &canvas)
    }
    guard hasNotice else { return }
    let place = Point(titleWidth <= left ? origin.x + room - noticeWidth : origin.x, origin.y)
    write(content.notice, noticeWidth, at: place, weight: .semiBold, style.color(of: content.tone), on: &canvas)
  }

  /// Writes a text of a width, smaller where it is too long.
  private func write(
    _ text: String, _ width: Double, at point: Point, weight: FontWeight, _ color: Color, on canvas: inout Canvas
  ) {
    let shrinking = width > room ? room / width : 1
    canvas.drawText(
      text, at: Point(point.x, point.y + height / 2), size: style.titleSize * shrinking, weight: weight,
      color: color,
      baseline: .middle)
  }
}

/// The panel's numbers, each under its heading, in as many rows as they need.
private struct OverlayFigures {
  private struct Cell {
    let figure: OverlayContent.Figure
    let x: Double
    let row: Int
  }

  private let style: OverlayStyle
  private var cells: [Cell] = []
  private let rowHeight: Double
  private var rowCount = 0

  init(_ figures: [OverlayContent.Figure], _ style: OverlayStyle, room: Double, on canvas: Canvas) {
    self.style = style
    rowHeight =
      canvas.measure("H", size: style.headingSize).capHeight + 5 * style.scale
      + canvas.measure("0", size: style.valueSize).capHeight
    var x = 0.0
    for figure in figures {
      let width = [figure.value, figure.widest].map {
        canvas.measure($0, size: style.valueSize, weight: .semiBold, tabularDigits: true).width
      }.reduce(canvas.measure(figure.heading, size: style.headingSize).width, max)
      if rowCount == 0 || x + width > room {
        rowCount += 1
        x = 0
      }
      cells.append(Cell(figure: figure, x: x, row: rowCount - 1))
      x += width + style.columnGap
    }
  }

  var isEmpty: Bool { cells.isEmpty }

  var height: Double { Double(rowCount) * (rowHeight + style.rowGap) - (isEmpty ? 0 : style.rowGap) }

  func draw(at origin: Point, on canvas: inout Canvas) {
    for cell in cells {
      let top = Point(origin.x + cell.x, origin.y + Double(cell.row) * (rowHeight + style.rowGap))
      canvas.drawText(
        cell.figure.heading, at: top, size: style.headingSize, color: style.quiet, baseline: .capitals)
      canvas.drawText(
        cell.figure.value, at: Point(top.x, top.y + rowHeight), size: style.valueSize, weight: .semiBold,
        color: cell.figure.isHighlighted ? style.highlight : style.text, tabularDigits: true)
    }
  }
}
