import Environments
import Foundation
import Physics2D
import Raster
import Simulation
import Testing

/// Gymnasium's recorded drives: tracks, rewards, motion and pictures.
@Suite("CarRacing beside Gymnasium")
struct CarRacingParityTests {
  /// The bar is 6 of 255; what is left lies in edges, which Gymnasium rounds to whole pixels of a larger picture.
  private static let meanTolerance = 0.6

  @Test("tracks are Gymnasium's to the last bit")
  func tracks() throws {
    let golden = try CarGolden()
    let generators = try #require(try GoldenIndex.load().files["CarRacing-v3"]).generators
    for (row, seed) in golden.seeds.enumerated() {
      var race = CarRacing<ContinuousDriving>()
      let _: [UInt8] = race.reset(seed: seed)
      #expect(race.track.points.flatMap { [$0.bearing, $0.heading, $0.x, $0.y] } == golden.tracks[row])
      let state = try #require(generators["\(seed)"]).state
      #expect(race.generator.bits.state == UInt128(state.dropFirst(2), radix: 16))
    }
  }

  @Test("moves alike from every stored state, and comes upon the same tiles")
  func motion() throws {
    let golden = try CarGolden()
    var comparison = MotionComparison("CarRacing-v3")
    try golden.replay { row, step, race, outcome in
      let expected = golden.car(row, step)
      let before = step < 0 ? nil : golden.car(row, step - 1)
      comparison.add(
        expected.kind(after: before), observation: largestDifference(race.car.numbers, expected.numbers),
        reward: step < 0 ? 0 : abs(outcome.reward - golden.reward(row, step)))
      guard step >= 0 else { return }
      try #require(race.visitedTileCount == golden.visited(row, step), "row \(row), step \(step)")
      try #require(abs(outcome.reward - golden.reward(row, step)) < 1e-12, "row \(row), step \(step)")
    }
    comparison.conclude(atLeast: 850)
  }

  /// With `PALAESTRA_WRITE_GOLDEN=1` the pictures are written side by side to
  /// `Benchmarks/pictures/car-racing-pixels.png`.
  @Test("pictures are Gymnasium's but for a rounding of edges")
  func pixels() throws {
    let golden = try CarGolden()
    var rows: [[[UInt8]]] = []
    try golden.replay { row, step, _, outcome in
      guard let frame = golden.frame(row, step) else { return }
      let differences = zip(outcome.observation, frame).map { abs(Int($0) - Int($1)) }
      let mean = Double(differences.reduce(0, +)) / Double(frame.count)
      #expect(mean < Self.meanTolerance, "seed \(golden.seeds[row]), step \(step)")
      let worst = differences.indices.filter { differences[$0] > 60 }.count
      #expect(worst < 250, "seed \(golden.seeds[row]), step \(step): many bytes differ by more than 60")
      rows.append([outcome.observation, frame, differences.map { UInt8($0) }])
    }
    if ProcessInfo.processInfo.environment["PALAESTRA_WRITE_GOLDEN"] != nil { try writePicture(rows) }
  }
}

extension CarState {
  /// What the steering joints do between two states.
  fileprivate func kind(after before: CarState?) -> MotionComparison.Kind {
    guard let before else { return .free }
    let isStopped = [before, self].contains { car in
      (0..<2).contains { abs(car.wheels[$0].steeringAngle) > 0.3999 }
    }
    return isStopped ? .stopped : .free
  }
}

/// Lays ours, Gymnasium's and the difference beside each other, twice as large.
private func writePicture(_ rows: [[[UInt8]]]) throws {
  let (side, columns) = (96, 2)
  let height = (rows.count + columns - 1) / columns
  var canvas = Canvas(width: 2 * columns * (3 * side + 6), height: 2 * height * (side + 2), background: .white)
  for (index, pictures) in rows.enumerated() {
    for (column, picture) in pictures.enumerated() {
      let left = (index % columns) * (3 * side + 6) + column * (side + 1)
      let top = (index / columns) * (side + 2)
      for pixel in 0..<side * side {
        let color = Color(red: picture[3 * pixel], green: picture[3 * pixel + 1], blue: picture[3 * pixel + 2])
        canvas.fillRectangle(
          Rectangle(
            x: Double(2 * (left + pixel % side)), y: Double(2 * (top + pixel / side)), width: 2, height: 2), color)
      }
    }
  }
  let root = URL(filePath: #filePath).pathComponents.prefix { $0 != "Tests" }.joined(separator: "/")
  try canvas.writePNG(to: URL(filePath: root).appending(path: "Benchmarks/pictures/car-racing-pixels.png"))
}
