import Environments
import Simulation
import Testing

/// Scripts that do the tasks: what they reach says that the task is the one they were written for.
@Suite("Heuristics")
struct HeuristicTests {
  /// The least mean return over some episodes; Blackjack's spread takes many.
  private static let scores: [String: (score: Double, episodes: Int)] = [
    "CartPole-v0": (200, 100), "CartPole-v1": (500, 100), "MountainCar-v0": (-125, 100),
    "MountainCarContinuous-v0": (95, 100), "Acrobot-v1": (-90, 100), "Pendulum-v1": (-160, 100),
    "Blackjack-v1": (-0.06, 20_000), "LunarLander-v3": (200, 50), "LunarLanderContinuous-v3": (260, 50),
    "CartPoleBox2D-v0": (500, 100), "CartPoleBox2D-continuous": (500, 100), "CartPoleBox2D-swingUp": (425, 100),
    "CartPoleBox2D-continuous-swingUp": (430, 100), "Spotlight": (57, 20), "SpotlightContinuous": (57, 20),
    "BipedalWalker-v3": (270, 20), "BipedalWalkerHardcore-v3": (-60, 20),
    "CarRacing-v3": (850, 2), "CarRacingFeatures-v0": (900, 4), "Bandit-v0": (6.6, 2000),
    "Navigation2D-v0": (-1.7, 100), "Corners2D-v0": (2, 100),
    "Bricks-v0": (60, 10), "Treasure-v0": (9, 50), "Crossing-v0": (30, 10), "Submarine-v0": (1.8, 50),
    "Raiders-v0": (22, 30),
  ]

  @Test(arguments: contractIDs)
  func theHeuristicReachesItsScore(id: String) throws {
    let task = try contractEntry(id).task()
    guard let heuristic = task.heuristic else { return }
    let (score, episodes) = try #require(Self.scores[id], "a heuristic needs a score to reach")
    #expect(meanReturn(of: heuristic(), in: task.makeVector(count: episodes)) >= score)
  }
}

/// The mean return of every row's first episode, of which one that would go on for ever counts as it stands.
private func meanReturn(of policy: any Policy, in environments: VectorTask) -> Double {
  var policy = policy
  var (batch, actions) = (environments.makeBatch(), environments.makeActions())
  var generator = RandomGenerator(seed: 0)
  var returns = [Double](repeating: 0, count: environments.count)
  var isPlaying = [Bool](repeating: true, count: environments.count)
  environments.reset(seed: 0, into: &batch)
  var step = 0
  while isPlaying.contains(true), step < 10_000 {
    step += 1
    policy.act(on: batch.observations, into: &actions, using: &generator)
    environments.step(actions, into: &batch)
    policy.observeOutcome(batch)
    for row in isPlaying.indices where isPlaying[row] {
      returns[row] += batch.rewards[row]
      isPlaying[row] = !batch.statuses[row].isFinished
    }
  }
  return returns.reduce(0, +) / Double(returns.count)
}
