import Simulation
import TestSupport
import Testing

@testable import Environments

/// The settings of the arcade games.
@Suite("Arcade games")
struct ArcadeTests {
  private static let games = ["Bricks-v0", "Treasure-v0", "Crossing-v0", "Submarine-v0", "Raiders-v0"]

  /// The observations and rewards of random play.
  private func play<Game: ArcadeGame>(_: Game.Type, _ change: (inout ArcadeConfiguration) -> Void) -> [[Double]] {
    var configuration = ArcadeConfiguration()
    change(&configuration)
    var game = Arcade<Game>(configuration)
    var random = RandomGenerator(seed: 1)
    let first: [UInt8] = game.reset(seed: 2)
    return [first.asDoubles]
      + (0..<200).map { _ in
        let step: Step<[UInt8]> = game.step(random.integers(0..<game.actionSpace.count))
        let next: [UInt8] = step.status.isFinished ? game.reset() : step.observation
        return next.asDoubles + [step.reward]
      }
  }

  @Test func withoutStickinessTheChosenActionIsTaken() {
    var configuration = ArcadeConfiguration()
    configuration.stickyActionProbability = 0
    var game = Arcade<Bricks>(configuration)
    let _: [UInt8] = game.reset(seed: 1)
    for action in [1, 3, 3, 0] {
      let _: Step<[UInt8]> = game.step(action)
      #expect(Int(game.lastAction.rawValue) == action)
    }
  }

  @Test func withFullStickinessNothingIsEverChosen() {
    var configuration = ArcadeConfiguration()
    configuration.stickyActionProbability = 1
    var game = Arcade<Crossing>(configuration)
    let _: [UInt8] = game.reset(seed: 1)
    for _ in 0..<50 { let _: Step<[UInt8]> = game.step(2) }
    #expect(game.game.row == 9)
  }

  @Test(arguments: games)
  func theMinimalActionsAreMinAtars(id: String) throws {
    let task = try Catalog.standard.entry(id).task(ConfigurationOverrides(["minimalActions": "true"]))
    let counts = ["Bricks-v0": 3, "Treasure-v0": 5, "Crossing-v0": 3, "Submarine-v0": 6, "Raiders-v0": 4]
    #expect(task.actionSpace == .discrete(count: try #require(counts[id]), start: 0))
    #expect(task.keys.keys.count < 6 && !task.keys.isEmpty)
  }

  @Test func minimalActionsDoWhatTheOthersDo() {
    var configuration = ArcadeConfiguration()
    (configuration.minimalActions, configuration.stickyActionProbability) = (true, 0)
    var game = Arcade<Raiders>(configuration)
    let _: [UInt8] = game.reset(seed: 1)
    for (number, action) in [ArcadeAction.stay, .left, .right, .fire].enumerated() {
      let _: Step<[UInt8]> = game.step(number)
      #expect(game.lastAction == action)
    }
  }

  @Test func theLegacyStreamGivesOtherGamesThatRepeatThemselves() {
    let own = play(Crossing.self) { _ in }
    let legacy = play(Crossing.self) { $0.mersenneTwister = true }
    #expect(own != legacy)
    #expect(legacy == play(Crossing.self) { $0.mersenneTwister = true })
  }

  @Test func theLegacyStreamIsNotShown() {
    var configuration = ArcadeConfiguration()
    #expect(Arcade<Bricks>(configuration).stream != nil)
    configuration.mersenneTwister = true
    #expect(Arcade<Bricks>(configuration).stream == nil)
  }

  @Test func anActionSticksAcrossEpisodesOnlyWithTheLegacyStream() {
    for isLegacy in [false, true] {
      var configuration = ArcadeConfiguration()
      configuration.mersenneTwister = isLegacy
      configuration.stickyActionProbability = 0
      var game = Arcade<Bricks>(configuration)
      let _: [UInt8] = game.reset(seed: 1)
      let _: Step<[UInt8]> = game.step(3)
      let _: [UInt8] = game.reset()
      #expect(game.lastAction == (isLegacy ? .right : .stay))
      let _: [UInt8] = game.reset(seed: 1)
      #expect(game.lastAction == .stay)
    }
  }

  @Test func settingsCanVaryWithTheLegacyStreamToo() throws {
    let overrides = ConfigurationOverrides(
      texts: ["mersenneTwister": "true", "stickyActionProbability": "0..0.5"])
    let task = try Catalog.standard.entry("Crossing-v0").task(overrides)
    #expect(task.makeVector(count: 2).traces() == task.makeVector(count: 2).traces())
  }

  @Test func crossingLasts2501Steps() {
    var game = Arcade<Crossing>()
    let _: [UInt8] = game.reset(seed: 1)
    var steps = 0
    var status = EpisodeStatus.running
    while !status.isFinished {
      status = (game.step(2) as Step<[UInt8]>).status
      steps += 1
    }
    #expect((steps, status) == (2501, .terminated))
    #expect(game.ending(after: status)?.words == "Time is up")
  }

  /// The random policy's mean return at Breakout is .5 in the package's table.
  @Test func randomPlayReachesWhatThePackageSays() {
    var game = Arcade<Bricks>()
    var random = RandomGenerator(seed: 3)
    let returns = (0..<1000).map { episode in
      let _: [UInt8] = game.reset(seed: UInt64(episode))
      while !(game.step(random.integers(0..<6)) as Step<[UInt8]>).status.isFinished {}
      return game.score
    }
    #expect(abs(returns.reduce(0, +) / 1000 - 0.5) < 0.09)
  }
}
