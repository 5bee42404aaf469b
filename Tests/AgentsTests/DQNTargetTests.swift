import NeuralNet
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// What a single transition teaches a network whose values are known.
///
/// The network has no hidden layers and sees one of three categories, so that its weights are a table.
@Suite struct DQNTargetTests {
  /// Learns from one transition from state 0, action 1, reward 1 to state 2 until the value has settled.
  private func value(
    after status: EpisodeStatus, _ change: (inout DQNConfiguration) -> Void = { _ in }
  ) throws -> Float {
    var configuration = DQNConfiguration()
    configuration.hiddenSizes = []
    configuration.discount = 0.5
    configuration.batchSize = 1
    configuration.bufferSize = 1
    configuration.loss = .squared
    configuration.learningRate = .constant(0.05)
    change(&configuration)
    var generator = RandomGenerator(seed: 0)
    var agent = try DQNAgent(
      in: .identity(saying: 2), environmentCount: 1, configuration: configuration, using: &generator)
    // Rows are actions, columns are states: in state 2 the target values 10 and 4, the online network 0 and 1.
    agent.core.change { learner in
      learner.online.values = [0, 0, 0, 0, 0, 1, 0, 0]
      learner.target.values = [0, 0, 10, 0, 0, 4, 0, 0]
    }
    agent.observe(Self.transition(status), using: &generator)
    agent.advance(to: 0)
    agent.learn(using: &generator)
    agent.core.change { $0.learn(fromBatches: 800, at: 0, using: &generator) }
    let values = agent.online.values
    return values[3] + values[7]
  }

  private static func transition(_ status: EpisodeStatus) -> Transitions {
    var transitions = Transitions(Identity.batch(of: 1))
    transitions.observations.replaceNumbers(with: [0])
    transitions.actions.replaceNumbers(with: [1])
    transitions.outcome.rewards = [1]
    transitions.outcome.statuses = [status]
    transitions.outcome.observations.replaceNumbers(with: [status.isFinished ? 1 : 2])
    transitions.outcome.finalObservations.replaceNumbers(with: [status.isFinished ? 2 : 1])
    return transitions
  }

  @Test("Nothing follows a termination")
  func termination() throws {
    #expect(abs(try value(after: .terminated) - 1) < 0.01)
  }

  @Test("What follows a step or a truncation counts", arguments: [EpisodeStatus.running, .truncated])
  func continuation(status: EpisodeStatus) throws {
    #expect(abs(try value(after: status) - (1 + 0.5 * 10)) < 0.01)
  }

  @Test(
    "With Double DQN the online network chooses and the target network values",
    arguments: [
      EpisodeStatus.running, .truncated,
    ])
  func double(status: EpisodeStatus) throws {
    #expect(abs(try value(after: status) { $0.double = true } - (1 + 0.5 * 4)) < 0.01)
  }

  @Test("Huber's loss leads to the same values")
  func huber() throws {
    #expect(abs(try value(after: .running) { $0.loss = .huber } - 6) < 0.01)
  }

  @Test("A dueling network's values are V + A − mean A")
  func dueling() throws {
    let network = QNetwork(
      QNetwork.Architecture(featureShape: [2], hiddenSizes: [], actionCount: 3, isDueling: true))
    // V = x₀ + 1; A = (x₁, 2 x₁, 3 x₁).
    let weights = Weights([
      Tensor([1, 0], shape: [1, 2]), Tensor([1], shape: [1]),
      Tensor([0, 1, 0, 2, 0, 3], shape: [3, 2]), Tensor([0, 0, 0], shape: [3]),
    ])
    let values = network(Tensor([5, 1], shape: [1, 2]), weights).values
    #expect(values == [5, 6, 7])
    #expect(
      network.parameters.map(\.name) == ["value.weight", "value.bias", "advantage.weight", "advantage.bias"])
  }
}
