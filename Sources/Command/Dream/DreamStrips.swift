import Raster

/// The numbers of an observation, real and dreamt, as strips: for states of which an observation does not tell enough to
/// draw them.
struct DreamStrips {
  let history: DreamHistory
  let area: Rectangle

  /// The room for the legend.
  private static let header = 32.0
  private static let margin = 12.0
  private static let gap = 6.0

  private var count: Int { history.observed[0].count }
  private var room: Rectangle {
    Rectangle(
      x: area.minX + Self.margin, y: area.minY + Self.header, width: area.width - 2 * Self.margin,
      height: area.height - Self.header - Self.margin)
  }
  /// The number of columns that makes strips about two and a half times as wide as high.
  private var columns: Int {
    let ideal = (Double(count) * room.width / room.height / 2.5).squareRoot()
    return min(max(Int(ideal.rounded()), 1), count)
  }
  private var rows: Int { (count + columns - 1) / columns }

  func draw(on canvas: inout Canvas) {
    canvas.fillRectangle(
      area, .vertical(from: area.minY, to: area.maxY, colors: [DreamPalette.dusk, DreamPalette.night]))
    drawLegend(on: &canvas)
    for index in 0..<count { draw(index, on: &canvas) }
  }

  private func drawLegend(on canvas: inout Canvas) {
    var x = area.maxX - Self.margin
    for (name, color) in [("dreamt", DreamPalette.dream), ("real", DreamPalette.real)] {
      canvas.drawText(
        name, at: Point(x, area.minY + Self.header - 18), size: 11, color: color, alignment: .trailing,
        baseline: .middle)
      x -= canvas.measure(name, size: 11).width + 6
      canvas.line(
        from: Point(x - 12, area.minY + Self.header - 18), to: Point(x, area.minY + Self.header - 18), color,
        width: 2.4)
      x -= 26
    }
  }

  private func cell(_ index: Int) -> Rectangle {
    let size = Size(
      (room.width + Self.gap) / Double(columns) - Self.gap, (room.height + Self.gap) / Double(rows) - Self.gap)
    return Rectangle(
      x: room.minX + Double(index % columns) * (size.width + Self.gap),
      y: room.minY + Double(index / columns) * (size.height + Self.gap), width: size.width, height: size.height)
  }

  private func draw(_ index: Int, on canvas: inout Canvas) {
    let cell = cell(index)
    canvas.fillRoundedRectangle(cell, cornerRadius: 4, DreamPalette.text.opacity(0.055))
    let (real, dreamt) = (history.real(index), history.dreamt(index))
    // What hardly moves is to be seen to hardly move.
    let values = ClosedRange.around(
      real.values + dreamt.flatMap(history.shown), atLeast: Double(history.deviations[index]))
    let chart = StripChart(area: chartArea(cell), steps: history.steps, values: values)
    for line in dreamt { chart.mark(line.start, DreamPalette.track, on: &canvas) }
    chart.draw(real, DreamPalette.real, width: 2.2, on: &canvas)
    for line in dreamt { chart.draw(line, DreamPalette.dream, width: 1.4, on: &canvas) }
    if let newest = dreamt.last, let value = newest.values.last {
      canvas.fillCircle(
        center: chart.point(newest.start + newest.values.count - 1, value), radius: 2.2, DreamPalette.dream)
    }
    canvas.drawText(
      "\(index)", at: Point(cell.minX + 6, cell.minY + 6), size: min(10, cell.height / 3),
      color: DreamPalette.quiet, baseline: .capitals, tabularDigits: true)
  }

  /// The area of a chart, beside the number that says which one it is.
  private func chartArea(_ cell: Rectangle) -> Rectangle {
    Rectangle(x: cell.minX + 22, y: cell.minY + 5, width: cell.width - 29, height: cell.height - 10)
  }
}
