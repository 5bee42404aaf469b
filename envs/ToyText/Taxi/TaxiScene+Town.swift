import Raster

extension TaxiScene {
  private static let asphalt = Color(0x97A5B1)

  /// Gardens around the town, and the asphalt.
  func drawGround(on canvas: inout Canvas) {
    canvas.fillRectangle(
      .band(of: frame),
      .vertical(from: 0, to: frame.height, colors: [Palette.lightGrass, Palette.grass]))
    let bounds = town.bounds
    canvas.fillRoundedRectangle(bounds.inset(by: -7), cornerRadius: 18, Palette.sand)
    canvas.stroke(
      .roundedRectangle(bounds.inset(by: -7), cornerRadius: 18), Palette.darkSand.opacity(0.8), width: 1.2)
    canvas.fill(
      .roundedRectangle(bounds, cornerRadius: 13),
      .vertical(
        from: bounds.minY, to: bounds.maxY,
        colors: [Self.asphalt.mixed(with: .white, 0.12), Self.asphalt]))
    for index in 0..<10 {
      let noise = TileNoise(4000 + index)
      let along = bounds.minX + (Double(index) + noise.value(0, in: 0.2...0.8)) * bounds.width / 10
      canvas.tree(at: Point(along, 72), height: noise.value(1, in: 22...29))
      let down = bounds.minY + (Double(index) + 0.9) * bounds.height / 10
      canvas.tree(
        at: Point(index.isMultiple(of: 2) ? 14 : frame.width - 14, down), height: noise.value(2, in: 22...30))
    }
  }

  /// Dashes from the middle of each tile to the next one that can be driven to.
  func drawLanes(on canvas: inout Canvas) {
    let style = StrokeStyle(width: 2, cap: .butt, dashes: [7, 7])
    let color = Palette.paper.opacity(0.6)
    let half = town.tileSide / 2
    for row in 0..<5 {
      for column in 0..<5 {
        let corner = town.corner(GridPosition(row: row, column: column))
        let middle = Point(corner.x + half, corner.y + half)
        if Taxi.isOpen(row: row, eastOf: column) {
          canvas.stroke(
            .polyline([Point(middle.x + 13, middle.y), Point(middle.x + 2 * half - 13, middle.y)]), color,
            style: style)
        }
        if row < 4 {
          canvas.stroke(
            .polyline([Point(middle.x, middle.y + 13), Point(middle.x, middle.y + 2 * half - 13)]), color,
            style: style)
        }
      }
    }
  }

  /// A house or a garden on every inner corner, between the streets.
  func drawBlocks(on canvas: inout Canvas) {
    for row in 1..<5 {
      for column in 1..<5 {
        let corner = town.corner(GridPosition(row: row, column: column))
        let noise = TileNoise(5000 + row * 10 + column)
        let block = Rectangle(center: corner, size: Size(38, 38))
        canvas.fillRoundedRectangle(block.inset(by: -3), cornerRadius: 9, Palette.sand)
        canvas.fillRoundedRectangle(block, cornerRadius: 7, Palette.lightGrass)
        canvas.withTransform(.translation(corner.x, corner.y).scaled(1.27)) { canvas in
          if noise.value(0) < 0.62 {
            drawHouse(noise, on: &canvas)
          } else {
            canvas.tree(at: Point(-6, 11), height: 25)
            canvas.tree(at: Point(7, 13), height: 20, color: Palette.darkGrass.mixed(with: Palette.nearHills, 0.4))
          }
        }
      }
    }
  }

