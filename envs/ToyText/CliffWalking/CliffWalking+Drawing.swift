import Raster
import Simulation

extension CliffWalking: Drawable {
  /// Twelve by four tiles of 64, and the glow below them.
  public var frameSize: Size { CliffScene.frame }

  /// The middle of a tile, in the drawing's units.
  public static func center(ofTile tile: Int) -> Point { CliffScene.center(ofTile: tile) }

  /// Draws the meadow, the abyss, the flag and the walker.
  public func draw(on canvas: inout Canvas) {
    let direction = lastAction.map { [GridDirection.up, .right, .down, .left][$0] }
    CliffScene(walker: state, facing: direction ?? .right, isSlippery: configuration.isSlippery).draw(on: &canvas)
  }
}

extension CliffWalking: Watchable {
  /// The outcome: at the goal; who falls begins at the start again.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? {
    ending(status, terminated: EpisodeEnding("Reached the goal", .success))
  }
}

/// The picture of the cliff.
struct CliffScene {
  let walker: Int
  let facing: GridDirection
  let isSlippery: Bool

  private static let board = Board(
    rows: CliffWalking.rows, columns: CliffWalking.columns, tileSide: Board.unit, origin: Point(0, 72))

  private static let meadow = Palette.lightGrass.mixed(with: Palette.grass, 0.4)
  static let frame = Size(board.bounds.width, board.bounds.maxY + 26)

  static func center(ofTile tile: Int) -> Point {
    let corner = board.corner(board.position(of: tile))
    return Point(corner.x + Board.unit / 2, corner.y + Board.unit / 2)
  }

  private var board: Board { Self.board }
  private var frame: Size { Self.frame }
  /// The y coordinate in the frame at which the meadow ends.
  private var edge: Double { board.corner(GridPosition(row: 3, column: 0)).y }

  func draw(on canvas: inout Canvas) {
    drawLava(on: &canvas)
    drawMeadow(on: &canvas)
    drawPillar(column: 0, on: &canvas)
    drawPillar(column: CliffWalking.columns - 1, on: &canvas)
    for tile in 0..<CliffWalking.rows * CliffWalking.columns where !CliffWalking.isCliff(tile) {
      board.draw(in: board.position(of: tile), on: &canvas) { drawGrass(tile, on: &$0) }
    }
    board.draw(in: board.position(of: CliffWalking.start), on: &canvas) { drawStart(on: &$0) }
    board.draw(in: board.position(of: CliffWalking.goal), on: &canvas) { canvas in
      canvas.flag(at: Point(walker == CliffWalking.goal ? 44 : 30, 52), height: 48)
    }
    board.draw(in: board.position(of: walker), on: &canvas) { canvas in
      let x = walker == CliffWalking.goal ? 22.0 : 32
      let figure = Figure(coat: Palette.blue, hat: .straw, hatColor: Palette.coral, facing: facing)
      canvas.withTransform(.translation(x, 58).scaled(1.15)) { figure.draw(on: &$0) }
    }
    guard walker == CliffWalking.goal else { return }
    let corner = board.corner(board.position(of: walker))
    canvas.verdict(true, at: Point(corner.x + 26, corner.y - 22), in: frame)
  }

  private func drawLava(on canvas: inout Canvas) {
    let top = edge
    canvas.fillRectangle(
      .band(of: frame, from: top),
      .vertical(
        from: top + 14, to: frame.height,
        colors: [Palette.coral.mixed(with: Palette.darkRock, 0.55), Palette.coral, Palette.amber]))
    for band in 0..<4 {
      var wave = Path()
      let y = top + 40 + Double(band) * 17
      wave.move(to: Point(-2, y))
      for index in 0..<16 {
        let noise = TileNoise(300 + 20 * band + index)
        let x = 50 * Double(index + 1)
        wave.curve(
          to: Point(x, y + noise.value(0, in: -4...4)), control1: Point(x - 32, y + noise.value(1, in: -9...9)),
          control2: Point(x - 16, y + noise.value(2, in: -9...9)))
      }
      canvas.stroke(wave, Palette.gold.opacity(0.25 + 0.13 * Double(band)), width: 2.2 + Double(band) * 0.5)
    }
    for index in 0..<22 {
      let noise = TileNoise(500 + index)
      let point = Point(70 + noise.value(0) * (frame.width - 140), top + 44 + noise.value(1) * 40)
      let radius = 2 + 3.5 * noise.value(2)
      canvas.glow(center: point, radius: radius * 2.6, color: Palette.sun, opacity: 0.6)
      canvas.fillCircle(center: point, radius: radius * 0.6, Palette.sun.opacity(0.9))
    }
  }
}

