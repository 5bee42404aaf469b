extension LinePlot: Drawable {
  /// Draws the chart on white.
  ///
  /// - Precondition: The canvas was made with fonts.
  public func draw(on canvas: inout Canvas) {
    canvas.fillRectangle(Rectangle(x: 0, y: 0, width: frameSize.width, height: frameSize.height), .white)
    let layout = LinePlotLayout(self, on: canvas)
    layout.drawHeader(on: &canvas)
    layout.drawGrid(on: &canvas)
    canvas.withClip(layout.area.inset(by: -1)) { canvas in
      for index in series.indices { layout.drawBand(of: index, on: &canvas) }
      for index in series.indices { layout.drawCurve(of: index, on: &canvas) }
      layout.drawThreshold(on: &canvas)
    }
    layout.drawAxisLabels(on: &canvas)
  }
}

/// The layout of a chart.
private struct LinePlotLayout {
  let plot: LinePlot
  let xAxis: PlotAxis
  let yAxis: PlotAxis
  /// The plot area, in which the curves lie.
  let area: Rectangle
  private let headerHeight: Double
  /// The position of each series' legend entry: its x and its row.
  private let legend: [(x: Double, row: Int)]
  private let legendRows: Int

  private let ink = Color(0x1B2430)
  private let quiet = Color(0x5B6675)
  private let grid = Color(0xE6EAEF)
  private let axis = Color(0xAEB7C2)
  private let margin = 22.0
  private let tickSize = 11.5

  init(_ plot: LinePlot, on canvas: Canvas) {
    self.plot = plot
    let xs = plot.series.lazy.flatMap { $0.points.lazy.map(\.x) }
    xAxis = PlotAxis(showing: xs, tickCount: 7, endsOnTicks: false)
    var ys = plot.threshold.map { [$0.value] } ?? []
    for series in plot.series { ys += series.points.map(\.y) + series.bands.flatMap { [$0.lower, $0.upper] } }
    yAxis = PlotAxis(showing: ys, tickCount: 6, endsOnTicks: true)
    (legend, legendRows) = Self.legend(of: plot, on: canvas, margin: margin)
    headerHeight = 54 + (plot.subtitle.isEmpty ? 0 : 18) + Double(legendRows) * Self.legendHeight
    let step = yAxis.step
    let labelWidth = yAxis.ticks.map { [tickSize] in
      canvas.measure(NumberText.tick($0, step: step), size: tickSize, tabularDigits: true).width
    }.max()
    let left = margin + (labelWidth ?? 0) + (plot.yLabel.isEmpty ? 8 : 30)
    area = Rectangle(
      x: left, y: headerHeight, width: plot.frameSize.width - left - margin - 6,
      height: plot.frameSize.height - headerHeight - (plot.xLabel.isEmpty ? 36 : 56))
  }

  private func place(_ x: Double, _ y: Double) -> Point {
    Point(
      area.minX + xAxis.position(of: x) * area.width, area.maxY - yAxis.position(of: y) * area.height)
  }

  func drawHeader(on canvas: inout Canvas) {
    canvas.drawText(
      plot.title, at: Point(margin, 33), size: 17, weight: .semiBold, color: ink)
    if !plot.subtitle.isEmpty {
      canvas.drawText(plot.subtitle, at: Point(margin, 52), size: 12.5, color: quiet)
    }
    for (index, series) in plot.series.enumerated() where !series.label.isEmpty {
      let (x, row) = legend[index]
      let middle = headerHeight - Double(legendRows - row) * Self.legendHeight
      canvas.line(
        from: Point(x + 2, middle), to: Point(x + 16, middle), plot.color(of: index), width: 3.5)
      canvas.drawText(
        series.label, at: Point(x + 24, middle), size: 12.5, color: ink, baseline: .middle)
    }
  }

  private static let legendHeight = 24.0

