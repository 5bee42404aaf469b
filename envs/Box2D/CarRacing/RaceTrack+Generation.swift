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
    while true {
      layAttempt(using: &generator)
      if let loop = lastLoop, closes(loop) {
        points.removeAll(keepingCapacity: true)
        for index in loop { points.append(attempt[index]) }
        complete()
        return
      }
    }
  }

  /// After so many points an attempt ends.
  static let mostPointsOfAttempt = 2500

  /// Lays one road around the field, for some rounds.
  private mutating func layAttempt(using generator: inout RandomGenerator) {
    var pen = RoadPen(checkpoints: Checkpoint.ring(using: &generator))
    attempt.removeAll(keepingCapacity: true)
    while pen.laps <= 4, attempt.count < Self.mostPointsOfAttempt { attempt.append(pen.advance()) }
  }

  /// Whether the ends of a part of the attempt are near enough to be joined.
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
      let sector = 2 * Double.pi * Double(index) / Double(count)
      var bearing = sector + generator.uniform(0, 2 * Double.pi / Double(count))
      var radius = generator.uniform(fieldRadius / 3, fieldRadius)
      if index == 0 || index == count - 1 {
        bearing = sector
        radius = 1.5 * fieldRadius
      }
      return Checkpoint(
        bearing: bearing, x: radius * palaestra_cos(bearing), y: radius * palaestra_sin(bearing))
    }
  }
}

/// Lays a road point by point, always turning towards the next checkpoint as fast as a road may.
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
