import Environments
import Simulation
import TestSupport
import Testing

/// The rules of the race.
@Suite("CarRacing")
struct CarRacingTests {
  @Test("the tiles that the reset comes upon are paid at the first step")
  func firstReward() {
    var race = CarRacing<ContinuousDriving>()
    let _: [UInt8] = race.reset(seed: 0)
    let first: Step<[UInt8]> = race.step([0, 0, 0])
    #expect(abs(first.reward - 6.16959) < 1e-5)
    let second: Step<[UInt8]> = race.step([0, 0, 0])
    #expect(abs(second.reward + 0.1) < 1e-12)
  }

  @Test("leaving the field costs a hundred and ends the episode")
  func leavingTheField() {
    var race = CarRacingFeatures<ContinuousDriving>()
    let _: [Float] = race.reset(seed: 0)
    var car = race.car
    car.move(by: 400)
    race.car = car
    let step: Step<[Float]> = race.step([0, 0, 0])
    #expect(step.reward == -100 && step.status == .terminated)
    #expect(race.lapFinished == false)
  }

  @Test("a lap ends with the last tile")
  func lap() {
    var race = CarRacingFeatures<ContinuousDriving>()
    var policy = CarRacingFeatures<ContinuousDriving>.heuristic
    var observation: [Float] = race.reset(seed: 8)
    var (action, generator, total) = ([Float](repeating: 0, count: 3), RandomGenerator(seed: 0), 0.0)
    var steps = 0
    while race.lapFinished == nil, steps < 1000 {
      policy.act(on: observation, into: &action, rows: 1, using: &generator)
      let step = race.step(action)
      (observation, total, steps) = (step.observation, total + step.reward, steps + 1)
      let isInSpace = race.observationSpace.contains(observation.span)
      #expect(isInSpace, "step \(steps): \(observation)")
    }
    #expect(race.lapFinished == true && race.visitedTileCount == race.track.tileCount)
    #expect(abs(total - (1000 - 0.1 * Double(steps))) < 1e-6)
  }

  @Test("a used environment is as a new one, bit for bit")
  func used() {
    var used = CarRacing<ContinuousDriving>()
    let _: [UInt8] = used.reset(seed: 3)
    for _ in 0..<60 { let _: Step<[UInt8]> = used.step([0.2, 1, 0]) }
    var fresh = CarRacing<ContinuousDriving>()
    let _: [UInt8] = used.reset(seed: 4)
    let _: [UInt8] = fresh.reset(seed: 4)
    for step in 0..<60 {
      let action: [Float] = [step % 20 < 10 ? 0.3 : -0.4, 0.6, step % 30 == 0 ? 0.5 : 0]
      let (a, b): (Step<[UInt8]>, Step<[UInt8]>) = (used.step(action), fresh.step(action))
      #expect(a.observation == b.observation && a.reward == b.reward)
    }
    #expect(used.car == fresh.car)
  }

  @Test("choices drive as the numbers do that they stand for")
  func choices() {
    let numbers: [[Float]] = [[0, 0, 0], [0.6, 0, 0], [-0.6, 0, 0], [0, 0.2, 0], [0, 0, 0.8]]
    var chosen = CarRacingFeatures<DiscreteDriving>()
    var driven = CarRacingFeatures<ContinuousDriving>()
    let _: [Float] = chosen.reset(seed: 2)
    let _: [Float] = driven.reset(seed: 2)
    for step in 0..<100 {
      let choice = step < 40 ? 3 : step % 5
      let (a, b): (Step<[Float]>, Step<[Float]>) = (chosen.step(choice), driven.step(numbers[choice]))
      // 0.6 in single precision is not 0.6.
      #expect(zip(a.observation, b.observation).allSatisfy { abs($0 - $1) < 1e-3 })
    }
  }

  @Test("numbers and pixels are seen of one race")
  func sameRace() {
    var pixels = CarRacing<ContinuousDriving>()
    var features = CarRacingFeatures<ContinuousDriving>()
    let _: [UInt8] = pixels.reset(seed: 6)
    let _: [Float] = features.reset(seed: 6)
    for _ in 0..<30 {
      let (a, b): (Step<[UInt8]>, Step<[Float]>) = (pixels.step([0.1, 0.5, 0]), features.step([0.1, 0.5, 0]))
      #expect(a.reward == b.reward)
    }
    #expect(pixels.car == features.car)
  }

  @Test("neither steps nor resets allocate", .enabled(if: countsAllocations, "counting needs glibc"))
  func allocations() {
    #expect(countAllocations(CarRacing<ContinuousDriving>(), action: [0.1, 0.6, 0]) == 0)
    #expect(countAllocations(CarRacingFeatures<DiscreteDriving>(), action: [3]) == 0)
  }

  private func countAllocations<E: Environment & ~Copyable>(
    _ environment: consuming E, action: [E.ActionSpace.Scalar]
  ) -> Int {
    var observation = [E.ObservationSpace.Scalar](repeating: .zero, count: environment.observationSpace.scalarCount)
    var counted = 0
    // Twice to warm up what the runtime and the world keep for themselves.
    for _ in 0..<3 {
      counted = TestSupport.allocations {
        var row = observation.mutableSpan
        environment.reset(seed: nil, into: &row)
        for _ in 0..<100 { _ = environment.step(action.span, into: &row) }
      }
    }
    withExtendedLifetime(action) {}
    return counted
  }
}

/// Constant actions earn what they earn in Gymnasium over 100 tracks of 100 steps each; a quarter of them is enough here.
@Suite("CarRacing's constant actions")
struct CarRacingScoreTests {
  @Test(arguments: [([0, 0.5, 0], 65.0), ([0.1, 0.3, 0], 18.5), ([0, 0.7, 0.1], 42.7)] as [([Float], Double)])
  func constantActions(action: [Float], score: Double) {
    var race = CarRacingFeatures<ContinuousDriving>()
    var total = 0.0
    for seed in 0..<25 {
      let _: [Float] = race.reset(seed: UInt64(seed))
      for _ in 0..<100 {
        let step: Step<[Float]> = race.step(action)
        total += step.reward
      }
    }
    #expect(abs(total / 25 - score) < 4)
  }
}

extension CarState {
  /// Moves the whole car to the right.
  mutating func move(by distance: Float) {
    hull.position.x += distance
    for index in wheels.indices { wheels[index].motion.position.x += distance }
  }
}
