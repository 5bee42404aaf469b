import Raster

extension WalkerScene {
  private static let step = BipedalWalkerTerrain.columnWidth

  /// The columns in sight, and some beyond on both sides.
  private var columns: ClosedRange<Int> {
    let first = Int((scroll / Self.step).rounded(.down)) - 2
    return first...(first + Int(Self.frame.width / Self.scale / Self.step) + 5)
  }

  /// Beyond its ends, the ground goes on as high as they are; over a pit, this is the height of its brim.
  private func height(ofColumn column: Int) -> Double {
    let x = BipedalWalkerTerrain.position(ofColumn: column)
    let pit = pits.first { $0.left - 0.01 < x && x < $0.right + 0.01 }
    return pit?.top ?? terrain.heights[min(max(column, 0), terrain.heights.count - 1)]
  }

  private func surface(ofColumn column: Int) -> Point {
    point(BipedalWalkerTerrain.position(ofColumn: column), height(ofColumn: column))
  }

  private func crest(lowered depth: Double) -> [Point] {
    columns.map { column in
      let point = surface(ofColumn: column)
      return Point(point.x, point.y + depth)
    }
  }

  /// Grass over earth, with tufts and stones that stay where they are.
  func drawGround(on canvas: inout Canvas) {
    let (width, height) = (Self.frame.width, Self.frame.height)
    let bottom = [Point(width + 60, height + 20), Point(-60, height + 20)]
    let level = point(0, BipedalWalkerTerrain.startHeight).y
    canvas.fill(
      .polygon(crest(lowered: 0) + bottom),
      .vertical(from: level - 30, to: height, colors: [Palette.grass, Palette.darkGrass]))
    canvas.fill(
      .polygon(crest(lowered: 13) + bottom),
      .vertical(from: level - 20, to: height + 20, colors: [Palette.sand, Palette.earth]))
    canvas.fill(
      .polygon(crest(lowered: 44) + bottom),
      .vertical(from: level, to: height + 40, colors: [Palette.earth, Palette.darkEarth]))
    canvas.polyline(crest(lowered: 13), Palette.darkGrass.opacity(0.55), width: 3)
    canvas.polyline(crest(lowered: 1.4), Palette.lightGrass, width: 3.4)
    for column in columns {
      drawStone(below: column, on: &canvas)
      drawTuft(on: column, on: &canvas)
    }
  }

  /// A hole between two walls, its floor in the dark.
  func drawPits(on canvas: inout Canvas) {
    for pit in pits {
      let (corner, opposite) = (point(pit.left, pit.top), point(pit.right, pit.bottom))
      guard opposite.x > 0, corner.x < Self.frame.width else { continue }
      canvas.fillRectangle(
        Rectangle(
          x: corner.x, y: corner.y - 4, width: opposite.x - corner.x, height: opposite.y - corner.y + 4),
        .vertical(from: corner.y, to: opposite.y, colors: [Palette.rock, Palette.darkRock]))
      canvas.fillRectangle(
        Rectangle(x: corner.x, y: opposite.y - 3, width: opposite.x - corner.x, height: 3), Palette.darkEarth)
    }
  }

  /// The robot's shadow on the ground below it.
  func drawShadow(on canvas: inout Canvas) {
    let column = Double(hull.position.x).drawable() / Self.step
    let left = min(max(Int(column.rounded(.down)), 0), terrain.heights.count - 2)
    let share = min(max(column - Double(left), 0), 1)
    let ground = terrain.heights[left] + share * (terrain.heights[left + 1] - terrain.heights[left])
    canvas.softShadow(center: point(Double(hull.position.x), ground), radiusX: 34, radiusY: 5, opacity: 0.35)
  }

  private func drawStone(below column: Int, on canvas: inout Canvas) {
    let noise = TileNoise(2000 + column)
    guard noise.value(0) < 0.55, !isBuilt(column) else { return }
    let surface = surface(ofColumn: column)
    canvas.fillEllipse(
      center: Point(surface.x + 8 * noise.value(1), surface.y + 22 + 70 * noise.value(2)),
      radiusX: 2.5 + 4 * noise.value(3), radiusY: 1.8 + 2 * noise.value(4),
      (noise.value(5) < 0.5 ? Palette.darkEarth : Palette.paper).opacity(0.22))
  }

  private func drawTuft(on column: Int, on canvas: inout Canvas) {
    let noise = TileNoise(3000 + column)
    let isLevel = abs(height(ofColumn: column + 1) - height(ofColumn: column)) < 0.3
    guard noise.value(0) < 0.5, isLevel, !isBuilt(column) else { return }
    let (start, end, share) = (surface(ofColumn: column), surface(ofColumn: column + 1), noise.value(1))
    let foot = Point(start.x + share * (end.x - start.x), start.y + share * (end.y - start.y))
    for lean in [-2.5, 0.5, 3] {
      canvas.line(
        from: Point(foot.x + lean * 0.4, foot.y + 2), to: Point(foot.x + lean, foot.y - 3 - 3 * noise.value(2)),
        Palette.grass.mixed(with: Palette.darkGrass, 0.4), width: 1.1)
    }
    if noise.value(3) < 0.16 {
      let color = noise.value(4) < 0.5 ? Palette.paper : Palette.gold
      canvas.line(from: foot, to: Point(foot.x + 1, foot.y - 7), Palette.darkGrass, width: 1)
      canvas.fillCircle(center: Point(foot.x + 1, foot.y - 8), radius: 2, color)
      canvas.fillCircle(center: Point(foot.x + 1, foot.y - 8), radius: 0.8, Palette.amber)
    }
  }

