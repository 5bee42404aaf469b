import Agents
import Environments
import Simulation
import TestSupport
import Testing
import Training

/// What is learned against what dynamic programming works out.
@Suite struct PlanningTests {
  /// Learns the values of a task, which is believed to be better than it is until it was tried.
  private func learned<Task: Environment>(
    _ task: Task, limit: Int, steps: Int, discount: Double, epsilon: Double,
    learningRate: Schedule = .constant(1)
  ) throws -> TabularAgent
  where Task.ObservationSpace == Discrete, Task.ActionSpace == Discrete {
    func batch(_ count: Int) -> VectorTask {
      VectorTask(count: count) { _ in TimeLimit(task, steps: limit) }
    }
    var configuration = TabularConfiguration()
    configuration.discount = discount
    configuration.learningRate = learningRate
    configuration.epsilon = .constant(epsilon)
    let agent = TabularAgent(
      .qLearning, encoder: .category(task.observationSpace), actionCount: task.actionSpace.count,
      environmentCount: 16, configuration: configuration)
    let plan = TrainingPlan(steps: steps, environments: 16, evaluationInterval: 0, evaluationEpisodes: 1)
    var trainer = Trainer(agent, in: batch(16), evaluatingIn: batch(1), plan: plan)
    try trainer.run()
    return trainer.agent
  }

  /// The largest difference of any value from the best one.
  private func error(_ agent: TabularAgent, _ optimum: [[Double]]) -> Double {
    zip(optimum.joined(), agent.values.values).map { abs($0 - $1) }.max() ?? .infinity
  }

  @Test func onFirmIceQLearningFindsTheValuesOfDynamicProgramming() throws {
    var configuration = FrozenLake.Configuration()
    configuration.isSlippery = false
    let lake = FrozenLake(configuration)
    let optimum = lake.transitions.optimalActionValues(discount: 0.9)
    #expect(abs((optimum[0].max() ?? 0) - 0.59049) < 1e-12)
    #expect(error(try learned(lake, limit: 100, steps: 24_000, discount: 0.9, epsilon: 1), optimum) < 1e-12)
  }

  @Test func alongTheCliffTheGreedyPathIsTheShortest() throws {
    let cliff = CliffWalking()
    let optimum = cliff.transitions.optimalActionValues(discount: 1)
    #expect(optimum[CliffWalking.start].max() == -13)
    let agent = try learned(cliff, limit: 200, steps: 24_000, discount: 1, epsilon: 0.1)
    let environments = VectorTask(count: 1) { _ in CliffWalking() }
    let evaluation = Evaluation.evaluate(
      agent.greedyPolicy, on: environments, episodes: 1, seed: 0, stepLimit: 100)
    #expect(evaluation == Evaluation(returns: [-13], lengths: [13]))
    #expect(agent.values.maximum(of: CliffWalking.start) == -13)
  }

  @Test func theBestPolicyOnSlipperyIceIsTheKnownOne() {
    // Without discount, crossing the 4 by 4 lake succeeds with probability 14/17 when played as well as one can.
    let optimum = FrozenLake().transitions.optimalActionValues(discount: 1)
    #expect(abs((optimum[0].max() ?? 0) - 14.0 / 17) < 1e-6)
  }

  /// The mean return of the best policy that dynamic programming finds, and of one that was learned.
  private func returns<Task: Environment>(
    _ task: Task, _ transitions: TransitionTable, limit: Int, learned: TabularAgent, episodes: Int
  ) -> (best: Double, learned: Double) where Task.ObservationSpace == Discrete, Task.ActionSpace == Discrete {
    let optimum = transitions.optimalActionValues(discount: learned.configuration.discount)
    let values = ActionValues(
      stateCount: transitions.stateCount, actionCount: transitions.actionCount, values: Array(optimum.joined()))
    let best = TabularPolicy(values: values, encoder: learned.greedyPolicy.encoder)
    func mean(_ policy: TabularPolicy) -> Double {
      let environments = VectorTask(count: 100) { _ in TimeLimit(task, steps: limit) }
      return Evaluation.evaluate(policy, on: environments, episodes: episodes, seed: 9)?.meanReturn ?? .nan
    }
    return (mean(best), mean(learned.greedyPolicy))
  }

  @Test func inTheTaxiQLearningDrivesAsWellAsOneCan() throws {
    let taxi = Taxi()
    let agent = try learned(taxi, limit: 200, steps: 400_000, discount: 0.99, epsilon: 0.5)
    let (best, learned) = returns(taxi, taxi.transitions, limit: 200, learned: agent, episodes: 300)
    #expect(best > 7.5)
    #expect(learned == best)
  }

  @Test func onSlipperyIceQLearningCrossesAsOftenAsOneCan() throws {
    let lake = FrozenLake()
    let agent = try learned(
      lake, limit: 100, steps: 200_000, discount: 0.99, epsilon: 0.5,
      learningRate: .exponential(from: 0.5, to: 0.01, fraction: 1))
    let (best, learned) = returns(lake, lake.transitions, limit: 100, learned: agent, episodes: 2000)
    #expect(best > 0.7)
    #expect(learned > best - 0.03)
  }
}
