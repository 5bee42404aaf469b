import CMath

/// A closed road for a race: points along its centre line, a tile between each point and the one before it.
///
/// Lengths are in the units of the physics. A car on the road drives from each point to the next; with the heading β
/// it drives along (-sin β, cos β) and has (cos β, sin β) to its right.
public struct RaceTrack: Equatable, Sendable {
  /// A point of the centre line.
  public struct Point: Equatable, Sendable {
    /// The angle at which the point is seen from the middle of the field, in radians.
    public var bearing: Double
    /// The angle of the road there, in radians.
    public var heading: Double
    /// The coordinate to the right.
    public var x: Double
    /// The coordinate upwards.
    public var y: Double
  }

  /// The sides of a road, to which a car's driver looks.
  public enum Side: Sendable {
    /// To the left of the direction of driving.
    case left
    /// To the right of the direction of driving.
    case right
  }

  /// The points of the centre line; the last one is followed by the first.
  public internal(set) var points: [Point] = []
  /// The side of the red and white kerb along each tile, the inner one of a hard turn; `nil` where there is none.
  public private(set) var kerbs: [Side?] = []

  /// The distance from the centre line to an edge of the road.
  public static let halfWidth = 40 / 6.0
  /// The width of a kerb.
  public static let kerbWidth = 8 / 6.0
  /// The distance from one point to the next.
  public static let pointDistance = 21 / 6.0
  /// The most that the heading changes from one point to the next, in radians.
  public static let maximumTurn = 0.31
  /// Half the side of the field, a square around the origin; a car that leaves it is lost.
  public static let fieldExtent = 2000 / 6.0

  /// The direction to the right at every point.
  private(set) var right: [SIMD2<Double>] = []
  /// The points of an attempt to lay a track, in memory that is used again.
  var attempt: [Point] = []

  /// A track without any point.
  init() {
    attempt.reserveCapacity(Self.mostPointsOfAttempt)
    points.reserveCapacity(Self.usualPointCount)
    kerbs.reserveCapacity(Self.usualPointCount)
    right.reserveCapacity(Self.usualPointCount)
  }

  private static let usualPointCount = 1024

  /// Computes what follows from the points.
  mutating func complete() {
    right.removeAll(keepingCapacity: true)
    for index in points.indices {
      let heading = palaestra_sincos(points[index].heading)
      right.append(SIMD2(heading.cosine, heading.sine))
    }
    layKerbs()
  }

  /// True if both have the same points.
  public static func == (a: RaceTrack, b: RaceTrack) -> Bool { a.points == b.points }

  /// The number of tiles of the road, one for each point.
  public var tileCount: Int { points.count }

  /// The index of the point before another one.
  @inline(__always)
  func index(before index: Int) -> Int { index == 0 ? points.count - 1 : index - 1 }

  /// The place beside a point, so far to the right of the centre line.
  @inline(__always)
  func place(at index: Int, right offset: Double) -> SIMD2<Double> {
    SIMD2(points[index].x + offset * right[index].x, points[index].y + offset * right[index].y)
  }

  /// The outer corners of a tile: left and right at its point, then right and left at the point before.
  func corners(ofTile index: Int) -> [4 of SIMD2<Double>] {
    let previous = self.index(before: index)
    return [
      place(at: index, right: -Self.halfWidth), place(at: index, right: Self.halfWidth),
      place(at: previous, right: Self.halfWidth), place(at: previous, right: -Self.halfWidth),
    ]
  }

  /// The corners of the kerb along a tile: inner and outer at its point, then outer and inner at the point before.
  func corners(ofKerbAlongTile index: Int, on side: Side) -> [4 of SIMD2<Double>] {
    let previous = self.index(before: index)
    let sign = side == .right ? 1.0 : -1
    let (inner, outer) = (sign * Self.halfWidth, sign * (Self.halfWidth + Self.kerbWidth))
    return [
      place(at: index, right: inner), place(at: index, right: outer), place(at: previous, right: outer),
      place(at: previous, right: inner),
    ]
  }
}

extension RaceTrack {
  /// The number of hard turns of one direction that must follow each other for a kerb.
  private static let kerbRun = 4

  /// Lays kerbs along each run of tiles that all turn hard and the same way.
  private mutating func layKerbs() {
    kerbs.removeAll(keepingCapacity: true)
    for index in points.indices { kerbs.append(endsHardRun(index) ? side(ofKerbAlongTile: index) : nil) }
    // In one pass over the same flags, as in Gymnasium: across the start a kerb may so grow twice.
    for index in points.indices where kerbs[index] != nil {
      for back in 0..<Self.kerbRun {
        let tile = self.index(index, movedBy: -back)
        kerbs[tile] = side(ofKerbAlongTile: tile)
      }
    }
  }

  private func endsHardRun(_ index: Int) -> Bool {
    var sum = 0
    for back in 0..<Self.kerbRun {
      let change = change(atTile: self.index(index, movedBy: -back))
      guard abs(change) > Self.maximumTurn * 0.2 else { return false }
      sum += change > 0 ? 1 : -1
    }
    return abs(sum) == Self.kerbRun
  }

  private func side(ofKerbAlongTile index: Int) -> Side { change(atTile: index) < 0 ? .right : .left }

  /// The change of the heading at a tile; where a round of the field ends, a whole turn more.
  private func change(atTile index: Int) -> Double {
    points[index].heading - points[self.index(before: index)].heading
  }
}