  /// Returns true if a box stands on a column.
  private func isBuilt(_ column: Int) -> Bool {
    let x = BipedalWalkerTerrain.position(ofColumn: column)
    return terrain.obstacles.contains { $0.left - Self.step < x && x < $0.right + 0.01 }
  }
}

extension WalkerScene {
  /// The obstacles that come in pairs: the walls of pits.
  static func pits(in terrain: BipedalWalkerTerrain) -> [BipedalWalkerTerrain.Obstacle] {
    var pits: [BipedalWalkerTerrain.Obstacle] = []
    var wall: BipedalWalkerTerrain.Obstacle?
    for box in terrain.obstacles where box.kind == .pit {
      if let first = wall {
        pits.append(.init(.pit, left: first.left, right: box.right, bottom: first.bottom, top: first.top))
        wall = nil
      } else {
        wall = box
      }
    }
    return pits
  }

  func drawObstacles(on canvas: inout Canvas) {
    let sight = (scroll - 1)...(scroll + Self.frame.width / Self.scale + 1)
    for (index, box) in terrain.obstacles.enumerated()
    where box.right > sight.lowerBound && box.left < sight.upperBound {
      let (corner, opposite) = (point(box.left, box.top), point(box.right, box.bottom))
      let area = Rectangle(
        x: corner.x, y: corner.y, width: opposite.x - corner.x, height: opposite.y - corner.y)
      switch box.kind {
      case .stump: drawStump(area, on: &canvas)
      case .stairs, .pit: drawMasonry(area, index, on: &canvas)
      }
    }
  }

  /// A stump: the bark of a tree, and rings on top.
  private func drawStump(_ area: Rectangle, on canvas: inout Canvas) {
    canvas.softShadow(
      center: Point(area.center.x, area.maxY), radiusX: area.width * 0.75, radiusY: 4, opacity: 0.35)
    canvas.fill(
      .roundedRectangle(area, cornerRadius: 2),
      LinearGradient(
        from: Point(area.minX, 0), to: Point(area.maxX, 0),
        colors: [Palette.wood, Palette.lightWood, Palette.wood, Palette.darkWood]))
    for share in [0.2, 0.42, 0.66, 0.84] {
      let x = area.minX + share * area.width
      canvas.line(
        from: Point(x, area.minY + 6), to: Point(x, area.maxY - area.height * 0.25 * share),
        Palette.darkWood.opacity(0.5), width: 1)
    }
    let top = Rectangle(x: area.minX, y: area.minY, width: area.width, height: 4.5)
    canvas.fillRoundedRectangle(top, cornerRadius: 2, Palette.lightWood.mixed(with: Palette.paper, 0.35))
    canvas.line(
      from: Point(area.minX + area.width * 0.25, area.minY + 2.3),
      to: Point(area.maxX - area.width * 0.25, area.minY + 2.3), Palette.wood, width: 1)
  }

  /// A wall of stones, with light from above.
  private func drawMasonry(_ area: Rectangle, _ index: Int, on canvas: inout Canvas) {
    let stone = Palette.rock.mixed(with: Palette.paper, 0.32)
    canvas.fill(
      .rectangle(area),
      .vertical(from: area.minY, to: area.maxY, colors: [stone, Palette.rock]))
    let course = 14.0
    let joint = Palette.darkRock.opacity(0.35)
    for row in 0...Int(area.height / course) {
      let y = area.minY + Double(row) * course
      if row > 0, y < area.maxY - 1 {
        canvas.line(from: Point(area.minX, y), to: Point(area.maxX, y), joint, width: 1, cap: .butt)
      }
      let shift = TileNoise(40 * index + row).value(0) * 10
      for x in stride(from: area.minX + 5 + shift, to: area.maxX - 3, by: 17) {
        canvas.line(from: Point(x, y), to: Point(x, min(y + course, area.maxY)), joint, width: 1, cap: .butt)
      }
    }
    canvas.strokeRectangle(area, Palette.darkRock.opacity(0.4), width: 1)
    canvas.line(
      from: Point(area.minX, area.minY + 1.2), to: Point(area.maxX, area.minY + 1.2),
      Palette.paper.opacity(0.75), width: 2.4, cap: .butt)
  }

  /// A pennant at the start, and a gate at the finish.
  func drawFlags(on canvas: inout Canvas) {
    canvas.flag(at: surface(ofColumn: 3), height: 50)
    let column = terrain.heights.count - BipedalWalkerTerrain.finishColumns
    let foot = surface(ofColumn: column)
    guard foot.x < Self.frame.width + 60 else { return }
    canvas.line(from: foot, to: Point(foot.x, foot.y - 92), Palette.rail, width: 3.5)
    let cloth = Rectangle(x: foot.x, y: foot.y - 92, width: 42, height: 28)
    canvas.fillRectangle(cloth, Palette.paper)
    for row in 0..<4 {
      for square in 0..<6 where (row + square) % 2 == 0 {
        canvas.fillRectangle(
          Rectangle(x: cloth.x + Double(square) * 7, y: cloth.y + Double(row) * 7, width: 7, height: 7), Palette.ink
        )
      }
    }
    canvas.fillCircle(center: Point(foot.x, foot.y - 94), radius: 3.4, Palette.brass)
  }
}