extension CliffScene {
  private func drawMeadow(on canvas: inout Canvas) {
    let grass = Rectangle.band(of: frame, to: edge)
    drawRock(below: Rectangle(x: 60, y: edge - 4, width: frame.width - 120, height: 30), seed: 0, on: &canvas)
    canvas.fillRectangle(
      grass,
      .vertical(from: 0, to: edge, colors: [Palette.grass, CliffScene.meadow]))
    drawFringe(from: 64, to: frame.width - 64, y: edge, on: &canvas)
    for index in 0..<13 {
      let noise = TileNoise(60 + index)
      let foot = Point(noise.value(0, in: 0...28) + Double(index) * 62, 62 + noise.value(1, in: -6...4))
      canvas.tree(
        at: foot, height: noise.value(2, in: 24...32),
        color: Palette.darkGrass.mixed(with: Palette.nearHills, noise.value(3) * 0.4))
    }
  }

  /// The ground of a tile that stands in the abyss like a tower.
  private func drawPillar(column: Int, on canvas: inout Canvas) {
    let corner = board.corner(GridPosition(row: 3, column: column))
    // Beyond the frame, by as much as what else fills it.
    let left = column == 0 ? corner.x - 20 : corner.x
    let face = Rectangle(x: left, y: corner.y + 56, width: 84, height: frame.height - corner.y - 36)
    let shade = Palette.darkRock.opacity(0.55)
    let side = column == 0 ? corner.x + 64 : corner.x
    canvas.fillRectangle(
      Rectangle(x: corner.x - 18, y: corner.y + 26, width: 100, height: frame.height - corner.y),
      LinearGradient(
        from: Point(side, 0), to: Point(side + (column == 0 ? 18 : -18), 0), colors: [shade, shade.opacity(0)]))
    drawRock(below: face, seed: 40 + column, on: &canvas)
    canvas.fillRectangle(
      Rectangle(x: left, y: corner.y - 2, width: 84, height: 64),
      CliffScene.meadow)
    drawFringe(from: left, to: left + 84, y: corner.y + 62, on: &canvas)
  }

  /// A face of stone, split into facets, with a ragged lower edge.
  private func drawRock(below area: Rectangle, seed: Int, on canvas: inout Canvas) {
    var facets: [(left: Double, right: Double, depth: Double, noise: TileNoise)] = []
    var x = area.minX
    while x < area.maxX {
      let noise = TileNoise(seed * 100 + facets.count)
      let right = min(x + noise.value(0, in: 14...30), area.maxX)
      facets.append((x, right, area.height + noise.value(1, in: -5...8), noise))
      x = right
    }
    var face = Path()
    face.move(to: Point(area.minX, area.minY))
    for facet in facets {
      face.line(to: Point(facet.left, area.minY + facet.depth * 0.78))
      face.line(to: Point((facet.left + facet.right) / 2, area.minY + facet.depth))
    }
    face.line(to: Point(area.maxX, area.minY + area.height * 0.8))
    face.line(to: Point(area.maxX, area.minY))
    face.close()
    canvas.withTransform(.translation(0, 8)) { $0.fill(face, Palette.darkRock.opacity(0.35)) }
    canvas.fill(face, .vertical(from: area.minY, to: area.maxY + 4, colors: [Palette.rock, Palette.darkRock]))
    for facet in facets {
      let tone = facet.noise.value(2) < 0.5 ? Palette.darkRock : Palette.sand
      canvas.fillPolygon(
        [
          Point(facet.left, area.minY), Point(facet.right, area.minY),
          Point((facet.left + facet.right) / 2, area.minY + facet.depth),
          Point(facet.left, area.minY + facet.depth * 0.78),
        ], tone.opacity(facet.noise.value(3, in: 0.05...0.22)))
    }
  }

