import Foundation
import NeuralNet
import Safetensors
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

/// Learning on a second thread while acting; that it learns at all is shown by ``DQNVariant/overlapping``.
@Suite struct DQNOverlapTests {
  /// Learns after every fifth step of four environments, from 64 transitions on.
  private func agent() throws -> DQNAgent {
    var configuration = DQNVariant.all.configuration
    configuration.exploration = .epsilonGreedy
    configuration.epsilon = .constant(0.2)
    configuration.trainingInterval = 20
    configuration.gradientSteps = 3
    configuration.overlapsLearning = true
    var generator = RandomGenerator(seed: 7)
    return try DQNAgent(
      in: .identity(), environmentCount: 4, configuration: configuration, using: &generator)
  }

  /// Acts and learns for some steps in fresh environments, and returns what was done.
  ///
  /// - Parameter look: Called before and after the agent may learn.
  @discardableResult
  private func live(
    _ agent: inout DQNAgent, steps: Int, seed: UInt64,
    look: (_ agent: DQNAgent, _ transitions: Transitions, _ hasLearned: Bool) -> Void = { _, _, _ in
    }
  ) -> [Int] {
    let environments = Identity.batch(of: 4)
    var transitions = Transitions(environments)
    var generator = RandomGenerator(actingBeside: seed)
    var done: [Int] = []
    environments.reset(seed: seed, into: &transitions.outcome)
    for _ in 0..<steps {
      swap(&transitions.observations, &transitions.outcome.observations)
      agent.act(on: transitions.observations, into: &transitions.actions, using: &generator)
      environments.step(transitions.actions, into: &transitions.outcome)
      agent.observe(transitions, using: &generator)
      look(agent, transitions, false)
      agent.learn(using: &generator)
      look(agent, transitions, true)
      done += transitions.actions.array(as: Int.self)
    }
    return done
  }

  @Test("It acts with what was learned one round before")
  func actsOneRoundBehind() throws {
    var agent = try agent()
    var before = agent.online.values
    var rounds = 0
    live(&agent, steps: 60, seed: 1) { agent, _, hasLearned in
      let (values, updates) = (agent.online.values, agent.updateCount)
      if hasLearned, updates > rounds * 3 {
        rounds += 1
        #expect(updates == rounds * 3)
        #expect(agent.acting?.values == before)
        #expect(values != before)
      }
      before = values
    }
    // At 80, 100, … 240.
    #expect(rounds == 9)
  }

  @Test("Looking at what is learned, and so waiting for it, changes nothing")
  func lookingChangesNothing() throws {
    var (watched, alone) = (try agent(), try agent())
    let seen = live(&watched, steps: 100, seed: 1) { agent, _, _ in #expect(agent.online.areFinite) }
    #expect(live(&alone, steps: 100, seed: 1) == seen)
    #expect(alone.online.values == watched.online.values)
    #expect(alone.target.values == watched.target.values)
    #expect(alone.measurements == watched.measurements)
  }

  @Test("The second thread learns what one thread would learn from the same steps")
  func learnsAsOneThread() throws {
    var agent = try agent()
    var learner = agent.core.read { $0 }
    var steps = 0
    live(&agent, steps: 100, seed: 1) { _, transitions, hasLearned in
      if hasLearned {
        if steps >= 64, steps % 20 == 0 { learner.learn(fromBatches: 3, at: 0) }
      } else {
        steps += 4
        learner.observe(transitions)
        learner.moveTarget()
      }
    }
    #expect(learner.updateCount == agent.updateCount)
    #expect(learner.online.values == agent.online.values)
    #expect(learner.target.values == agent.target.values)
  }

  @Test("A checkpoint amid a round brings it all back: what is done and learned next is the same")
  func checkpoint() throws {
    var trained = try agent()
    // The last round starts at 120 of 132 transitions.
    live(&trained, steps: 33, seed: 1)
    let file = try StoredFile { try trained.writeCheckpoint(to: &$0) }
    var restored = try agent()
    try restored.readCheckpoint(from: file.open())
    #expect(restored.updateCount == 9)
    #expect(live(&restored, steps: 40, seed: 2) == live(&trained, steps: 40, seed: 2))
    #expect(restored.updateCount == trained.updateCount)
    #expect(restored.online.values == trained.online.values)
    #expect(restored.target.values == trained.target.values)
  }

  @Test("A copy made amid a round learns for itself, and the same from the same steps")
  func copies() throws {
    var agent = try agent()
    live(&agent, steps: 33, seed: 1)
    var copy = agent
    live(&agent, steps: 40, seed: 2)
    #expect(copy.updateCount == 9)
    #expect(copy.online.values != agent.online.values)
    live(&copy, steps: 40, seed: 2)
    #expect(copy.updateCount == agent.updateCount)
    #expect(copy.online.values == agent.online.values)
    #expect(copy.target.values == agent.target.values)
  }

  @Test("A round that is under way ends well when its agent is gone")
  func abandoned() throws {
    weak var pool: MemoryPool?
    do {
      var agent = try agent()
      live(&agent, steps: 25, seed: 1)
      pool = agent.online.pool
      #expect(pool != nil)
    }
    // The second thread lets go of the learner soon after, later on a busy machine.
    for _ in 0..<30_000 where pool != nil { usleep(10_000) }
    #expect(pool == nil)
  }
}
