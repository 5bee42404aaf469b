import Raster

/// A board on a table, as the drawings of games share it.
struct GameTable {
  let board: Board

  /// The room around the board, which holds the names of rows and columns.
  static let margin = 46.0

  init(rows: Int, columns: Int, tileSide: Double = 56) {
    board = Board(rows: rows, columns: columns, tileSide: tileSide, origin: Point(Self.margin, Self.margin))
  }

  var frame: Size {
    Size(board.bounds.width + 2 * Self.margin, board.bounds.height + 2 * Self.margin)
  }

  /// The middle of a square.
  func center(ofSquare square: Int) -> Point {
    let corner = board.corner(board.position(of: square))
    return Point(corner.x + board.tileSide / 2, corner.y + board.tileSide / 2)
  }

  /// Draws the table's cloth, brighter at the far end.
  func drawCloth(_ color: Color = Palette.sand, on canvas: inout Canvas) {
    let edge = color.mixed(with: Palette.darkWood, 0.28)
    canvas.fillRectangle(
      Rectangle(x: 0, y: 0, width: frame.width, height: frame.height),
      .vertical(from: 0, to: frame.height, colors: [color.mixed(with: .white, 0.35), color, edge]))
  }

  /// Draws a plate under the squares, with a frame around them.
  func drawPlate(_ color: Color, rim: Double = 14, on canvas: inout Canvas) {
    let plate = board.bounds.inset(by: -rim)
    canvas.softShadow(below: plate, cornerRadius: 16, offset: 6, spread: 12, opacity: 0.45)
    canvas.fill(
      .roundedRectangle(plate, cornerRadius: 14),
      .vertical(
        from: plate.minY, to: plate.maxY,
        colors: [color.mixed(with: .white, 0.16), color, color.mixed(with: Palette.ink, 0.2)]))
    canvas.stroke(.roundedRectangle(plate.inset(by: 1), cornerRadius: 13), Color.white.opacity(0.25), width: 1.5)
  }

  /// Writes letters below the columns and numbers beside the rows, the lowest row first.
  func drawNames(color: Color = Palette.darkWood, on canvas: inout Canvas) {
    for column in 0..<board.columns {
      let center = center(ofSquare: column)
      canvas.label(
        SquareNames.letter(ofColumn: column), at: Point(center.x, board.bounds.maxY + 30), size: 13,
        weight: .semiBold,
        color: color)
    }
    for row in 0..<board.rows {
      let center = center(ofSquare: row * board.columns)
      canvas.label(
        "\(board.rows - row)", at: Point(board.bounds.minX - 30, center.y), size: 13, weight: .semiBold,
        color: color)
    }
  }
}

extension Canvas {
  /// Draws a polished stone that lies on a board.
  mutating func stone(center: Point, radius: Double, color: Color) {
    softShadow(
      center: Point(center.x + radius * 0.1, center.y + radius * 0.2), radiusX: radius * 1.12,
      radiusY: radius * 1.1,
      opacity: 0.6)
    fillCircle(center: center, radius: radius, color.mixed(with: Palette.ink, 0.3))
    fillCircle(
      center: Point(center.x - radius * 0.03, center.y - radius * 0.05), radius: radius * 0.95,
      RadialGradient(colors: [
        color.mixed(with: .white, 0.22), color.mixed(with: .white, 0.1), color,
        color.mixed(with: Palette.ink, 0.16),
      ]))
    glow(
      center: Point(center.x - radius * 0.34, center.y - radius * 0.38), radius: radius * 0.55, color: .white,
      opacity: 0.75)
  }

  /// Draws a ring on the stone that was played last.
  mutating func lastMoveRing(center: Point, radius: Double, color: Color = Palette.coral) {
    strokeCircle(center: center, radius: radius, Palette.paper.opacity(0.8), width: 4.5)
    strokeCircle(center: center, radius: radius, color, width: 2.5)
  }

  /// Draws a dot where a stone may be played.
  mutating func moveDot(center: Point, radius: Double, color: Color) {
    fillCircle(center: center, radius: radius, color.opacity(0.3))
    strokeCircle(center: center, radius: radius, color.opacity(0.75), width: 1.5)
  }
}

/// The colours of black and white stones.
enum StoneColors {
  static let black = Color(0x2A2E37)
  static let white = Color(0xF4EFE4)

  static func color(ofSeat seat: Int) -> Color { seat == 0 ? black : white }
}
