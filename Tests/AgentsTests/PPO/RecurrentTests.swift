import NeuralNet
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

@Suite("Sequences of a policy with a memory") struct RecurrentTests {
  private func configuration(_ change: (inout PPOConfiguration) -> Void) -> PPOConfiguration {
    var configuration = PPOVariant.memory.configuration
    change(&configuration)
    return configuration
  }

  private func agent(_ configuration: PPOConfiguration, environments: Int = 4) throws -> PPOAgent {
    var generator = RandomGenerator(seed: 7)
    let task = try EncodedTask(Recall.batch(of: 1).specification)
    return try PPOAgent(
      in: task, environmentCount: environments, configuration: configuration, using: &generator)
  }

  /// The outputs and values of every step of a rollout, read in sequences of a length, some at a time.
  private func evaluated(_ agent: PPOAgent, length: Int, atATime count: Int) -> [Float] {
    let reader = RolloutReader(
      agent.rollout, by: agent.task.encoder, nil, sequenceLength: length, in: nil)
    let sequences = Array(0..<reader.sequenceCount)
    var found = [Float](repeating: .nan, count: agent.rollout.count * 3)
    for start in stride(from: 0, to: sequences.count, by: count) {
      let rows = reader.rows(of: sequences[start..<min(start + count, sequences.count)])
      let (outputs, values) = agent.network(reader.sequences(rows), agent.learner.parameters.constants)
      for (index, row) in rows.enumerated() where row >= 0 {
        found[3 * row] = values.values[index]
        for place in 0..<2 { found[3 * row + 1 + place] = outputs.values[2 * index + place] }
      }
    }
    return found
  }

  @Test("say the same whatever their length, number and padding, and what was said in acting")
  func batching() throws {
    let configuration = configuration { $0.rolloutSteps = 30 }
    var (agent, generator) = (try agent(configuration), RandomGenerator(seed: 5))
    agent.practise(30, in: Recall.batch(of: 4), learning: false, using: &generator)
    let expected = evaluated(agent, length: 1, atATime: 1)
    for (length, count) in [(1, 120), (30, 4), (8, 3), (7, 16)] {
      for (found, expected) in zip(evaluated(agent, length: length, atATime: count), expected) {
        #expect(abs(found - expected) < 1e-5)
      }
    }
  }

  @Test("have gradients that padding and neighbours do not change")
  func gradients() throws {
    let configuration = configuration { $0.rolloutSteps = 30 }
    var (agent, generator) = (try agent(configuration), RandomGenerator(seed: 5))
    agent.practise(30, in: Recall.batch(of: 4), learning: false, using: &generator)
    func gradient(_ length: Int, _ sequences: [[Int]]) -> [Float] {
      let reader = RolloutReader(agent.rollout, by: agent.task.encoder, nil, sequenceLength: length, in: nil)
      var sum = [Float](repeating: 0, count: agent.learner.parameters.count)
      for part in sequences {
        let rows = reader.rows(of: part[...])
        let used = Tensor(rows.map { $0 < 0 ? 0 : 1 }, shape: [rows.count])
        let (_, gradients) = agent.learner.parameters.valueAndGradient { weights in
          let (outputs, values) = agent.network(reader.sequences(rows), weights)
          return ((outputs.squared().sum(along: [1]) + values) * used).sum()
        }
        let flat = gradients.tensors.flatMap { $0?.values ?? [] }
        for index in flat.indices { sum[index] += flat[index] }
      }
      return sum
    }
    // Sequences of 30 steps in one environment each, alone or together; then padded to 32.
    let expected = gradient(30, [[0], [1], [2], [3]])
    for (length, sequences) in [
      (30, [[0, 1, 2, 3]]), (32, [[0, 1, 2, 3, -1, -1]]), (32, [[3, 1], [-1, 0], [2]]),
    ] {
      for (found, expected) in zip(gradient(length, sequences), expected) {
        #expect(abs(found - expected) < 1e-4 * max(1, abs(expected)))
      }
    }
  }

  @Test("begin from the states that acting left, which end with the episodes")
  func states() throws {
    let configuration = configuration { ($0.rolloutSteps, $0.batchSize) = (8, 32) }
    var (agent, generator) = (try agent(configuration), RandomGenerator(seed: 5))
    agent.practise(8, in: Recall.batch(of: 4), learning: false, using: &generator)
    // Episodes of four steps: the fifth and the ninth step begin others.
    for step in [0, 4, 8] {
      #expect(agent.rollout.states[step * 32..<(step + 1) * 32].allSatisfy { $0 == 0 })
    }
    #expect(agent.rollout.states[32..<64].contains { $0 != 0 })
    #expect(agent.actor.states.allSatisfy { $0 == 0 })
  }
}
