import Raster

extension RacePaint {
  /// The colours of a window: those of all drawings, unless they were drawn at random.
  static func window(_ colors: RaceColors) -> RacePaint {
    var paint = RacePaint(colors)
    if colors == RaceColors() {
      paint.field = Palette.grass
      paint.grass = Palette.grass.mixed(with: Palette.lightGrass, 0.38)
      paint.road = Palette.rail.mixed(with: Palette.tyre, 0.35)
      paint.shade1 = paint.road.mixed(with: .white, 0.025)
      paint.shade2 = paint.road.mixed(with: .white, 0.05)
    }
    paint.beyond = Palette.darkGrass.mixed(with: Palette.ink, 0.35)
    paint.kerb1 = Palette.paper
    paint.kerb2 = Palette.coral
    return paint
  }
}

extension RaceScene {
  static let frame = Size(600, 480)

  /// Draws what one watches.
  func drawWindow(_ marks: SkidMarks, on canvas: inout Canvas) {
    canvas.withTransform(.scale(Self.frame.width / Self.layout.width)) { canvas in
      let view = view(downTo: Self.layout.height)
      let paint = RacePaint.window(colors)
      drawField(view, paint, on: &canvas)
      canvas.withTransform(camera) { drawTufts(view, on: &$0) }
      drawRoad(view, paint, on: &canvas)
      canvas.withTransform(camera) { canvas in
        drawLines(view, on: &canvas)
        drawStart(on: &canvas)
        draw(marks, on: &canvas)
        drawRacingCar(on: &canvas)
      }
    }
    drawMap(on: &canvas)
    drawPedals(on: &canvas)
    drawReadings(on: &canvas)
  }

  /// Tufts and flowers, at places that belong to the field; from high above they would not show.
  private func drawTufts(_ view: View, on canvas: inout Canvas) {
    guard zoom > 6 else { return }
    let cell = 5.0
    let radius = (view.halfSize * view.halfSize).sum().squareRoot()
    func cells(_ center: Double) -> ClosedRange<Int> {
      Int(((center - radius) / cell).rounded(.down))...Int(((center + radius) / cell).rounded(.down))
    }
    for row in cells(view.center.y) {
      for column in cells(view.center.x) {
        let noise = TileNoise(row &* 4099 &+ column)
        let place = SIMD2(
          cell * (Double(column) + noise.value(0)), cell * (Double(row) + noise.value(1)))
        guard view.distance(of: place) < 1, max(abs(place.x), abs(place.y)) < RaceTrack.fieldExtent else {
          continue
        }
        drawTuft(at: place, noise, view, on: &canvas)
      }
    }
  }

  private func drawTuft(at place: SIMD2<Double>, _ noise: TileNoise, _ view: View, on canvas: inout Canvas) {
    if noise.value(2) < 0.08 {
      let color = [Palette.paper, Palette.gold, Palette.coral][Int(noise.value(3) * 3)]
      canvas.fillCircle(center: Point(place), radius: 0.26, color.opacity(0.85))
      return
    }
    let size = noise.value(4, in: 0.35...0.8)
    let up = SIMD2(-view.right.y, view.right.x) * size
    let color = noise.value(5) < 0.5 ? Palette.darkGrass : Palette.lightGrass
    for lean in [-0.5, 0, 0.5] {
      canvas.line(
        from: Point(place), to: Point(place + up + lean * size * view.right), color.opacity(0.4), width: 0.13)
    }
  }
}

extension RaceScene {
  /// White lines along both edges of the road, and dashes along the middle.
  private func drawLines(_ view: View, on canvas: inout Canvas) {
    for side in [-1.0, 1] {
      canvas.fillPolygons(Palette.paper.opacity(0.8)) { polygons in
        forEachTile(in: view) {
          addLine(alongTile: $0, at: side * (RaceTrack.halfWidth - 0.45), 0.22, to: &polygons)
        }
      }
    }
    canvas.fillPolygons(Palette.paper.opacity(0.4)) { polygons in
      forEachTile(in: view) { if $0 % 2 == 0 { addLine(alongTile: $0, at: 0, 0.2, to: &polygons) } }
    }
  }

