import Foundation
import Raster
import Simulation

/// A distortion of the plane as from one hand to another: turned, slanted, stretched, moved, and bent at 16 places.
struct GlyphDistortion {
  /// The strength at which letters are as hard to tell apart by their pixels as Omniglot's.
  static let usualStrength = 0.7

  private let turn: Double
  private let slant: Double
  private let stretch: Point
  private let shift: Point
  /// The moves of the points of a square of 4 × 4, row by row.
  private let moves: [Point]
  /// True if lines are drawn thicker.
  let isBold: Bool

  private static let side = 4

  /// Draws a distortion.
  ///
  /// - Parameters:
  ///   - strength: The multiple of all standard deviations; 0 for none.
  ///   - generator: The source of chance.
  init(strength: Double = usualStrength, using generator: inout RandomGenerator) {
    func normal(_ deviation: Double) -> Double {
      generator.normal(mean: 0, standardDeviation: deviation * strength)
    }
    // Of a sheet of 105 pixels, as Omniglot's: 8 pixels and 6.
    (turn, slant) = (normal(0.25), normal(0.25))
    stretch = Point(exp(normal(0.15)), exp(normal(0.15)))
    shift = Point(normal(8.0 / 105), normal(8.0 / 105))
    moves = (0..<Self.side * Self.side).map { _ in Point(normal(6.0 / 105), normal(6.0 / 105)) }
    isBold = generator.uniform(0, 1) < 0.5
  }

  /// Returns the place of a point of the sheet, which is 1 wide and high around (0, 0).
  func callAsFunction(_ point: Point) -> Point {
    let stretched = Point(point.x * stretch.x + slant * point.y * stretch.y, point.y * stretch.y)
    let moved = Transform2D.rotation(turn).apply(to: stretched) + shift
    let most = Double(Self.side - 1)
    let (x, y) = (min(max((moved.x + 0.5) * most, 0), most), min(max((moved.y + 0.5) * most, 0), most))
    let (column, row) = (min(Int(x), Self.side - 2), min(Int(y), Self.side - 2))
    let (right, below) = (x - Double(column), y - Double(row))
    func move(_ row: Int, _ column: Int) -> Point { moves[row * Self.side + column] }
    let upper = move(row, column) * (1 - right) + move(row, column + 1) * right
    let lower = move(row + 1, column) * (1 - right) + move(row + 1, column + 1) * right
    return moved + upper * (1 - below) + lower * below
  }
}
