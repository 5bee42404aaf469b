import Agents
import Environments
import Simulation
import Testing
import Training

/// Searches in copies of worlds.
@Suite("A policy that looks ahead") struct MonteCarloPolicyTests {
  /// A coin that is tossed in every step: who called it gains 1.
  private struct Coin<Observations: Space>: RandomizedEnvironment {
    let observationSpace: Observations
    let actionSpace = Discrete(2)
    var generator = RandomGenerator(seed: 0)

    mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Observations.Scalar>) {
      if let seed { generator = RandomGenerator(seed: seed) }
      observation[0] = .zero
    }

    mutating func step(
      _ action: Span<Int>, into observation: inout MutableSpan<Observations.Scalar>
    ) -> StepResult {
      let side = generator.integers(0..<2)
      observation[0] = side == 0 ? .zero : Observations.Scalar(clamping: 1)
      return .running(reward: action[0] == side ? 1 : 0)
    }
  }

  private func meanReward<World: Environment>(in world: World) throws -> Double {
    let environments = VectorTask(count: 1) { _ in TimeLimit(world, steps: 200) }
    let policy = try MonteCarloPolicy(for: environments.specification, simulations: 20, horizon: 4)
    let evaluation = try #require(Evaluation.evaluate(policy, on: environments, episodes: 2, seed: 1))
    return evaluation.meanReturn / 200
  }

  @Test("does not foresee what will be drawn") func chance() throws {
    #expect(try abs(meanReward(in: Coin(observationSpace: Discrete(2))) - 0.5) < 0.12)
    let numbers = Box<Float>(low: 0, high: 1, shape: [1])
    #expect(try abs(meanReward(in: Coin(observationSpace: numbers)) - 0.5) < 0.12)
  }

  private func evaluation(_ id: String, simulations: Int, episodes: Int) throws -> Evaluation {
    let task = try Catalog.standard.entry(id).task()
    let policy = try MonteCarloPolicy(for: task.specification, simulations: simulations)
    return try #require(
      Evaluation.evaluate(policy, on: task.makeVector(count: 1), episodes: episodes, seed: 1000))
  }

  @Test("walks along a cliff in the fewest steps") func cliff() throws {
    #expect(try evaluation("CliffWalking-v1", simulations: 20, episodes: 1).meanReturn == -13)
  }

  @Test("holds a pole") func pole() throws {
    #expect(try evaluation("CartPole-v1", simulations: 20, episodes: 2).minimumReturn > 100)
  }

  @Test("makes only moves that are allowed") func masks() throws {
    let evaluation = try evaluation("TicTacToe-v0", simulations: 40, episodes: 10)
    #expect(evaluation.meanReturn > 0.4 && evaluation.meanLength >= 3)
  }

  @Test("chooses among the bounds of numbers and what lies between") func numbers() throws {
    let task = try Catalog.standard.entry("Pendulum-v1").task()
    let environments = task.makeVector(count: 1)
    var policy = try MonteCarloPolicy(for: task.specification, simulations: 20, horizon: 10)
    var (batch, actions, generator) = (
      environments.makeBatch(), environments.makeActions(), RandomGenerator(seed: 0)
    )
    environments.reset(seed: 1, into: &batch)
    policy.beginEpisodes(in: environments.copies)
    policy.act(on: batch.observations, into: &actions, using: &generator)
    #expect([-2, -1, 0, 1, 2].contains(actions[0, as: Float.self]))
  }

  @Test("does the same by the same random numbers") func repeats() throws {
    #expect(
      try evaluation("FrozenLake-v1", simulations: 10, episodes: 3)
        == evaluation("FrozenLake-v1", simulations: 10, episodes: 3))
  }

  @Test("refuses actions that it cannot list") func actions() {
    let (many, unbounded) = (
      SpaceDescriptor.multiDiscrete(counts: [100, 100], start: [0, 0]),
      Box<Float>(low: -.infinity, high: .infinity, shape: [1]).descriptor
    )
    for (space, words) in [(many, "has more"), (unbounded, "has none")] {
      let task = TaskSpecification(observationSpace: Discrete(2).descriptor, actionSpace: space)
      let error = #expect(throws: PlanningError.self) { try MonteCarloPolicy(for: task, simulations: 1) }
      #expect(error?.description.contains(words) == true)
    }
  }
}
