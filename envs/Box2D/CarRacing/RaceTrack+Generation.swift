import CMath
import Simulation

extension RaceTrack {
  /// Draws a track as Gymnasium does: attempts go on in the same stream until one closes.
  public init(using generator: inout RandomGenerator) {
    self.init()
    lay(using: &generator)
  }

  /// Draws another track, in the memory of this one.
  mutating func lay(using generator: inout RandomGenerator) {
    while !lay(around: Checkpoint.ring(using: &generator)) {}
  }

  /// Lays another track around some checkpoints, in the memory of this one; `false` if it does not close.
  private mutating func lay(around checkpoints: [12 of Checkpoint]) -> Bool {
    layAttempt(around: checkpoints)
    guard let loop = lastLoop, closes(loop) else { return false }
    points.removeAll(keepingCapacity: true)
    for index in loop { points.append(attempt[index]) }
    complete()
    return true
  }

  /// The number of points after which an attempt ends.
  static let mostPointsOfAttempt = 2500

  /// Lays one road around the field, for some rounds.
  private mutating func layAttempt(around checkpoints: [12 of Checkpoint]) {
    var pen = RoadPen(checkpoints: checkpoints)
    attempt.removeAll(keepingCapacity: true)
    while pen.laps <= 4, attempt.count < Self.mostPointsOfAttempt { attempt.append(pen.advance()) }
  }

  /// Returns true if the ends of a part of the attempt are near enough to be joined.
  private func closes(_ loop: Range<Int>) -> Bool {
    let (first, last) = (attempt[loop.lowerBound], attempt[loop.upperBound - 1])
    let heading = palaestra_sincos(first.heading)
    let gap = (heading.cosine * (first.x - last.x), heading.sine * (first.y - last.y))
    return (gap.0 * gap.0 + gap.1 * gap.1).squareRoot() <= Self.pointDistance
  }

  /// The last whole round of the attempt past the starting line.
  private var lastLoop: Range<Int>? {
    var end: Int?
    for back in 1..<attempt.count where crossesStart(attempt.count - back) {
      let index = attempt.count - back
      guard let end else {
        end = index
        continue
      }
      return index..<end - 1
    }
    return nil
  }

  private func crossesStart(_ index: Int) -> Bool {
    attempt[index].bearing > Checkpoint.startBearing && attempt[index - 1].bearing <= Checkpoint.startBearing
  }
}

extension RaceTrack {
  /// The length of a level: two numbers for each checkpoint but the first and the last, which do not vary.
  public static let levelSize = 2 * (Checkpoint.count - 2)

  /// Lays a track of one's own around checkpoints.
  ///
  /// - Parameter level: For each checkpoint from the second to the last but one, its angle within its sector of the
  ///   field and its distance from the middle, each as a part of the range that Gymnasium draws it from.
  /// - Throws: If they are not ``levelSize`` numbers from 0 to 1, or the ends of the road do not meet.
  public init(level: [Float]) throws(ConfigurationError) {
    try level.requireLevel(size: Self.levelSize)
    self.init()
    guard lay(around: Checkpoint.ring(of: level)) else {
      throw ConfigurationError("The ends of the level's track do not meet; move its checkpoints.")
    }
  }

  /// Draws the checkpoints of a track as Gymnasium does, again and again until it closes.
  public static func drawLevel(using generator: inout RandomGenerator) -> [Float] {
    var track = RaceTrack()
    while true {
      let draws = (0..<2 * Checkpoint.count).map { _ in Float(generator.random()) }
      let level = Array(draws[2..<2 * Checkpoint.count - 2])
      if track.lay(around: Checkpoint.ring(of: level)) { return level }
    }
  }
}

/// A place that a road leads towards.
private struct Checkpoint {
  let bearing, x, y: Double

  static let count = 12
  static let fieldRadius = 900 / 6.0
  static let startBearing = 2 * Double.pi * -0.5 / Double(count)

  /// Checkpoints all around the field, at random distances.
  ///
  /// The first and the last one lie far out, where the road's ends meet. Their numbers are drawn all the same.
  static func ring(using generator: inout RandomGenerator) -> [12 of Checkpoint] {
    [12 of Checkpoint] { index in
      let angle = generator.uniform(0, sectorAngle)
      let radius = generator.uniform(fieldRadius / 3, fieldRadius)
      return Checkpoint(index, angle: angle, radius: radius)
    }
  }

  /// The checkpoints that a level describes.
  static func ring(of level: [Float]) -> [12 of Checkpoint] {
    [12 of Checkpoint] { index in
      guard 0 < index, index < count - 1 else { return Checkpoint(index, angle: 0, radius: fieldRadius) }
      let (angle, radius) = (Double(level[2 * index - 2]), Double(level[2 * index - 1]))
      return Checkpoint(index, angle: angle * sectorAngle, radius: fieldRadius * (1 + 2 * radius) / 3)
    }
  }

  private static let sectorAngle = 2 * Double.pi / Double(count)

  private init(_ index: Int, angle: Double, radius: Double) {
    let sector = 2 * Double.pi * Double(index) / Double(Self.count)
    let isEnd = index == 0 || index == Self.count - 1
    let distance = isEnd ? 1.5 * Self.fieldRadius : radius
    bearing = isEnd ? sector : sector + angle
    x = distance * palaestra_cos(bearing)
    y = distance * palaestra_sin(bearing)
  }
}

/// A pen that lays a road point by point, always turning towards the next checkpoint as fast as a road may.
private struct RoadPen {
  let checkpoints: [12 of Checkpoint]
  private(set) var laps = 0

  private var x = 1.5 * Checkpoint.fieldRadius
  private var y = 0.0
  private var heading = 0.0
  private var target = 0
  private var wasOnOtherSide = false

  init(checkpoints: [12 of Checkpoint]) { self.checkpoints = checkpoints }

  mutating func advance() -> RaceTrack.Point {
    var bearing = palaestra_atan2(y, x)
    if wasOnOtherSide, bearing > 0 {
      laps += 1
      wasOnOtherSide = false
    }
    if bearing < 0 {
      wasOnOtherSide = true
      bearing += 2 * Double.pi
    }
    let goal = nextCheckpoint(from: &bearing)
    let direction = palaestra_sincos(heading)
    let (cosine, sine) = (direction.cosine, direction.sine)
    // How far the checkpoint lies to the right.
    let deviation = (cosine * (goal.x - x) + sine * (goal.y - y)) * 6
    while heading - bearing > 1.5 * Double.pi { heading -= 2 * Double.pi }
    while heading - bearing < -1.5 * Double.pi { heading += 2 * Double.pi }
    let before = heading
    let turn = min(RaceTrack.maximumTurn, abs(0.001 * deviation))
    if deviation > 0.3 { heading -= turn }
    if deviation < -0.3 { heading += turn }
    x += -sine * RaceTrack.pointDistance
    y += cosine * RaceTrack.pointDistance
    return RaceTrack.Point(bearing: bearing, heading: before * 0.5 + heading * 0.5, x: x, y: y)
  }

  /// The first checkpoint ahead, searched on from the last one; past the last of the round the bearing starts anew.
  private mutating func nextCheckpoint(from bearing: inout Double) -> Checkpoint {
    while true {
      repeat {
        let checkpoint = checkpoints[target % checkpoints.count]
        if bearing <= checkpoint.bearing { return checkpoint }
        target += 1
      } while target % checkpoints.count != 0
      bearing -= 2 * Double.pi
    }
  }
}
