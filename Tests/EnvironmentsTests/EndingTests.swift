import Environments
import Raster
import Simulation
import TestSupport
import TestTraits
import Testing

/// How tasks say that an episode is over.
@Suite("Endings", .mayHang()) struct EndingTests {
  @Test("every task says how an episode ended", arguments: Catalog.standard.entries.map(\.specification.id))
  func everyTask(_ id: String) throws {
    let entry = try Catalog.standard.entry(id)
    let task = try entry.task()
    let policies = [task.randomPolicy(), task.heuristic?()].compactMap { $0 }
    for policy in policies { try play(try entry.makeStage(), policy, limit: entry.specification.timeLimit) }
  }

  private func play(_ stage: any Stage, _ policy: any Policy, limit: Int?) throws {
    var policy = policy
    var (generator, status) = (RandomGenerator(seed: 5), EpisodeStatus.running)
    var action = RowBuffer(stage.specification.actionLayout, count: 1)
    var observation: RowBuffer = stage.reset(seed: 5)
    for _ in 0..<(limit ?? 20_000) where !status.isFinished {
      #expect(stage.ending == nil)
      policy.act(on: observation, into: &action, using: &generator)
      status = stage.step(action, into: &observation).status
    }
    guard status.isFinished else { return }
    let ending = try #require(stage.ending)
    #expect(ending.words.first?.isUppercase == true)
    #expect(status == .terminated || ending.words == "Out of time" || ending.verdict == .success)
    #expect(status == .truncated || ending.words != "Over", "the task has no words of its own")
    let _: RowBuffer = stage.reset(seed: nil)
    #expect(stage.ending == nil)
  }

  /// The last ending of an episode of given actions, repeated.
  private func ending<E: RandomizedEnvironment & Watchable & ~Copyable>(
    of environment: consuming E, seed: UInt64 = 1, _ actions: [[E.ActionSpace.Scalar]], steps: Int = 2000
  ) -> String? {
    let _: [E.ObservationSpace.Scalar] = environment.reset(seed: seed)
    for index in 0..<steps {
      let step: Step<[E.ObservationSpace.Scalar]> = environment.step(actions[index % actions.count])
      if step.status.isFinished { return environment.ending(after: step.status)?.words }
    }
    return environment.ending(after: .truncated)?.words
  }

  @Test func aLanderCrashesFliesAwayOrLands() throws {
    #expect(ending(of: LunarLander(), [[0]]) == "Crashed")
    #expect(ending(of: LunarLander(), [[2], [2], [2], [1]], steps: 3000) == "Flew away")
    #expect(try landing() == "Landed")
  }

  private func landing() throws -> String? {
    let stage = try Catalog.standard.entry("LunarLander-v3").makeStage()
    let policy = LunarLander.heuristic
    var (generator, action) = (RandomGenerator(seed: 0), RowBuffer(stage.specification.actionLayout, count: 1))
    var observation: RowBuffer = stage.reset(seed: 1)
    for _ in 0..<1000 where stage.ending == nil {
      policy.act(on: observation, into: &action, using: &generator)
      _ = stage.step(action, into: &observation)
    }
    return stage.ending?.words
  }

  @Test func aPoleFallsOrItsCartLeavesTheTrack() {
    #expect(ending(of: CartPole(), [[0]]) == "Fell over")
    var narrow = CartPole.Configuration()
    narrow.positionThreshold = 0.06
    #expect(ending(of: CartPole(narrow), [[0], [0], [1]]) == "Off the track")
    #expect(CartPole().ending(after: .truncated)?.verdict == .success)
  }

  @Test func anElfFallsOrArrives() {
    var firm = FrozenLake.Configuration(map: .fourByFour)
    firm.isSlippery = false
    #expect(ending(of: FrozenLake(firm), [[1], [2]]) == "Fell through the ice")
    #expect(ending(of: FrozenLake(firm), [[1], [1], [2], [1], [2], [2]]) == "Reached the goal")
    #expect(FrozenLake(firm).ending(after: .truncated)?.words == "Out of time")
  }

  @Test func aWalkerFallsOrWalksOff() {
    #expect(ending(of: BipedalWalker(), [[1, 1, 1, 1]]) == "Fell over")
    #expect(ending(of: DiscreteBipedalWalker(), [[80]]) == "Fell over")
  }

  @Test func aCarDrivesOffTheField() {
    var race = CarRacingFeatures<ContinuousDriving>()
    let _: [Float] = race.reset(seed: 0)
    var car = race.car
    car.move(by: 400)
    race.car = car
    let step: Step<[Float]> = race.step([0, 0, 0])
    #expect(race.ending(after: step.status)?.words == "Drove off the field")
  }

  @Test func handsAreWonAndLost() {
    #expect(ending(of: Blackjack(), [[1]], steps: 30) == "Bust")
    let endings = Set((0..<60).map { ending(of: Blackjack(), seed: $0, [[0]]) })
    #expect(endings == ["Won", "Lost", "Draw", "Won with a blackjack"])
  }

  @Test("a crash does not look like a landing") func pictures() {
    var crash = LunarLander()
    let _: [Float] = crash.reset(seed: 1)
    var status = EpisodeStatus.running
    while !status.isFinished { status = (crash.step([0]) as Step<[Float]>).status }
    let picture = render(crash)
    let cross = picture.pixels.count { $0 == Color(0xE4694B) }
    #expect(cross > 200, "\(cross) pixels of the badge")
  }

  @Test("one who plays sees the car from the start, and recordings are Gymnasium's") func opening() {
    var race = CarRacingFeatures<ContinuousDriving>()
    let _: [Float] = race.reset(seed: 3)
    let seen = ForPlayer(race: race)
    #expect(render(seen).pixels != render(seen.race).pixels)
    func reds(_ canvas: Canvas) -> Int { canvas.pixels.count { $0 == Color(0xE4694B) } }
    #expect(reds(render(seen)) > 4 * reds(render(seen.race)), "the car's paint shows")
  }

  private struct ForPlayer: Drawable, ~Copyable {
    let race: CarRacingFeatures<ContinuousDriving>
    var frameSize: Size { race.frameSize }

    init(race: consuming CarRacingFeatures<ContinuousDriving>) { self.race = race }

    func draw(on canvas: inout Canvas) { race.drawForPlayer(on: &canvas) }
  }
}