  /// Grass that hangs over an edge.
  private func drawFringe(from left: Double, to right: Double, y: Double, on canvas: inout Canvas) {
    canvas.fillRectangle(
      Rectangle(x: left, y: y - 3, width: right - left, height: 6),
      Palette.grass.mixed(with: Palette.darkGrass, 0.35))
    for (index, x) in stride(from: left + 4, to: right - 2, by: 8).enumerated() {
      let noise = TileNoise(Int(left) + 800 + index)
      canvas.fillPolygon(
        [
          Point(x - 5, y + 2), Point(x + 5, y + 2),
          Point(x + noise.value(0, in: -2...2), y + noise.value(1, in: 5...11)),
        ],
        Palette.grass.mixed(with: Palette.darkGrass, 0.35))
    }
    canvas.line(
      from: Point(left, y - 3), to: Point(right, y - 3), Palette.lightGrass.mixed(with: .white, 0.15), width: 1.6,
      cap: .butt)
  }

  /// A chequered tile with blades of grass, or with puddles of ice where one slips.
  private func drawGrass(_ tile: Int, on canvas: inout Canvas) {
    let position = board.position(of: tile)
    if (position.row + position.column).isMultiple(of: 2) {
      canvas.fillRectangle(
        Rectangle(x: 0, y: 0, width: 64, height: position.row == 3 ? 58 : 64), Palette.darkGrass.opacity(0.13))
    }
    let noise = TileNoise(tile)
    if isSlippery, position.row < 3, noise.value(19) < 0.6 {
      let place = Point(noise.value(20, in: 22...42), noise.value(21, in: 24...40))
      canvas.fillEllipse(
        center: place, radiusX: noise.value(22, in: 14...22), radiusY: 9, Palette.ice.opacity(0.75))
      canvas.line(
        from: Point(place.x - 6, place.y + 1), to: Point(place.x + 2, place.y - 3), Color.white.opacity(0.8),
        width: 1.8)
    }
    for blade in 0..<3 {
      let foot = Point(noise.value(blade, in: 8...56), noise.value(3 + blade, in: 14...54))
      for lean in [-2.4, 0.3, 2.8] {
        canvas.line(
          from: foot, to: Point(foot.x + lean, foot.y - 5), Palette.darkGrass.opacity(0.55), width: 1.2)
      }
    }
    if noise.value(9) < 0.3, position.row < 3 { drawFlower(noise, on: &canvas) }
  }

  private func drawFlower(_ noise: TileNoise, on canvas: inout Canvas) {
    let flower = Point(noise.value(10, in: 10...54), noise.value(11, in: 12...50))
    let color = noise.value(12) < 0.5 ? Palette.paper : Palette.gold
    for petal in 0..<5 {
      canvas.fillCircle(
        center: .onCircle(center: flower, radius: 2.3, angle: Double(petal) * 0.4 * .pi), radius: 1.7, color)
    }
    canvas.fillCircle(center: flower, radius: 1.5, Palette.amber)
  }

  /// The signpost at the start, its arrow pointing along the way.
  private func drawStart(on canvas: inout Canvas) {
    canvas.softShadow(center: Point(13, 50), radiusX: 8, radiusY: 3)
    canvas.line(from: Point(13, 50), to: Point(13, 24), Palette.darkWood, width: 3)
    canvas.fillPolygon(
      [Point(4, 18), Point(20, 18), Point(25, 23), Point(20, 28), Point(4, 28)], Palette.wood)
    canvas.line(from: Point(8, 23), to: Point(18, 23), Palette.paper.opacity(0.8), width: 1.6)
  }
}
