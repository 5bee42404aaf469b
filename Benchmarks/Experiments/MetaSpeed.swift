import Agents
import ArgumentParser
import FewShot
import Simulation

/// The speed of a meta-step of MAML: inner gradients, query losses, gradients through both, Adam.
struct MetaSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meta-speed",
    abstract: "Measures the meta-steps per second of MAML on 25 tasks of 10 support and 10 query points.",
    discussion: "Prints one JSON object with the median of seven runs, in the form of Benchmarks/dqn_update.c.")

  @Flag(help: "Take gradients of the inner gradients for zero.") var firstOrder = false

  func run() {
    var configuration = MAMLConfiguration()
    configuration.episodes.shots = 10
    configuration.firstOrder = firstOrder
    var generator = RandomGenerator(seed: 0)
    var learner = MAML(for: SineFamily(), configuration, using: &generator)
    let demand = learner.demand
    let tasks = TaskBatch(
      drawing: demand.count, of: SineFamily(), demand.size, from: .training, using: &generator)
    let report = SpeedReport("MAML, 1-40-40-1, 25 tasks, 10 shots, 1 inner step", updates: 300) {
      learner.learn(from: tasks, using: &generator)
    }
    print(report.json)
  }
}