  private func drawHouse(_ noise: TileNoise, on canvas: inout Canvas) {
    let roofs = [Palette.coral, Palette.teal, Palette.plum, Palette.wood]
    let roof = roofs[Int(noise.value(1) * 4)]
    canvas.softShadow(center: Point(2, 12), radiusX: 17, radiusY: 5, opacity: 0.4)
    canvas.fillRectangle(Rectangle(x: -11, y: -4, width: 22, height: 16), Palette.paper)
    canvas.fillRectangle(Rectangle(x: 4, y: -4, width: 7, height: 16), Palette.sand.opacity(0.6))
    canvas.fillRoundedRectangle(Rectangle(x: -3, y: 3, width: 6, height: 9), cornerRadius: 1, Palette.darkWood)
    for x in [-8.6, 5.2] {
      canvas.fillRectangle(Rectangle(x: x, y: 0.5, width: 3.6, height: 4), Palette.blue.opacity(0.75))
    }
    canvas.fillRectangle(Rectangle(x: 5, y: -16, width: 4, height: 8), Palette.rock)
    canvas.fillPolygon(
      [Point(-14, -3), Point(-7, -14), Point(7, -14), Point(14, -3)], roof.mixed(with: Palette.ink, 0.1))
    canvas.fillPolygon([Point(-14, -3), Point(-7, -14), Point(0, -14), Point(-4, -3)], roof)
    canvas.line(from: Point(-13.5, -3), to: Point(13.5, -3), Palette.ink.opacity(0.18), width: 1.4, cap: .butt)
  }

  /// Hedges where one cannot drive from a tile to its neighbour.
  func drawHedges(on canvas: inout Canvas) {
    for column in 0..<4 {
      for row in 0..<5 where !Taxi.isOpen(row: row, eastOf: column) {
        let corner = town.corner(GridPosition(row: row, column: column + 1))
        let top = corner.y + (row == 0 ? 0 : 16)
        let bottom = corner.y + town.tileSide - (row == 4 ? 0 : 18)
        let hedge = Rectangle(x: corner.x - 8, y: top, width: 16, height: bottom - top)
        canvas.softShadow(below: hedge, cornerRadius: 8, offset: 3, spread: 4)
        canvas.fillRoundedRectangle(hedge, cornerRadius: 7, Palette.darkGrass.mixed(with: Palette.ink, 0.15))
        for (index, y) in stride(from: top + 6, through: bottom - 5, by: 7.5).enumerated() {
          let noise = TileNoise(6000 + 40 * (row * 5 + column) + index)
          canvas.fillCircle(
            center: Point(corner.x + noise.value(0, in: -2.5...2.5), y), radius: noise.value(1, in: 5.2...7.4),
            Palette.darkGrass.mixed(with: Palette.grass, noise.value(2)))
        }
      }
    }
  }

  func drawRain(on canvas: inout Canvas) {
    let bounds = town.bounds
    canvas.fillRectangle(
      .band(of: frame, to: bounds.maxY + 24), Palette.rail.opacity(0.16))
    for index in 0..<90 {
      let noise = TileNoise(8000 + index)
      let start = Point(noise.value(0) * frame.width, noise.value(1) * (bounds.maxY + 20))
      let length = noise.value(2, in: 9...19)
      canvas.line(
        from: start, to: Point(start.x - length * 0.28, start.y + length), Palette.paper.opacity(0.5), width: 1.3)
    }
  }

  /// The legend: the passenger's stand and the destination, in words and colours.
  func drawLegend(on canvas: inout Canvas) {
    let top = town.bounds.maxY + 24
    canvas.fillRectangle(.band(of: frame, from: top), Palette.ink)
    let middle = Point(frame.width / 2, (top + frame.height) / 2)
    let destination = Self.stands[situation.destination]
    let isWaiting = situation.passenger < 4
    let origin = isWaiting ? Self.stands[situation.passenger] : (color: Palette.plum, name: "taxi")
    canvas.line(from: Point(middle.x - 9, middle.y), to: Point(middle.x + 9, middle.y), Palette.paper, width: 2)
    canvas.polyline(
      [Point(middle.x + 4, middle.y - 5), Point(middle.x + 9, middle.y), Point(middle.x + 4, middle.y + 5)],
      Palette.paper, width: 2)
    for (side, color) in [(-1.0, origin.color), (1, destination.color)] {
      canvas.fillCircle(center: Point(middle.x + side * 30, middle.y), radius: 8, color)
      canvas.strokeCircle(center: Point(middle.x + side * 30, middle.y), radius: 8, Palette.paper, width: 1.5)
    }
    canvas.label(
      isWaiting ? "passenger at \(origin.name)" : "passenger on board",
      at: Point(middle.x - 48, middle.y), size: 13, color: Palette.paper, alignment: .trailing)
    canvas.label(
      "destination \(destination.name)", at: Point(middle.x + 48, middle.y), size: 13, color: Palette.paper,
      alignment: .leading)
  }
}
