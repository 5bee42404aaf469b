import Environments
import Simulation
import Testing

@Suite("Actions that are no numbers, or huge ones, break no world of bodies")
struct WildActionTests {
  private static let wild: [Float] = [.nan, .infinity, -.infinity, .greatestFiniteMagnitude]

  private func expectSurvival<Task: Environment & ~Copyable>(_ task: consuming Task, _ number: Float)
  where Task.ActionSpace == Box<Float>, Task.ObservationSpace == Box<Float> {
    let action = Array(repeating: number, count: task.actionSpace.scalarCount)
    _ = task.reset(seed: 5)
    for _ in 0..<30 {
      let step = task.step(action)
      #expect(step.reward.isFinite)
      #expect(step.observation.allSatisfy { $0.isFinite })
      if step.status.isFinished { break }
    }
  }

  @Test(arguments: wild) func lander(number: Float) {
    expectSurvival(LunarLanderContinuous(), number)
  }

  @Test(arguments: wild) func walker(number: Float) {
    expectSurvival(BipedalWalker(), number)
  }

  @Test(arguments: wild) func car(number: Float) {
    expectSurvival(CarRacingFeatures<ContinuousDriving>(), number)
  }

  @Test(arguments: wild) func cartPole(number: Float) {
    expectSurvival(CartPoleBox2DContinuous(), number)
  }

  @Test func aDriverWithoutNumbersRolls() {
    var wild = CarRacingFeatures<ContinuousDriving>()
    var idle = CarRacingFeatures<ContinuousDriving>()
    _ = wild.reset(seed: 5)
    _ = idle.reset(seed: 5)
    #expect(wild.step([.nan, .nan, .nan]).observation == idle.step([0, 0, 0]).observation)
  }
}
