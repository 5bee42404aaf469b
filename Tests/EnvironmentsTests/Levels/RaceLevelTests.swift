import Environments
import Simulation
import Testing

/// Tracks as vectors.
@Suite("The race's levels")
struct RaceLevelTests {
  @Test("A drawn level is the track that Gymnasium draws", arguments: [1, 2, 3, 4, 5] as [UInt64])
  func drawnLevelsAreDesigned(seed: UInt64) throws {
    var (one, other) = (RandomGenerator(seed: seed), RandomGenerator(seed: seed))
    let drawn = RaceTrack(using: &one)
    let made = try RaceTrack(level: RaceTrack.drawLevel(using: &other))
    #expect(made.tileCount == drawn.tileCount)
    let distances = zip(made.points, drawn.points).map { max(abs($0.x - $1.x), abs($0.y - $1.y)) }
    // A level's numbers have single precision.
    #expect(distances.allSatisfy { $0 < 0.1 })
    #expect(one.next() == other.next())
  }

  @Test("What does not close is no level")
  func openTracks() throws {
    var generator = RandomGenerator(seed: 1)
    let open = ConfigurationError("The ends of the level's track do not meet; move its checkpoints.")
    var refused = 0
    for _ in 0..<300 {
      do throws(ConfigurationError) {
        _ = try RaceTrack(level: (0..<RaceTrack.levelSize).map { _ in Float(generator.random()) })
      } catch {
        #expect(error == open)
        refused += 1
      }
    }
    #expect(refused > 0 && refused < 150)
    #expect(throws: ConfigurationError("A level has 20 numbers here, not 0.")) { try RaceTrack(level: []) }
  }

  @Test("A refused level leaves the race as it was")
  func refusedLevels() throws {
    var generator = RandomGenerator(seed: 1)
    var race = CarRacingFeatures<DiscreteDriving>()
    try race.setLevel(RaceTrack.drawLevel(using: &generator))
    let track = race.fixedTrack
    #expect(throws: ConfigurationError.self) { try race.setLevel([2]) }
    #expect(race.fixedTrack == track)
  }
}
