import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// A memory that lasts a trial.
@Suite("RL²") struct RL2Tests {
  /// Trials of two episodes of two guesses.
  private func trials(_ count: Int) throws -> VectorTask {
    let spaces = RowEnvironment(Urn()).spaces
    let change = try #require(try WrapperList(parsing: ["episodesPerTrial=2"]).change(of: spaces))
    return VectorTask(count: count) { _ in change.applied(to: RowEnvironment(Urn(), spaces: spaces)) }
  }

  private func agent(rollout: Int = 8, environments: Int = 4) throws -> PPOAgent {
    var configuration = PPOVariant.memory.configuration
    (configuration.rolloutSteps, configuration.batchSize) = (rollout, rollout * environments)
    var generator = RandomGenerator(seed: 7)
    return try PPOAgent(
      in: EncodedTask(try trials(1).specification), environmentCount: environments, configuration: configuration,
      using: &generator)
  }

  @Test("keeps its memory where an episode ends, and loses it where a trial does") func states() throws {
    var (agent, generator) = (try agent(), RandomGenerator(seed: 5))
    agent.practise(8, in: try trials(4), learning: false, using: &generator)
    // Trials have four steps, their episodes two: the states before each step, of four rows of eight numbers.
    for step in 0...8 {
      let states = agent.rollout.states[step * 32..<(step + 1) * 32]
      #expect(states.allSatisfy { $0 == 0 } == (step % 4 == 0), "step \(step)")
    }
    #expect(agent.actor.states.allSatisfy { $0 == 0 })
  }

  @Test("lets nothing of a trial leak into the next, and all of an episode into the next") func leaks() throws {
    var policy = try agent(environments: 2).greedyPolicy
    let task = try trials(2)
    var (batch, actions, generator) = (task.makeBatch(), task.makeActions(), RandomGenerator(seed: 1))
    // Two rows of one seed, which differ by their actions.
    task.streams?.beginEpisode(inRow: 0, from: RandomGenerator(seed: 3), into: &batch)
    task.streams?.beginEpisode(inRow: 1, from: RandomGenerator(seed: 3), into: &batch)
    var states: [[Float]] = []
    for step in 0..<5 {
      policy.act(on: batch.observations, into: &actions, using: &generator)
      states.append(policy.states)
      task.step([step % 3, 0], into: &batch)
      policy.observeOutcome(batch)
    }
    func areAlike(_ step: Int) -> Bool { states[step].prefix(8) == states[step].suffix(8) }
    #expect(areAlike(0), "nothing has been done")
    #expect(!areAlike(2) && !areAlike(3), "the second episode of the trial remembers the first")
    #expect(areAlike(4), "the next trial has forgotten all")
    #expect(states[4].prefix(8) == states[0].prefix(8))
  }

  @Test("counts nothing beyond a trial's end, and all that follows within it") func values() throws {
    var (agent, generator) = (try agent(), RandomGenerator(seed: 5))
    agent.practise(8, in: try trials(4), learning: false, using: &generator)
    #expect(agent.rollout.truncatedSteps.isEmpty)
    for (index, status) in agent.rollout.statuses.enumerated() {
      #expect(status == (index / 4 % 4 == 3 ? .terminated : .running))
    }
    let rewards = agent.rollout.rewards
    let endings: [Float?] = agent.rollout.statuses.map { $0 == .terminated ? 0 : nil }
    let zeros = [Float](repeating: 0, count: rewards.count)
    let advantages = Advantages(
      rewards: rewards, values: zeros, endings: endings, last: [9, 9, 9, 9], discount: 0.5, decay: 1)
    // Row 0 of step 0: four rewards of its trial, over the end of its first episode, and none of the next trial.
    let expected = rewards[0] + 0.5 * rewards[4] + 0.25 * rewards[8] + 0.125 * rewards[12]
    #expect(advantages.values[0] == expected)
  }

  @Test("needs trials, and a memory") func refusals() throws {
    func sentence(_ environments: VectorTask, _ settings: [String: String] = [:]) -> String? {
      let request = TrainingRequest(
        environments: environments, evaluationEnvironments: environments,
        overrides: ConfigurationOverrides(settings),
        plan: TrainingPlan(steps: 100, environments: 1, evaluationInterval: 100))
      do {
        _ = try AgentCatalog.standard.entry(named: "rl2").prepare(request)
        return nil
      } catch {
        return "\(error)"
      }
    }
    #expect(
      sentence(VectorTask(count: 1) { _ in Urn() })
        == "rl2 learns in trials, which tell of the last action and its reward, and not from Discrete(3) alone; add --wrap "
        + "episodesPerTrial=2, or =1 where an episode is all there is to a task.")
    #expect(
      try sentence(trials(1), ["memorySize": "0"])
        == "rl2 learns by its memory: memorySize must be above 0, or the agent be ppo.")
    #expect(try sentence(trials(8), ["memorySize": "4", "hiddenSizes": "4", "batchSize": "256"]) == nil)
  }
}
