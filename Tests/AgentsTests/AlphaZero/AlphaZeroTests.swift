import Environments
import NeuralNet
import Simulation
import Testing
import Training

@testable import Agents

/// AlphaZero on small games.
@Suite("AlphaZero") struct AlphaZeroTests {
  private var configuration: AlphaZeroConfiguration {
    var configuration = AlphaZeroConfiguration()
    (configuration.channels, configuration.blocks, configuration.simulations) = (8, 1, 8)
    (configuration.games, configuration.batchSize, configuration.replayCapacity) = (16, 32, 2000)
    configuration.learningRate = .constant(3e-3)
    return configuration
  }

  private func learner(threads: Int = 1, seed: UInt64 = 1) throws -> AlphaZeroLearner<TicTacToe> {
    var generator = RandomGenerator(seed: seed)
    return try AlphaZeroLearner(TicTacToe(), configuration: configuration, threads: threads, using: &generator)
  }

  private func trained(_ learner: AlphaZeroLearner<TicTacToe>, _ updates: Int) -> AlphaZeroLearner<TicTacToe> {
    var (learner, generator) = (learner, RandomGenerator(seed: 2))
    for _ in 0..<updates { learner.learn(using: &generator) }
    return learner
  }

  @Test("learns to win against chance") func wins() throws {
    let learner = trained(try learner(), 60)
    var players: [any Player] = [learner.greedyPolicy.player, RandomPlayer()]
    var generator = RandomGenerator(seed: 3)
    var points = 0.0
    for _ in 0..<20 { points += TicTacToe().rewards(ofPlayBy: &players, using: &generator)[0] }
    #expect(points >= 14)
    #expect(learner.status == .learning && learner.updateCount == 60)
  }

  @Test("does the same on any number of threads") func threads() throws {
    let (one, two) = (trained(try learner(), 6), trained(try learner(threads: 2), 6))
    #expect(one.parameters.values == two.parameters.values)
  }

  @Test("goes on from a checkpoint as if it had never stopped") func resumes() throws {
    let half = trained(try learner(), 5)
    let file = try StoredFile { try half.writeCheckpoint(to: &$0) }
    var taken = try learner(seed: 9)
    try taken.readCheckpoint(from: file.open())
    #expect(trained(taken, 4).parameters.values == trained(half, 4).parameters.values)
  }

  @Test("plays the same once it was written and read") func policy() throws {
    let task = try Catalog.standard.entry("TicTacToe-v0").task()
    let policy = trained(try learner(), 3).greedyPolicy
    let file = try StoredFile { policy.write(to: &$0) }
    let read = try AlphaZeroPolicy(from: file.open(), for: task.specification)
    #expect(read.suits(task.specification))
    func play(_ policy: AlphaZeroPolicy) -> Evaluation? {
      Evaluation.evaluate(policy, on: task.makeVector(count: 4), episodes: 8, seed: 0)
    }
    #expect(play(read) == play(policy))
    #expect(throws: PolicyFileError.self) {
      try AlphaZeroPolicy(
        from: file.open(), for: Catalog.standard.entry("FourInARow-v0").task().specification)
    }
  }
}
