import Raster
import Simulation

extension FrozenLake: Drawable {
  /// Tiles of 64 or, on a small lake, up to 112, and a shore around them.
  public var frameSize: Size { FrozenLakeScene.frame(of: configuration.map) }

  /// Draws the lake from above, with its holes, the present at the goal, and the elf.
  public func draw(on canvas: inout Canvas) {
    let direction = lastAction.map { [GridDirection.left, .down, .right, .up][$0] }
    FrozenLakeScene(map: configuration.map, player: state, facing: direction ?? .down).draw(on: &canvas)
  }
}

extension FrozenLake: Watchable {
  /// The outcome: at the goal, through the ice, or out of time.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? {
    let isAtGoal = configuration.map.tiles[state] == .goal
    return ending(
      status,
      terminated: isAtGoal
        ? EpisodeEnding("Reached the goal", .success) : EpisodeEnding("Fell through the ice", .failure))
  }
}

/// The picture of a frozen lake.
struct FrozenLakeScene {
  let map: FrozenLakeMap
  let player: Int
  let facing: GridDirection

  private static let shore = 30.0
  /// The snow above the lake.
  private static let headroom = 76.0

  private static func board(of map: FrozenLakeMap) -> Board {
    let longest = Double(max(map.rows, map.columns))
    // Beyond 200 tiles, the largest canvas would be too small for tiles of 64.
    let side = min(max(448 / longest, Board.unit), 112, 12800 / longest)
    return Board(rows: map.rows, columns: map.columns, tileSide: side, origin: Point(shore, headroom))
  }

  static func frame(of map: FrozenLakeMap) -> Size {
    let bounds = board(of: map).bounds
    return Size(bounds.width + 2 * shore, bounds.maxY + shore)
  }

  func draw(on canvas: inout Canvas) {
    let board = Self.board(of: map)
    drawShore(on: &canvas)
    drawIce(board, on: &canvas)
    guard board.tileSide * canvas.transform.meanScale >= Self.finestTile else {
      return drawFromAfar(board, on: &canvas)
    }
    for index in map.tiles.indices {
      board.draw(in: board.position(of: index), on: &canvas) { drawSheet(TileNoise(index), on: &$0) }
    }
    drawDrifts(board, on: &canvas)
    for (index, tile) in map.tiles.enumerated() {
      board.draw(in: board.position(of: index), on: &canvas) { canvas in
        switch tile {
        case .frozen: drawCracks(TileNoise(index), on: &canvas)
        case .start: drawMat(on: &canvas)
        case .hole: drawHole(TileNoise(index), on: &canvas)
        case .goal: drawPresent(isReached: index == player, on: &canvas)
        }
      }
    }
    board.draw(in: board.position(of: player), on: &canvas) { drawElf(on: &$0) }
  }

  private func drawElf(on canvas: inout Canvas) {
    let elf = Figure(coat: Palette.teal, hat: .elf, hatColor: Palette.coral, facing: facing)
    switch map.tiles[player] {
    case .hole:
      canvas.withClip(Rectangle(x: 0, y: -20, width: 64, height: 57)) { canvas in
        canvas.withTransform(.translation(32, 57)) { elf.draw(on: &$0, hasShadow: false) }
      }
      for (radius, opacity) in [(15.0, 0.65), (20, 0.35)] {
        canvas.withTransform(.translation(32, 38).scaled(1, 0.36)) { canvas in
          canvas.strokeCircle(center: .zero, radius: radius, Palette.ice.opacity(opacity), width: 2)
        }
      }
    case .goal: canvas.withTransform(.translation(17, 57).scaled(1.12)) { elf.draw(on: &$0) }
    case .start, .frozen: canvas.withTransform(.translation(32, 57).scaled(1.18)) { elf.draw(on: &$0) }
    }
  }
}

extension FrozenLakeScene {
  private func drawShore(on canvas: inout Canvas) {
    let frame = Self.frame(of: map)
    canvas.fillRectangle(.band(of: frame), Palette.snow)
  }

  private func drawIce(_ board: Board, on canvas: inout Canvas) {
    let bounds = board.bounds
    canvas.fillRoundedRectangle(bounds.inset(by: -9), cornerRadius: 20, Palette.deepIce.opacity(0.45))
    canvas.fillRoundedRectangle(bounds.inset(by: -5), cornerRadius: 16, Palette.deepIce)
    canvas.fill(
      .roundedRectangle(bounds, cornerRadius: 12),
      .vertical(
        from: bounds.minY, to: bounds.maxY,
        colors: [Palette.ice.mixed(with: .white, 0.3), Palette.ice, Palette.deepIce]))
  }

