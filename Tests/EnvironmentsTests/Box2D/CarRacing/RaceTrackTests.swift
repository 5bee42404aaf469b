import Foundation
import Simulation
import Testing

@testable import Environments

/// What resets draw, held against descriptions of Gymnasium's.
@Suite("Race tracks")
struct RaceTrackTests {
  @Test("reset after reset draws Gymnasium's tracks, kerbs and colours", arguments: [false, true])
  func resets(domainRandomize: Bool) throws {
    for golden in try GoldenTracks.load() where golden.domainRandomize == domainRandomize {
      var configuration = DrivingConfiguration()
      configuration.domainRandomize = domainRandomize
      var race = CarRacingFeatures<ContinuousDriving>(configuration)
      for (count, expected) in golden.resets.enumerated() {
        let _: [Float] = race.reset(seed: count == 0 ? golden.seed : nil)
        try #require(race.track.tileCount == expected.tiles, "seed \(golden.seed), reset \(count)")
        let last = try #require(race.track.points.last)
        #expect([last.bearing, last.heading, last.x, last.y] == expected.last)
        #expect(race.track.kerbs.count { $0 != nil } == expected.kerbs)
        #expect(abs(race.track.kerbSum - expected.kerbSum) < 1e-6)
        #expect(race.race.colors.components == expected.colors)
        #expect(race.generator.bits.state == UInt128(expected.state.dropFirst(2), radix: 16))
      }
    }
  }

  @Test("a track laid in the memory of another one is as one of its own")
  func memory() {
    var generator = RandomGenerator(seed: 5)
    var used = RaceTrack(using: &generator)
    var other = generator
    used.lay(using: &generator)
    let fresh = RaceTrack(using: &other)
    #expect(used == fresh && used.kerbs == fresh.kerbs && used.right == fresh.right)
    #expect(generator.bits.state == other.bits.state)
  }
}

/// Some resets of one seed.
private struct GoldenTracks: Decodable {
  let domainRandomize: Bool
  let seed: UInt64
  let resets: [Reset]

  struct Reset: Decodable {
    let tiles: Int
    let last: [Double]
    let kerbs: Int
    let kerbSum: Double
    let colors: [Double]
    let state: String
  }

  static func load() throws -> [GoldenTracks] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode([GoldenTracks].self, from: Data(contentsOf: Golden.url("car_racing.json")))
  }
}

extension RaceTrack {
  /// The sum of all coordinates of the kerbs' corners.
  fileprivate var kerbSum: Double {
    kerbs.indices.reduce(0) { sum, index in
      guard let side = kerbs[index] else { return sum }
      let corners = corners(ofKerbAlongTile: index, on: side)
      return corners.indices.reduce(sum) { $0 + corners[$1].x + corners[$1].y }
    }
  }
}

extension RaceColors {
  fileprivate var components: [Double] { [road, field, grass].flatMap { [$0.x, $0.y, $0.z] } }
}
