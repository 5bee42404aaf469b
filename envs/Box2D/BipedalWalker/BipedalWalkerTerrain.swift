import Simulation

/// The ground that a ``BipedalWalker`` crosses: a line of heights, and boxes that stand in it.
///
/// A terrain is a value: it is drawn at random, or built from numbers of one's own, and a world is made of it.
/// Lengths are in metres, x to the right and y up. The first column lies at x = 0, every other one
/// ``columnWidth`` further on.
public struct BipedalWalkerTerrain: Equatable, Sendable, Codable {
  /// A box whose sides are upright: a stump, a step of stairs, or a wall of a pit.
  public struct Obstacle: Equatable, Sendable, Codable {
    /// The kind of hurdle that a box is part of.
    public enum Kind: String, Sendable, Codable {
      case stump, stairs, pit
    }

    /// The kind of hurdle that the box is part of.
    public var kind: Kind
    /// The left edge.
    public var left: Double
    /// The right edge.
    public var right: Double
    /// The lower edge.
    public var bottom: Double
    /// The upper edge.
    public var top: Double

    /// Makes a box.
    public init(_ kind: Kind, left: Double, right: Double, bottom: Double, top: Double) {
      self.kind = kind
      self.left = left
      self.right = right
      self.bottom = bottom
      self.top = top
    }
  }

  /// A cloud, which is there to be seen only.
  public struct Cloud: Equatable, Sendable, Codable {
    /// Its left end; the sky moves at half the speed of the ground.
    public var left: Double
    /// Its right end.
    public var right: Double
    /// Its lower edge.
    public var bottom: Double
    /// Its upper edge.
    public var top: Double
  }

  /// The distance between two columns.
  public static let columnWidth = 14.0 / 30
  /// The number of columns of a terrain that is drawn at random.
  public static let columnCount = 200
  /// The height of the level ground where walkers start, and around which the ground varies.
  public static let startHeight = 400.0 / 30 / 4
  /// The number of columns of level ground at the start.
  public static let startColumns = 20
  /// The number of columns at the end that a walker need not cross.
  public static let finishColumns = 10

  /// The height of the ground at each column; between two columns it is straight.
  public var heights: [Double]
  /// The boxes, from left to right.
  public var obstacles: [Obstacle]
  /// The clouds.
  public var clouds: [Cloud]

  /// Makes a terrain of one's own.
  ///
  /// Walkers start at the middle of the first ``startColumns`` columns, one leg's length above ``startHeight``.
  public init(heights: [Double], obstacles: [Obstacle] = [], clouds: [Cloud] = []) {
    self.heights = heights
    self.obstacles = obstacles
    self.clouds = clouds
  }

  /// Level ground as far as a random terrain reaches.
  public static let level = BipedalWalkerTerrain(heights: Array(repeating: startHeight, count: columnCount))

  /// The x coordinate of the finish line.
  public var finish: Double { Double(heights.count - Self.finishColumns) * Self.columnWidth }

  /// The x coordinate of a column.
  public static func position(ofColumn column: Int) -> Double { Double(column) * columnWidth }
}

extension BipedalWalkerTerrain {
  /// Throws unless a world can be built from the terrain.
  public func validate() throws(ConfigurationError) {
    let least = Self.startColumns + Self.finishColumns
    guard heights.count >= least else {
      throw ConfigurationError("A terrain of \(heights.count) columns is too short; it needs \(least) at least.")
    }
    if let column = heights.firstIndex(where: { !(abs($0) <= 1e4) }) {
      throw ConfigurationError(
        "The height of column \(column) is \(heights[column]), but must be from -1e4 to 1e4 metres.")
    }
    for box in obstacles {
      let isInRange = [box.left, box.right, box.bottom, box.top].allSatisfy { abs($0) <= 1e4 }
      guard isInRange && box.right - box.left >= 0.01 && box.top - box.bottom >= 0.01 else {
        throw ConfigurationError(
          """
          An obstacle reaches from \(box.left) to \(box.right) and from \(box.bottom) to \(box.top), but must be at \
          least 0.01 metres wide and high, within 1e4 metres.
          """)
      }
    }
  }

  func requireValid() {
    do {
      try validate()
    } catch {
      preconditionFailure(error.description)
    }
  }
}