  /// One tile's ice: a little lighter or darker than its neighbours, with bevelled edges.
  private func drawSheet(_ noise: TileNoise, on canvas: inout Canvas) {
    let sheet = Rectangle(x: 1, y: 1, width: 62, height: 62)
    let shade = noise.value(0) < 0.5 ? Color.white : Palette.deepIce
    canvas.fillRoundedRectangle(sheet, cornerRadius: 7, shade.opacity(0.1 + 0.22 * noise.value(1)))
    canvas.stroke(
      .roundedRectangle(sheet, cornerRadius: 7), Color.white.opacity(0.55), width: 1.2)
    canvas.line(from: Point(9, 63), to: Point(55, 63), Palette.water.opacity(0.14), width: 1.2)
    canvas.line(from: Point(63, 9), to: Point(63, 55), Palette.water.opacity(0.1), width: 1.2)
  }

  /// Heaps of snow that reach over the edge of the ice, and the shadow that they cast on it.
  private func drawDrifts(_ board: Board, on canvas: inout Canvas) {
    let bounds = board.bounds
    let step = 19.0
    var places: [Point] = []
    for x in stride(from: bounds.minX - 16, through: bounds.maxX + 16, by: step) {
      places += [Point(x, bounds.minY - 17), Point(x, bounds.maxY + 17)]
    }
    for y in stride(from: bounds.minY - 8, through: bounds.maxY + 8, by: step) {
      places += [Point(bounds.minX - 17, y), Point(bounds.maxX + 17, y)]
    }
    let layers: [(grown: Double, color: Color)] = [
      (3.4, Palette.deepIce.mixed(with: Palette.water, 0.12)), (1.6, Palette.shadedSnow), (0, Palette.snow),
    ]
    for layer in layers {
      for (index, place) in places.enumerated() {
        let noise = TileNoise(9000 + index)
        canvas.fillCircle(
          center: Point(place.x + noise.value(0, in: -4...4), place.y + noise.value(1, in: -2...2)),
          radius: noise.value(2, in: 12...20.5) + layer.grown, layer.color)
      }
    }
    // The heaps' shadows fall on the ice only, not on the shore behind them.
    let frame = Self.frame(of: map)
    let outer = Rectangle(x: 0, y: 0, width: frame.width, height: frame.height)
    canvas.strokeRectangle(outer, Palette.snow, width: 2 * Self.shore - 24)
    canvas.fillRectangle(.band(of: frame, to: Self.headroom - 18), Palette.snow)
    drawFlakes(around: places, on: &canvas)
  }

  private func drawFlakes(around places: [Point], on canvas: inout Canvas) {
    for (index, place) in places.enumerated() {
      let noise = TileNoise(7000 + index)
      canvas.fillCircle(
        center: Point(place.x + noise.value(1, in: -9...9), place.y + noise.value(2, in: -9...9)),
        radius: 0.8 + 0.8 * noise.value(3), Palette.deepIce.opacity(0.45))
    }
  }
}

extension FrozenLakeScene {
  /// Fine cracks and glints on some tiles.
  private func drawCracks(_ noise: TileNoise, on canvas: inout Canvas) {
    if noise.value(2) < 0.45 {
      var crack = Path()
      var point = Point(noise.value(3, in: 8...24), noise.value(4, in: 8...20))
      crack.move(to: point)
      for part in 0..<3 {
        point = Point(
          point.x + noise.value(5 + part, in: 5...14), point.y + noise.value(8 + part, in: -3...14))
        crack.line(to: point)
        if part == 1 {
          crack.line(to: Point(point.x - 6, point.y + noise.value(11, in: 6...11)))
          crack.move(to: point)
        }
      }
      let turn = Double(Int(noise.value(12) * 4)) * .pi / 2
      crack = crack.transformed(by: .translation(32, 32).rotated(turn).translated(-32, -32))
      canvas.withTransform(.translation(0.8, 0.9)) { $0.stroke(crack, Palette.water.opacity(0.16), width: 1.1) }
      canvas.stroke(crack, Color.white.opacity(0.8), width: 1.1)
    } else if noise.value(2) < 0.75 {
      let start = Point(noise.value(3, in: 14...34), noise.value(4, in: 30...50))
      for (offset, length) in [(0.0, 16.0), (7, 9)] {
        canvas.line(
          from: Point(start.x + offset, start.y + offset * 0.5),
          to: Point(start.x + offset + length, start.y + offset * 0.5 - length), Color.white.opacity(0.5),
          width: 2.2)
      }
    }
  }

