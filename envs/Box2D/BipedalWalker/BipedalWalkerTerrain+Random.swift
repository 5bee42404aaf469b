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
  mutating func redraw(
    hardcore: Bool, roughness: Double, columns: Int = columnCount, using generator: inout RandomGenerator
  ) {
    heights.removeAll(keepingCapacity: true)
    obstacles.removeAll(keepingCapacity: true)
    clouds.removeAll(keepingCapacity: true)
    var surveyor = Surveyor()
    for column in 0..<columns {
      surveyor.advance(to: column, roughness: roughness, placing: &obstacles, using: &generator)
      heights.append(surveyor.height)
      surveyor.changeSection(hardcore: hardcore, using: &generator)
    }
    for _ in 0..<Self.columnCount / 20 { clouds.append(Cloud(using: &generator)) }
  }
}

/// A walk along the columns of a terrain that gives the height of each.
private struct Surveyor {
  /// The kind of ground over some columns.
  private enum Section: Int {
    case grass, stump, stairs, pit
  }

  var height = BipedalWalkerTerrain.startHeight
  private var slope = 0.0
  private var section = Section.grass
  /// True at the first column of a section, which places its boxes and is as high as the column before.
  private var isFirstColumn = false
  private var columnsLeft = BipedalWalkerTerrain.startColumns
  /// The hurdle of the section, and the height of the ground before it.
  private var hurdle: (kind: WalkerHurdle, base: Double)?

  mutating func advance(
    to column: Int, roughness: Double, placing obstacles: inout [BipedalWalkerTerrain.Obstacle],
    using generator: inout RandomGenerator
  ) {
    switch (section, isFirstColumn) {
    case (.grass, false): roll(column, roughness: roughness, using: &generator)
    case (.grass, true): break
    case (_, true):
      let kind = drawHurdle(using: &generator)
      kind.place(at: column, height, in: &obstacles)
      hurdle = (kind, height)
      columnsLeft = kind.columnCount
    case (_, false):
      if let hurdle { height = hurdle.base + hurdle.kind.rise(at: hurdle.kind.columnCount - columnsLeft) }
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
  private func drawHurdle(using generator: inout RandomGenerator) -> WalkerHurdle {
    switch section {
    case .stairs:
      let rises = generator.random() > 0.5
      return .stairs(steps: generator.integers(3..<5), rises: rises)
    case .pit: return .pit(columns: generator.integers(3..<5))
    case .stump, .grass: return .stump(columns: generator.integers(1..<3))
    }
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
