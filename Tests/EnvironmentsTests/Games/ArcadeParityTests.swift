import Foundation
import Simulation
import TestTraits
import Testing

@testable import Environments

/// The arcade games, held against the Python package MinAtar by checksums of all that it shows.
@Suite("Arcade games against MinAtar", .mayHang())
struct ArcadeParityTests {
  @Test(arguments: try ArcadeRun.load())
  func everyObservationRewardAndEndIsMinAtars(_ run: ArcadeRun) throws {
    switch run.game {
    case "Bricks-v0": check(run, Arcade<Bricks>.self)
    case "Treasure-v0": check(run, Arcade<Treasure>.self)
    case "Crossing-v0": check(run, Arcade<Crossing>.self)
    case "Submarine-v0": check(run, Arcade<Submarine>.self)
    default: check(run, Arcade<Raiders>.self)
    }
  }

  private func check<Game: ArcadeGame>(_ run: ArcadeRun, _: Arcade<Game>.Type) {
    var configuration = ArcadeConfiguration()
    configuration.stickyActionProbability = run.stickyActionProbability
    configuration.difficultyRamp = run.difficultyRamp
    configuration.mersenneTwister = true
    var game = Arcade<Game>(configuration)
    var checksum = CRC32()
    var observation = [UInt8](repeating: 0, count: 100 * Game.channelCount)
    var row = observation.mutableSpan
    game.reset(seed: run.seed, into: &row)
    checksum.add(row.span)
    var total = 0.0
    for (step, action) in run.actions.utf8.enumerated() {
      let chosen: InlineArray<1, Int> = [Int(action) - 48]
      let result = game.step(chosen.span, into: &row)
      total += result.reward
      checksum.add(row.span)
      checksum.add(UInt8(result.reward))
      checksum.add(UInt8(result.status == .terminated ? 1 : 0))
      if result.status.isFinished {
        game.reset(seed: nil, into: &row)
        checksum.add(row.span)
      }
      guard (step + 1) % run.every == 0 else { continue }
      let expected = run.checksums[step / run.every]
      #expect(checksum.value == expected, "up to step \(step + 1)")
      if checksum.value != expected { return }
    }
    #expect(Int(total) == run.reward)
  }
}

/// A run of `Golden/arcade.json`, or of the file that the environment variable `PALAESTRA_ARCADE` names.
struct ArcadeRun: Decodable, CustomTestStringConvertible {
  let game: String
  let seed: UInt64
  let script: Bool
  let stickyActionProbability: Double
  let difficultyRamp: Bool
  let actions: String
  let every: Int
  let checksums: [UInt32]
  let reward: Int

  var testDescription: String { "\(game), seed \(seed), \(script ? "scripted" : "random")" }

  static func load() throws -> [ArcadeRun] {
    let file = ProcessInfo.processInfo.environment["PALAESTRA_ARCADE"].map { URL(filePath: $0) }
    return try JSONDecoder().decode(
      [ArcadeRun].self, from: Data(contentsOf: file ?? Golden.url("arcade.json")))
  }
}
