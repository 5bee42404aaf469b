/// A hurdle in a walker's way, and the shape of the ground there.
enum WalkerHurdle: Equatable, Sendable {
  /// A stump as high as it is wide.
  case stump(columns: Int)
  /// Stairs up or down, each step four columns wide and one column's width high.
  case stairs(steps: Int, rises: Bool)
  /// A pit: two walls with some columns from the one's left edge to the other's, and a floor deep below.
  case pit(columns: Int)

  private static let width = BipedalWalkerTerrain.columnWidth
  private static let pitDepth = 4 * width
  private static let stepColumns = 4

  /// The number of columns that it takes.
  var columnCount: Int {
    switch self {
    case .stump(let columns): columns
    case .stairs(let steps, _): steps * Self.stepColumns
    case .pit(let columns): columns + 2
    }
  }

  /// The height of the ground at one of its columns, relative to the ground before it.
  func rise(at column: Int) -> Double {
    guard column > 0 else { return 0 }
    switch self {
    case .stump: return 0
    case .stairs(_, let rises):
      let direction = rises ? 1.0 : -1
      return (Double(column) - direction) / Double(Self.stepColumns) * direction * Self.width
    case .pit: return column < columnCount - 1 ? -Self.pitDepth : 0
    }
  }

  /// Adds its boxes.
  ///
  /// - Parameters:
  ///   - column: Its first column.
  ///   - height: The height of the ground before it.
  ///   - obstacles: Receives the boxes, from left to right.
  func place(at column: Int, _ height: Double, in obstacles: inout [BipedalWalkerTerrain.Obstacle]) {
    let x = BipedalWalkerTerrain.position(ofColumn: column)
    switch self {
    case .stump(let columns):
      let size = Double(columns) * Self.width
      obstacles.append(.init(.stump, left: x, right: x + size, bottom: height, top: height + size))
    case .stairs(let steps, let rises):
      for step in 0..<steps {
        let rise = Double(step) * (rises ? 1 : -1)
        obstacles.append(
          .init(
            .stairs, left: x + Double(step * Self.stepColumns) * Self.width,
            right: x + Double((step + 1) * Self.stepColumns) * Self.width,
            bottom: height + (rise - 1) * Self.width, top: height + rise * Self.width))
      }
    case .pit(let columns):
      for wall in 0..<2 {
        let shift = wall == 0 ? 0 : Self.width * Double(columns)
        obstacles.append(
          .init(.pit, left: x + shift, right: x + Self.width + shift, bottom: height - Self.pitDepth, top: height))
      }
    }
  }
}