  private func addLine(
    alongTile index: Int, at offset: Double, _ width: Double, to polygons: inout PolygonCollector
  ) {
    let previous = track.index(before: index)
    polygons.add(
      Point(track.place(at: index, right: offset - width / 2)),
      Point(track.place(at: index, right: offset + width / 2)),
      Point(track.place(at: previous, right: offset + width / 2)),
      Point(track.place(at: previous, right: offset - width / 2)))
  }

  /// A chequered line across the first point of the track.
  private func drawStart(on canvas: inout Canvas) {
    let (columns, side) = (12, 2 * (RaceTrack.halfWidth - 0.6) / 12)
    let start = track.points[0]
    canvas.withTransform(.translation(start.x, start.y).rotated(start.heading)) { canvas in
      for row in 0..<2 {
        for column in 0..<columns {
          let color = (row + column) % 2 == 0 ? Palette.paper : Palette.tyre
          canvas.fillRectangle(
            Rectangle(
              x: (Double(column) - Double(columns) / 2) * side, y: (Double(row) - 1) * side, width: side,
              height: side),
            color)
        }
      }
    }
  }

  private func draw(_ marks: SkidMarks, on canvas: inout Canvas) {
    for mark in marks.visible {
      let points = mark.points.map { Point(Double(marks.points[$0].x), Double(marks.points[$0].y)) }
      let color =
        mark.isOnGrass ? Palette.darkEarth.opacity(0.55) : Palette.tyre.mixed(with: Palette.ink, 0.6).opacity(0.5)
      canvas.polyline(points, color, width: 0.45)
    }
  }

  /// The whole track in the upper right corner, the part that was driven in gold, and the car.
  private func drawMap(on canvas: inout Canvas) {
    let side = 92.0
    let panel = Rectangle(x: Self.frame.width - side - 14, y: 14, width: side, height: side)
    canvas.fillRoundedRectangle(panel, cornerRadius: 10, Palette.ink.opacity(0.42))
    let scale = (side - 14) / (2 * 1.6 * 150)
    canvas.withTransform(.translation(panel.center.x, panel.center.y).scaled(scale, -scale)) { canvas in
      let points = track.points.map { Point($0.x, $0.y) }
      canvas.polyline(points, Palette.paper.opacity(0.85), width: 2.2 / scale, isClosed: true)
      let car = Point(Double(self.car.hull.position.x), Double(self.car.hull.position.y))
      canvas.withClip(Rectangle(x: -290, y: -290, width: 580, height: 580)) { canvas in
        canvas.fillCircle(center: car, radius: 4.2 / scale, Palette.paper)
        canvas.fillCircle(center: car, radius: 3.2 / scale, Palette.coral)
      }
    }
  }

  /// Gas, brake and the steering wheel.
  private func drawPedals(on canvas: inout Canvas) {
    let panel = Rectangle(x: Self.frame.width / 2 - 60, y: Self.frame.height - 58, width: 120, height: 46)
    canvas.fillRoundedRectangle(panel, cornerRadius: 10, Palette.ink.opacity(0.42))
    let pedals = [(car.wheels[2].gas, Palette.teal, -40.0), (car.wheels[0].brake, Palette.coral, 40)]
    for (amount, color, offset) in pedals {
      let slot = Rectangle(x: panel.center.x + offset - 5, y: panel.y + 7, width: 10, height: 32)
      canvas.fillRoundedRectangle(slot, cornerRadius: 4, Palette.paper.opacity(0.3))
      let height = 32 * min(max(amount, 0), 1)
      if height > 1 {
        canvas.fillRoundedRectangle(
          Rectangle(x: slot.x, y: slot.maxY - height, width: 10, height: height), cornerRadius: min(4, height / 2),
          color)
      }
    }
    let angle = -Double(car.wheels[0].steeringAngle) * 3.2
    canvas.withTransform(.translation(panel.center.x, panel.center.y).rotated(angle)) { canvas in
      canvas.strokeCircle(center: .zero, radius: 15, Palette.paper, width: 3.4)
      for end in [Point(-14, 0), Point(14, 0), Point(0, 14)] {
        canvas.line(from: .zero, to: end, Palette.paper, width: 2.6)
      }
      canvas.fillCircle(center: .zero, radius: 4, Palette.paper)
    }
  }

  private func drawReadings(on canvas: inout Canvas) {
    canvas.readings(
      [("speed", car.speed.reading(decimals: 0)), ("score", score.reading(decimals: 1))], in: Self.frame,
      nameColor: Palette.paper, valueColor: .white)
  }
}