  /// The mat on which the player starts.
  private func drawMat(on canvas: inout Canvas) {
    canvas.softShadow(center: Point(32, 51), radiusX: 27, radiusY: 11, opacity: 0.4)
    canvas.fillEllipse(center: Point(32, 49), radiusX: 24, radiusY: 9.5, Palette.darkWood)
    canvas.fillEllipse(center: Point(32, 47.6), radiusX: 24, radiusY: 9.5, Palette.wood)
    canvas.withTransform(.translation(32, 47.6).scaled(1, 0.4)) { canvas in
      canvas.strokeCircle(center: .zero, radius: 18, Palette.lightWood, width: 1.6)
      canvas.strokeCircle(center: .zero, radius: 11, Palette.lightWood.opacity(0.7), width: 1.4)
    }
  }

  /// Open water with a broken rim, a different one in each tile.
  private func drawHole(_ noise: TileNoise, on canvas: inout Canvas) {
    let shape = Self.hole(noise)
    func scaled(_ factor: Double, down: Double = 0) -> Path {
      shape.transformed(by: .translation(32, 33 + down).scaled(factor, factor * 0.86))
    }
    canvas.fill(scaled(29), Palette.snow.opacity(0.85))
    canvas.fill(scaled(26.5), Palette.deepIce.mixed(with: Palette.water, 0.3))
    canvas.fill(
      scaled(24, down: 1.4), .vertical(from: 12, to: 56, colors: [Palette.deepWater, Palette.water]))
    canvas.fill(scaled(17, down: -0.5), Palette.deepWater.opacity(0.4))
    canvas.line(from: Point(23, 45), to: Point(34, 47), Palette.ice.opacity(0.45), width: 1.6)
    canvas.line(from: Point(38, 44), to: Point(43, 43), Palette.ice.opacity(0.35), width: 1.6)
  }

  /// An irregular round outline about the size of the unit circle.
  private static func hole(_ noise: TileNoise) -> Path {
    let corners = 11
    func corner(_ index: Int) -> Point {
      Point.onCircle(
        radius: noise.value(20 + index % corners, in: 0.9...1.06),
        angle: 2 * .pi * (Double(index) + 0.25 * noise.value(40 + index % corners)) / Double(corners))
    }
    func middle(_ index: Int) -> Point {
      let (a, b) = (corner(index), corner(index + 1))
      // The last corner meets the first one a turn later, at the same place.
      return Point((a.x + b.x) / 2, (a.y + b.y) / 2)
    }
    var path = Path()
    path.move(to: middle(0))
    for index in 1...corners { path.curve(to: middle(index % corners), control: corner(index)) }
    path.close()
    return path
  }

  private func drawPresent(isReached: Bool, on canvas: inout Canvas) {
    if isReached { canvas.glow(center: Point(32, 34), radius: 40, color: Palette.gold, opacity: 0.9) }
    let shift = isReached ? 10.0 : 0
    canvas.withTransform(.translation(shift, 0)) { canvas in
      canvas.softShadow(center: Point(32, 52), radiusX: 24, radiusY: 7, opacity: 0.5)
      let box = Rectangle(x: 16, y: 26, width: 32, height: 26)
      canvas.fill(
        .roundedRectangle(box, cornerRadius: 2.5),
        LinearGradient(
          from: Point(16, 0), to: Point(48, 0),
          colors: [Palette.coral.mixed(with: .white, 0.12), Palette.coral.mixed(with: Palette.ink, 0.22)]))
      canvas.fillRoundedRectangle(
        Rectangle(x: 13.5, y: 20, width: 37, height: 9), cornerRadius: 2.5, Palette.coral)
      canvas.fillRectangle(Rectangle(x: 14, y: 28.4, width: 36, height: 1.8), Palette.ink.opacity(0.16))
      canvas.fillRectangle(Rectangle(x: 28.5, y: 20, width: 7, height: 32), Palette.gold)
      canvas.fillRectangle(Rectangle(x: 33.2, y: 20, width: 2.3, height: 32), Palette.darkWood.opacity(0.25))
      for side in [-1.0, 1.0] {
        canvas.withTransform(.translation(32 + side * 6.6, 15.5).rotated(side * 0.45)) { canvas in
          canvas.fillEllipse(center: .zero, radiusX: 7.2, radiusY: 4.4, Palette.gold)
          canvas.fillEllipse(
            center: .zero, radiusX: 3.8, radiusY: 2, Palette.gold.mixed(with: Palette.darkWood, 0.45))
        }
      }
      canvas.fillCircle(center: Point(32, 18), radius: 3.6, Palette.gold.mixed(with: .white, 0.25))
    }
  }
}