  /// Returns the position of each series' legend entry and the number of rows.
  private static func legend(
    of plot: LinePlot, on canvas: Canvas, margin: Double
  ) -> (places: [(x: Double, row: Int)], rows: Int) {
    var (x, row) = (margin, 0)
    let places = plot.series.map { series -> (x: Double, row: Int) in
      let width = 24 + canvas.measure(series.label, size: 12.5).width
      guard !series.label.isEmpty else { return (x, row) }
      if x > margin, x + width > plot.frameSize.width - margin { (x, row) = (margin, row + 1) }
      defer { x += width + 20 }
      return (x, row)
    }
    return (places, plot.series.contains { !$0.label.isEmpty } ? row + 1 : 0)
  }

  func drawGrid(on canvas: inout Canvas) {
    for tick in yAxis.ticks {
      let y = place(xAxis.lower, tick).y
      canvas.line(from: Point(area.minX, y), to: Point(area.maxX, y), grid, width: 1, cap: .butt)
      canvas.drawText(
        NumberText.tick(tick, step: yAxis.step), at: Point(area.minX - 9, y), size: tickSize, color: quiet,
        alignment: .trailing, baseline: .middle, tabularDigits: true)
    }
    for tick in xAxis.ticks {
      let x = place(tick, yAxis.lower).x
      canvas.line(from: Point(x, area.minY), to: Point(x, area.maxY), grid, width: 1, cap: .butt)
      canvas.line(from: Point(x, area.maxY), to: Point(x, area.maxY + 4), axis, width: 1, cap: .butt)
      canvas.drawText(
        NumberText.tick(tick, step: xAxis.step), at: Point(x, area.maxY + 10), size: tickSize, color: quiet,
        alignment: .center, baseline: .capitals, tabularDigits: true)
    }
    canvas.line(
      from: Point(area.minX, area.maxY), to: Point(area.maxX, area.maxY), axis, width: 1.2, cap: .butt)
  }

  func drawAxisLabels(on canvas: inout Canvas) {
    canvas.drawText(
      plot.xLabel, at: Point(area.center.x, plot.frameSize.height - 16), size: 12.5, color: quiet,
      alignment: .center)
    canvas.withTransform(.translation(margin + 5, area.center.y).rotated(-.pi / 2)) { canvas in
      canvas.drawText(
        plot.yLabel, at: Point(0, 0), size: 12.5, color: quiet, alignment: .center, baseline: .middle)
    }
  }

  func drawBand(of index: Int, on canvas: inout Canvas) {
    let series = plot.series[index]
    let bands = zip(series.points, series.bands).filter {
      $0.x.isPlottable && $0.y.isPlottable && $1.lower.isPlottable && $1.upper.isPlottable
    }
    guard !bands.isEmpty else { return }
    let upper = bands.map { place($0.x, $1.upper) }
    let lower = bands.map { place($0.x, $1.lower) }
    canvas.fillPolygon(upper + lower.reversed(), plot.color(of: index).opacity(0.16))
  }

  func drawCurve(of index: Int, on canvas: inout Canvas) {
    var run: [Point] = []
    for point in plot.series[index].points + [Point(.nan, .nan)] {
      if point.x.isPlottable, point.y.isPlottable {
        run.append(place(point.x, point.y))
        continue
      }
      if run.count == 1 {
        canvas.fillCircle(center: run[0], radius: 3, plot.color(of: index))
      } else if !run.isEmpty {
        canvas.polyline(run, plot.color(of: index), width: 2.2)
      }
      run.removeAll()
    }
  }

  func drawThreshold(on canvas: inout Canvas) {
    guard let threshold = plot.threshold, threshold.value.isPlottable else { return }
    let y = place(xAxis.lower, threshold.value).y
    let line = Path.polyline([Point(area.minX, y), Point(area.maxX, y)])
    canvas.stroke(line, quiet, style: StrokeStyle(width: 1.4, cap: .butt, dashes: [6, 4]))
    let isHigh = y < area.minY + 20
    canvas.drawText(
      threshold.label, at: Point(area.minX + 7, isHigh ? y + 6 : y - 6), size: 11.5, color: quiet,
      baseline: isHigh ? .capitals : .alphabetic)
  }
}
