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
    _ task: Task, limit: Int, steps: Int, discount: Double, epsilon: Double
  ) throws -> TabularAgent<CategoryEncoder>
  where Task.ObservationSpace == Discrete, Task.ActionSpace == Discrete {
    func batch(_ count: Int) -> ErasedVectorEnvironment<Int, Int> {
      ErasedVectorEnvironment(SerialVectorEnvironment(count: count) { _ in TimeLimit(task, steps: limit) })
    }
    var configuration = TabularConfiguration()
    configuration.discount = discount
    configuration.learningRate = .constant(1)
    configuration.epsilon = .constant(epsilon)
    let agent = TabularAgent(
      .qLearning, encoder: CategoryEncoder(task.observationSpace), actionCount: task.actionSpace.count,
      environmentCount: 16, configuration: configuration)
    let plan = TrainingPlan(steps: steps, environments: 16, evaluationInterval: 0, evaluationEpisodes: 1)
    var trainer = Trainer(agent, in: batch(16), evaluatingIn: batch(1), plan: plan)
    try trainer.run()
    return trainer.agent
  }

  /// The largest difference of any value from the best one.
  private func error(_ agent: TabularAgent<CategoryEncoder>, _ optimum: [[Double]]) -> Double {
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
    let environments = ErasedVectorEnvironment(SerialVectorEnvironment(count: 1) { _ in CliffWalking() })
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
}
