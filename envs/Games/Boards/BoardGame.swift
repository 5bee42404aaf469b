import Raster
import Simulation

/// A game of two seats on a board of rows and columns, with a stone of one of the seats, or none, on each square.
public protocol BoardGame: Game {
  /// The number of rows.
  var rows: Int { get }
  /// The number of columns.
  var columns: Int { get }
  /// The square that the last move has put a stone on, row by row from the upper left; `nil` if it has put none.
  var lastSquare: Int? { get }

  /// The seat whose stone lies on a square, counted row by row from the upper left; `nil` if none does.
  func owner(ofSquare square: Int) -> Int?

  /// The size of the picture, in logical units.
  var frameSize: Size { get }

  /// Draws the position.
  ///
  /// - Parameters:
  ///   - canvas: The canvas.
  ///   - showsMoves: True if the legal moves are marked, as a player needs to see them.
  func draw(on canvas: inout Canvas, showingMoves showsMoves: Bool)
}

extension BoardGame {
  /// A plane of the board for each seat.
  public var observationShape: [Int] { [2, rows, columns] }

  /// Writes two planes, row by row from the top: 1 where the seat's stones lie, and 1 where the other's do.
  public func writeObservation(fromSeat seat: Int, into observation: inout MutableSpan<Float>) {
    writeStones(fromSeat: seat, into: &observation)
  }

  func writeStones(fromSeat seat: Int, into observation: inout MutableSpan<Float>) {
    let count = rows * columns
    for square in 0..<count {
      let owner = owner(ofSquare: square)
      observation[square] = owner == seat ? 1 : 0
      observation[count + square] = owner == 1 - seat ? 1 : 0
    }
  }
}

extension SingleSeat: Drawable where Contest: BoardGame {
  /// The size of the game's picture.
  public var frameSize: Size { game.frameSize }

  /// Draws the position, and a badge that says how the game ended for the seat.
  public func draw(on canvas: inout Canvas) { draw(on: &canvas, showingMoves: false) }

  private func draw(on canvas: inout Canvas, showingMoves: Bool) {
    game.draw(on: &canvas, showingMoves: showingMoves && !isOver)
    guard isOver, reward(ofSeat: seat) != 0 else { return }
    canvas.verdict(reward(ofSeat: seat) > 0, at: Point(frameSize.width, 0), in: frameSize, radius: 17)
  }
}

extension SingleSeat: Watchable where Contest: BoardGame {
  /// The outcome: won, lost or drawn.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? {
    let reward = reward(ofSeat: seat)
    return switch offender {
    case seat: ending(status, terminated: EpisodeEnding("Lost by an illegal move", .failure))
    case nil where reward == 0: ending(status, terminated: EpisodeEnding("A draw", .neutral))
    default:
      ending(status, terminated: reward > 0 ? EpisodeEnding("Won", .success) : EpisodeEnding("Lost", .failure))
    }
  }

  /// Draws the position with the legal moves marked.
  public func drawForPlayer(on canvas: inout Canvas) { draw(on: &canvas, showingMoves: true) }
}
