import Environments
import Simulation
import TestSupport
import Testing

/// Worlds that are drawn anew for each episode.
@Suite("Drawn worlds") struct DrawnWorldTests {
  @Test("The probabilities of next states add up to 1, and resets keep them where the task is kept.") func process()
  {
    var world = TabularMDP()
    let _: Int = world.reset(seed: 4)
    let (probabilities, means) = (world.probabilities, world.means)
    for start in stride(from: 0, to: probabilities.count, by: 10) {
      #expect(abs(probabilities[start..<start + 10].reduce(0, +) - 1) < 1e-12)
    }
    world.keepsTask = true
    let _: Int = world.reset()
    #expect(world.probabilities == probabilities && world.means == means)
    world.keepsTask = false
    let _: Int = world.reset()
    #expect(world.probabilities != probabilities && world.means != means)
  }

  @Test("Mean rewards are about 1 with a deviation of 1.") func means() {
    var world = TabularMDP()
    var (sum, squares, count) = (0.0, 0.0, 0.0)
    for seed in 0..<200 {
      let _: Int = world.reset(seed: UInt64(seed))
      for mean in world.means { (sum, squares, count) = (sum + mean, squares + mean * mean, count + 1) }
    }
    #expect(abs(sum / count - 1) < 0.03)
    #expect(abs(squares / count - sum / count * (sum / count) - 1) < 0.05)
  }

  @Test("The best policy's return is that of the only action, where there is one.") func planning() {
    var configuration = TabularMDP.Configuration()
    (configuration.states, configuration.actionCount, configuration.horizon) = (1, 1, 7)
    var world = TabularMDP(configuration)
    let _: Int = world.reset(seed: 2)
    #expect(abs(world.optimalReturn - 7 * world.means[0]) < 1e-12)
  }

  @Test("A step towards the goal pays minus what is left, and the goal ends the episode.") func navigation() {
    var plane = Navigation2D()
    let start: [Float] = plane.reset(seed: 5)
    #expect(start == [0, 0])
    #expect(abs(plane.goal.x) <= 0.5 && abs(plane.goal.y) <= 0.5)
    var status = EpisodeStatus.running
    for _ in 0..<6 where status == .running {
      let way = plane.goal - plane.position
      let step: Step<[Float]> = plane.step([Float(way.x), Float(way.y)].map { min(max($0, -0.1), 0.1) })
      let left = plane.goal - plane.position
      #expect(step.reward == -(left.x * left.x + left.y * left.y).squareRoot())
      status = step.status
    }
    #expect(status == .terminated && plane.isAtGoal)
  }

  @Test("Larger steps are cut, and the text's rewards are the squares of the program's.") func variants() {
    var configuration = Navigation2D.Configuration()
    configuration.squaredDistance = true
    var (plane, squared) = (Navigation2D(), Navigation2D(configuration))
    let _: [Float] = plane.reset(seed: 1)
    let _: [Float] = squared.reset(seed: 1)
    let (step, other): (Step<[Float]>, Step<[Float]>) = (plane.step([5, -5]), squared.step([0.1, -0.1]))
    #expect(step.observation == [0.1, -0.1])
    #expect(abs(other.reward + step.reward * step.reward) < 1e-7)
  }

  @Test("Nothing is paid near the origin and near another corner.") func corners() {
    var plane = Corners2D()
    let _: [Float] = plane.reset(seed: 3)
    let goal = plane.goal
    var rewards: [[Double]] = []
    for target in 0..<4 {
      plane.keepsTask = true
      let _: [Float] = plane.reset(seed: 3)
      rewards.append(
        (0..<12).map { _ in
          let way = plane.corner(target) - plane.position
          let step: Step<[Float]> = plane.step([Float(way.x), Float(way.y)].map { min(max($0, -0.2), 0.2) })
          return step.reward
        })
    }
    for target in 0..<4 { #expect((rewards[target].reduce(0, +) > 1.5) == (target == goal)) }
    for target in 0..<4 where target != goal { #expect(rewards[target].dropFirst(3).allSatisfy { $0 == 0 }) }
    #expect(rewards[goal][0] == 0, "it is silent near the origin")
  }
}
