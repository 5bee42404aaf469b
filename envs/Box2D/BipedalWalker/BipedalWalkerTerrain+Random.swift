import CMath
import Simulation

extension BipedalWalkerTerrain {
  /// Draws a terrain.
  ///
  /// - Parameters:
  ///   - hardcore: Whether stumps, stairs and pits stand in the way.
  ///   - roughness: How strongly the slope changes from column to column; 1 is Gymnasium's.
  ///   - generator: The stream that the terrain is drawn from, as in Gymnasium.
  public init(hardcore: Bool = false, roughness: Double = 1, using generator: inout RandomGenerator) {
    self.init(heights: [])
    heights.reserveCapacity(Self.columnCount)
    // No section has more boxes than columns.
    obstacles.reserveCapacity(Self.columnCount)
    clouds.reserveCapacity(Self.columnCount / 20)
    redraw(hardcore: hardcore, roughness: roughness, using: &generator)
  }

  /// Draws another terrain in the memory of this one.
  mutating func redraw(hardcore: Bool, roughness: Double, using generator: inout RandomGenerator) {
    heights.removeAll(keepingCapacity: true)
    obstacles.removeAll(keepingCapacity: true)
    clouds.removeAll(keepingCapacity: true)
    var surveyor = Surveyor()
    for column in 0..<Self.columnCount {
      surveyor.advance(to: column, roughness: roughness, placing: &obstacles, using: &generator)
      heights.append(surveyor.height)
      surveyor.changeSection(hardcore: hardcore, using: &generator)
    }
    for _ in 0..<Self.columnCount / 20 { clouds.append(Cloud(using: &generator)) }
  }
}

/// Walks along the columns of a terrain and says how high each is.
private struct Surveyor {
  /// What the ground is over some columns.
  private enum Section: Int {
    case grass, stump, stairs, pit
  }

  private static let width = BipedalWalkerTerrain.columnWidth
  private static let pitDepth = 4 * width
  private static let stepColumns = 4

  var height = BipedalWalkerTerrain.startHeight
  private var slope = 0.0
  private var section = Section.grass
  /// The first column of a section places its boxes and is as high as the column before.
  private var isFirstColumn = false
  private var columnsLeft = BipedalWalkerTerrain.startColumns
  /// The height before a pit or stairs.
  private var baseHeight = 0.0
  private var stairColumns = 0
  private var stairDirection = 1.0

  mutating func advance(
    to column: Int, roughness: Double, placing obstacles: inout [BipedalWalkerTerrain.Obstacle],
    using generator: inout RandomGenerator
  ) {
    let x = BipedalWalkerTerrain.position(ofColumn: column)
    switch (section, isFirstColumn) {
    case (.grass, false): roll(column, roughness: roughness, using: &generator)
    case (.grass, true), (.stump, false): break
    case (.stump, true): placeStump(at: x, in: &obstacles, using: &generator)
    case (.stairs, true): placeStairs(at: x, in: &obstacles, using: &generator)
    case (.stairs, false):
      let climbed = (Double(stairColumns - columnsLeft) - stairDirection) / Double(Self.stepColumns)
      height = baseHeight + climbed * stairDirection * Self.width
    case (.pit, true): placePit(at: x, in: &obstacles, using: &generator)
    case (.pit, false): height = columnsLeft > 1 ? baseHeight - Self.pitDepth : baseHeight
    }
    isFirstColumn = false
  }

  mutating func changeSection(hardcore: Bool, using generator: inout RandomGenerator) {
    columnsLeft -= 1
    guard columnsLeft == 0 else { return }
    columnsLeft = generator.integers(5..<10)
    isFirstColumn = true
    guard section == .grass && hardcore else {
      section = .grass
      return
    }
    section = Section(rawValue: generator.integers(1..<4)) ?? .grass
  }

  /// A random walk of the slope that is pulled back to the height of the start.
  private mutating func roll(_ column: Int, roughness: Double, using generator: inout RandomGenerator) {
    let drop = BipedalWalkerTerrain.startHeight - height
    slope = 0.8 * slope + 0.01 * (drop > 0 ? 1 : drop < 0 ? -1 : 0)
    if column > BipedalWalkerTerrain.startColumns { slope += generator.uniform(-1, 1) / 30 * roughness }
    height += slope
  }
}

extension Surveyor {
  /// A stump is as high as it is wide: one or two columns.
  private mutating func placeStump(
    at x: Double, in obstacles: inout [BipedalWalkerTerrain.Obstacle], using generator: inout RandomGenerator
  ) {
    columnsLeft = generator.integers(1..<3)
    let size = Double(columnsLeft) * Self.width
    obstacles.append(.init(.stump, left: x, right: x + size, bottom: height, top: height + size))
  }

  /// Three or four steps up or down, each four columns wide and one column's width high.
  private mutating func placeStairs(
    at x: Double, in obstacles: inout [BipedalWalkerTerrain.Obstacle], using generator: inout RandomGenerator
  ) {
    stairDirection = generator.random() > 0.5 ? 1 : -1
    let steps = generator.integers(3..<5)
    stairColumns = steps * Self.stepColumns
    columnsLeft = stairColumns
    baseHeight = height
    for step in 0..<steps {
      let rise = Double(step) * stairDirection
      obstacles.append(
        .init(
          .stairs, left: x + Double(step * Self.stepColumns) * Self.width,
          right: x + Double((step + 1) * Self.stepColumns) * Self.width,
          bottom: height + (rise - 1) * Self.width, top: height + rise * Self.width))
    }
  }

  /// Two walls with three or four columns from the one's left edge to the other's, and a floor deep below.
  private mutating func placePit(
    at x: Double, in obstacles: inout [BipedalWalkerTerrain.Obstacle], using generator: inout RandomGenerator
  ) {
    let columns = generator.integers(3..<5)
    for wall in 0..<2 {
      let shift = wall == 0 ? 0 : Self.width * Double(columns)
      obstacles.append(
        .init(.pit, left: x + shift, right: x + Self.width + shift, bottom: height - Self.pitDepth, top: height))
    }
    columnsLeft = columns + 2
    baseHeight = height
  }
}

extension BipedalWalkerTerrain.Cloud {
  /// Draws the five corners of a cloud and keeps what they span.
  fileprivate init(using generator: inout RandomGenerator) {
    let width = BipedalWalkerTerrain.columnWidth
    let center = generator.uniform(0, Double(BipedalWalkerTerrain.columnCount)) * width
    let height = 400.0 / 30 * 3 / 4
    (left, right) = (.infinity, -.infinity)
    (bottom, top) = (.infinity, -.infinity)
    for corner in 0..<5 {
      let angle = 3.14 * 2 * Double(corner) / 5
      let x = center + 15 * width * palaestra_sin(angle) + generator.uniform(0, 5 * width)
      let y = height + 5 * width * palaestra_cos(angle) + generator.uniform(0, 5 * width)
      (left, right) = (min(left, x), max(right, x))
      (bottom, top) = (min(bottom, y), max(top, y))
    }
  }
}
