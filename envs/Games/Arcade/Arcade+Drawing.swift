import Raster
import Simulation

/// An arcade game that draws itself.
public protocol DrawnArcadeGame: ArcadeGame {
  /// Draws the board, 64 units to a cell, from its upper left corner.
  func draw(on canvas: inout Canvas)

  /// The ending of a game that is over, in its own words.
  var ending: EpisodeEnding { get }
}

extension Arcade: Drawable where Game: DrawnArcadeGame {
  /// A board of 480 by 480 in a cabinet.
  public var frameSize: Size { ArcadeCabinet.frame }

  /// Draws the cabinet with the score, and the game's board.
  public func draw(on canvas: inout Canvas) {
    ArcadeCabinet(score: score).draw(on: &canvas) { game.draw(on: &$0) }
  }
}

extension Arcade: Watchable where Game: DrawnArcadeGame {
  /// The outcome in the game's own words.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? { ending(status, terminated: game.ending) }
}

/// The frame around the board of an arcade game.
struct ArcadeCabinet {
  let score: Double

  private static let side = 480.0
  private static let margin = 24.0
  private static let headroom = 62.0
  static let frame = Size(side + 2 * margin, headroom + side + margin)

  func draw(on canvas: inout Canvas, board: (inout Canvas) -> Void) {
    let frame = Self.frame
    canvas.fillRectangle(
      .band(of: frame), .vertical(from: 0, to: frame.height, colors: [Palette.skyMiddle, Palette.skyBottom]))
    let screen = Rectangle(x: Self.margin, y: Self.headroom, width: Self.side, height: Self.side)
    canvas.softShadow(below: screen.inset(by: -9), cornerRadius: 16, offset: 5, spread: 9)
    canvas.fill(
      .roundedRectangle(screen.inset(by: -10), cornerRadius: 15),
      .vertical(from: screen.minY, to: screen.maxY, colors: [Palette.lightWood, Palette.wood, Palette.darkWood]))
    canvas.strokeRectangle(screen.inset(by: -1), Palette.ink.opacity(0.6), width: 2)
    drawScore(on: &canvas)
    canvas.withClip(screen) { canvas in
      canvas.withTransform(.translation(screen.x, screen.y).scaled(Self.side / 640), board)
    }
  }

  private func drawScore(on canvas: inout Canvas) {
    let middle = Point(Self.frame.width / 2, 27)
    let plate = Rectangle(center: middle, size: Size(132, 32))
    canvas.softShadow(below: plate, cornerRadius: 15, offset: 2, spread: 3)
    canvas.fillRoundedRectangle(plate, cornerRadius: 15, Palette.ink)
    canvas.strokeCircle(center: Point(middle.x - 44, middle.y), radius: 6, Palette.gold, width: 3)
    canvas.label(
      "\(Int(score))", at: Point(middle.x + 6, middle.y), size: 18, weight: .semiBold, color: Palette.paper)
  }
}

extension Canvas {
  /// Draws in the coordinates of a cell: 64 by 64 units from its upper left corner, seen in a mirror if wished.
  mutating func inCell(x: Int, y: Int, isMirrored: Bool = false, _ draw: (inout Canvas) -> Void) {
    let corner = Point(64 * Double(isMirrored ? x + 1 : x), 64 * Double(y))
    withTransform(.translation(corner.x, corner.y).scaled(isMirrored ? -1 : 1, 1), draw)
  }

  /// Darkens every other cell of some rows.
  mutating func chequers(rows: Range<Int>, _ color: Color) {
    for y in rows {
      for x in 0..<10 where (x + y).isMultiple(of: 2) {
        fillRectangle(Rectangle(x: 64 * Double(x), y: 64 * Double(y), width: 64, height: 64), color)
      }
    }
  }
}
