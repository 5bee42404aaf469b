import Raster

extension RaceScene {
  /// Draws what the task observes, as Gymnasium draws it: plain colours, instruments and score below.
  func drawObservation(on canvas: inout Canvas) {
    let view = view(downTo: Self.dashboard)
    canvas.withClip(Rectangle(x: 0, y: 0, width: Self.layout.width, height: Self.dashboard)) { canvas in
      drawField(view, RacePaint(colors), on: &canvas)
      drawRoad(view, RacePaint(colors), on: &canvas)
      drawCar(on: &canvas)
    }
    canvas.fillRectangle(
      Rectangle(x: 0, y: Self.dashboard, width: Self.layout.width, height: Self.layout.height - Self.dashboard),
      .black)
    drawInstruments(on: &canvas)
    drawScore(on: &canvas)
  }

  /// Speed, the spin of the wheels, steering and yaw rate, as bars.
  private func drawInstruments(on canvas: inout Canvas) {
    drawBar(column: 5, height: 0.02 * car.speed, .white, on: &canvas)
    for index in 0..<4 {
      let color = index < 2 ? Color(0x0000FF) : Color(0x3300FF)
      drawBar(column: 7 + index, height: 0.01 * car.wheels[index].spin, color, on: &canvas)
    }
    drawBar(column: 20, width: -10 * Double(car.wheels[0].steeringAngle), Color(0x00FF00), on: &canvas)
    drawBar(column: 30, width: -0.8 * Double(car.hull.angularVelocity), Color(0xFF0000), on: &canvas)
  }

  /// A bar that rises; Gymnasium's polygons take in the pixels on their lower and right edges.
  private func drawBar(column: Int, height: Double, _ color: Color, on canvas: inout Canvas) {
    guard abs(height) > 1e-5 else { return }
    let height = 20 * height.drawable()
    canvas.fillRectangle(
      Rectangle(x: 25 * Double(column), y: 780 - height, width: 26, height: height + 1), color)
  }

  /// A bar that extends to either side.
  private func drawBar(column: Int, width: Double, _ color: Color, on canvas: inout Canvas) {
    canvas.fillRectangle(
      Rectangle(x: 25 * Double(column), y: 720, width: 25 * width.drawable(), height: 40), color)
  }
}

extension RaceScene {
  /// The score in four places, in digits of straight strokes: at the size of an observation a font would not show.
  private func drawScore(on canvas: inout Canvas) {
    let number = score.drawable().rounded(.toNearestOrEven)
    let isNegative = score < 0
    let places = isNegative ? 3 : 4
    let width = Double(places) * Self.digitAdvance + (isNegative ? Self.signAdvance : 0)
    var x = 60 - width / 2 + 1
    canvas.fillPolygons(.white) { polygons in
      if isNegative {
        polygons.add(Rectangle(x: x, y: 746, width: 10, height: 6))
        x += Self.signAdvance
      }
      var divisor = isNegative ? 100 : 1000
      for _ in 0..<places {
        addDigit(Int(abs(number)) / divisor % 10, at: x, to: &polygons)
        divisor /= 10
        x += Self.digitAdvance
      }
    }
  }

  private static let digitAdvance = 24.0
  private static let signAdvance = 13.0

  /// The strokes of each digit, one bit each: top, upper left, upper right, middle, lower left, lower right, bottom.
  private static let strokes: [10 of UInt8] = [
    0b1110111, 0b0100100, 0b1011101, 0b1101101, 0b0101110, 0b1101011, 0b1111011, 0b0100101, 0b1111111, 0b1101111,
  ]

  private func addDigit(_ digit: Int, at x: Double, to polygons: inout PolygonCollector) {
    let strokes = Self.strokes[digit]
    let (top, width, height, thickness) = (730.0, 21.0, 30.0, 5.5)
    for row in 0..<3 where strokes & (1 << UInt8(3 * row)) != 0 {
      polygons.add(
        Rectangle(x: x + 5, y: top + Double(row) * (height - thickness) / 2, width: width - 10, height: thickness))
    }
    for side in 0..<4 {
      let (column, row) = (side % 2, side / 2)
      guard strokes & (1 << UInt8(1 + column + 3 * row)) != 0 else { continue }
      polygons.add(
        Rectangle(
          x: x + Double(column) * (width - thickness), y: top + 3 + Double(row) * height / 2 - 3 * Double(row),
          width: thickness, height: height / 2 - 1.5))
    }
  }
}
