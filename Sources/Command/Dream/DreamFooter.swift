import Foundation
import Raster

/// The measurements of a dream: its distance from the real episode, its realism, and its predictions of end and reward.
struct DreamFooter {
  let history: DreamHistory
  /// The last reward; `nil` before the first.
  let reward: Double?
  let layout: DreamLayout

  private var rollout: DreamRollout { history.newest }
  /// True below square frames, where there is less room.
  private var isNarrow: Bool { layout.right.width < 460 }
  private var valueSize: Double { isNarrow ? 14 : 16 }

  func draw(on canvas: inout Canvas) {
    drawDifference(in: layout.left, on: &canvas)
    let (right, half) = (layout.right, layout.right.width * 0.46)
    drawBar(
      "REALISM", isNarrow ? "" : "by the discriminator", (rollout.realism.last ?? nil).map { Double($0) },
      isGood: true,
      at: Point(right.minX, right.minY), width: half, on: &canvas)
    drawBar(
      "END", isNarrow ? "" : "of the episode, dreamt", rollout.last.map { Double($0.end) }, isGood: false,
      at: Point(right.minX, right.minY + 66), width: half, on: &canvas)
    drawTable(in: right, from: right.minX + half + (isNarrow ? 24 : 44), on: &canvas)
  }

  private func heading(_ text: String, _ note: String, at point: Point, on canvas: inout Canvas) {
    canvas.drawText(
      text, at: point, size: 10, weight: .semiBold, color: DreamPalette.text, baseline: .capitals)
    let width = canvas.measure(text, size: 10, weight: .semiBold).width
    canvas.drawText(
      note, at: Point(point.x + width + 7, point.y), size: 10, color: DreamPalette.quiet, baseline: .capitals)
  }
}

extension DreamFooter {
  /// The difference over the last steps: every dream begins at 0.
  private func drawDifference(in area: Rectangle, on canvas: inout Canvas) {
    let count = history.observed[0].count
    heading(
      "DIFFERENCE", "mean of \(count) numbers, in their deviations", at: Point(area.minX, area.minY),
      on: &canvas)
    canvas.drawText(
      Self.text(rollout.differences[rollout.age], decimals: 2), at: Point(area.maxX, area.minY - 4), size: 19,
      weight: .semiBold, color: DreamPalette.difference, alignment: .trailing, baseline: .capitals,
      tabularDigits: true)
    let top = history.differences.flatMap { history.shown($0) }.max() ?? 0
    let chart = StripChart(
      area: Rectangle(x: area.minX + 28, y: area.minY + 27, width: area.width - 28, height: area.height - 27),
      steps: history.steps, values: .upTo(top))
    for value in [chart.values.lowerBound, chart.values.upperBound / 2, chart.values.upperBound] {
      drawGrid(chart, at: value, on: &canvas)
    }
    for line in history.differences {
      chart.mark(line.start, DreamPalette.dream.opacity(0.55), on: &canvas)
      chart.draw(
        line, DreamPalette.difference, width: 2, fill: DreamPalette.difference.opacity(0.22), on: &canvas)
    }
    let newest = history.differences[history.differences.count - 1]
    canvas.fillCircle(
      center: chart.point(newest.start + rollout.age, newest.values[rollout.age]), radius: 3.2,
      DreamPalette.difference)
  }

  private func drawGrid(_ chart: StripChart, at value: Double, on canvas: inout Canvas) {
    let left = chart.point(chart.steps.lowerBound, value)
    canvas.line(from: left, to: Point(chart.area.maxX, left.y), DreamPalette.line, width: 1, cap: .butt)
    let text = value == 0 ? "0" : String(format: "%g", value)
    canvas.drawText(
      text, at: Point(left.x - 7, left.y), size: 9.5, color: DreamPalette.quiet, alignment: .trailing,
      baseline: .middle, tabularDigits: true)
  }

  /// A probability as a bar.
  private func drawBar(
    _ name: String, _ note: String, _ value: Double?, isGood: Bool, at origin: Point, width: Double,
    on canvas: inout Canvas
  ) {
    heading(name, note, at: origin, on: &canvas)
    canvas.drawText(
      value.map { "\(Int(($0 * 100).rounded())) %" } ?? "–", at: Point(origin.x + width, origin.y - 4),
      size: valueSize,
      weight: .semiBold, color: DreamPalette.text, alignment: .trailing, baseline: .capitals,
      tabularDigits: true)
    let track = Rectangle(x: origin.x, y: origin.y + 20, width: width, height: 8)
    canvas.fillRoundedRectangle(track, cornerRadius: 4, DreamPalette.track)
    guard let value else { return }
    var bar = track
    bar.width = max(8, width * min(max(value, 0), 1))
    canvas.fillRoundedRectangle(
      bar, cornerRadius: 4,
      DreamPalette.difference.mixed(with: DreamPalette.real, isGood ? min(2 * value, 1) : 1 - value))
    guard isGood else { return }
    // No generator is better than one of which the discriminator cannot tell.
    let middle = track.center.x
    canvas.line(
      from: Point(middle, track.minY - 3), to: Point(middle, track.maxY + 3), DreamPalette.text, width: 1.4,
      cap: .butt)
    canvas.drawText(
      "cannot tell", at: Point(middle, track.maxY + 8), size: 9, color: DreamPalette.quiet, alignment: .center,
      baseline: .capitals)
  }

  /// Rewards, dreamt and real.
  private func drawTable(in area: Rectangle, from left: Double, on canvas: inout Canvas) {
    let columns = [area.maxX - (isNarrow ? 68 : 84), area.maxX]
    canvas.drawText(
      "REWARD", at: Point(left, area.minY), size: 10, weight: .semiBold, color: DreamPalette.text,
      baseline: .capitals)
    for (name, color, x) in [
      ("dreamt", DreamPalette.dream, columns[0]), ("real", DreamPalette.real, columns[1]),
    ] {
      canvas.drawText(
        name, at: Point(x, area.minY - 1), size: 11, weight: .semiBold, color: color, alignment: .trailing,
        baseline: .capitals)
    }
    let hasBegun = rollout.age > 0
    drawRow(
      "this step", [rollout.last.map { Double($0.reward) }, hasBegun ? reward : nil], left, columns,
      y: area.minY + 43, on: &canvas)
    drawRow(
      "this dream", hasBegun ? [rollout.dreamtReturn, rollout.realReturn] : [nil, nil], left, columns,
      y: area.minY + 86, on: &canvas)
  }

  private func drawRow(
    _ name: String, _ values: [Double?], _ left: Double, _ columns: [Double], y: Double, on canvas: inout Canvas
  ) {
    canvas.line(
      from: Point(left, y - 20), to: Point(columns[1], y - 20), DreamPalette.line, width: 1, cap: .butt)
    canvas.drawText(name, at: Point(left, y), size: 11, color: DreamPalette.quiet, baseline: .middle)
    for (value, x) in zip(values, columns) {
      canvas.drawText(
        value.map { Self.text($0, decimals: abs($0) < 99.95 ? 2 : 1) } ?? "–", at: Point(x, y), size: valueSize,
        weight: .semiBold, color: DreamPalette.text, alignment: .trailing, baseline: .middle, tabularDigits: true)
    }
  }

  private static func text(_ value: Double, decimals: Int) -> String {
    String(format: "%.\(decimals)f", value).replacing("-", with: "−")
  }
}
