import Agents
import ArgumentParser
import Demonstrations
import Simulation
import Training

/// The speed of behaviour cloning's updates, from drawing the batch to Adam, in memory and without evaluations.
struct CloningSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cloning-speed",
    abstract: "Measures the updates per second of behaviour cloning with the network 8-32-32-4 on batches of 32.",
    discussion: "Prints one JSON object with the median of seven runs.")

  func run() throws {
    var generator = RandomGenerator(seed: 1)
    var learner = try learner(using: &generator)
    let report = SpeedReport("behaviour cloning, 8-32-32-4, batch 32", updates: 20_000) {
      learner.learn(using: &generator)
    }
    print(report.json)
  }

  private func learner(using generator: inout RandomGenerator) throws -> BehaviorCloning {
    let space = SpaceDescriptor.box(
      scalar: .float32, shape: [8], low: Array(repeating: -1, count: 8), high: Array(repeating: 1, count: 8))
    let task = try EncodedTask(
      TaskSpecification(observationSpace: space, actionSpace: .discrete(count: 4, start: 0)))
    var configuration = BehaviorCloningConfiguration()
    configuration.hiddenSizes = [32, 32]
    configuration.activation = .tanh
    configuration.batchSize = 32
    configuration.entropyWeight = 1e-3
    configuration.validationFraction = 0
    var episodes = RandomGenerator(seed: 0)
    return BehaviorCloning(
      imitating: (0..<80).map { _ in episode(of: 250, using: &episodes) }, in: task, configuration: configuration,
      using: &generator)
  }

  private func episode(of length: Int, using generator: inout RandomGenerator) -> Episode {
    Episode(
      observations: RowBuffer((0..<8 * (length + 1)).map { _ in Float(generator.standardNormal()) }, rowShape: [8]),
      actions: RowBuffer((0..<length).map { _ in generator.integers(0..<4) }),
      rewards: Array(repeating: 0, count: length), ending: .truncated)
  }
}
