import ArgumentParser
import Palaestra

/// The speed of a soft actor-critic's update.
struct SoftUpdateSpeed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "soft-update-speed",
    abstract: "Measures the updates per second of SAC on BipedalWalker-v3, hidden layers of 256, batches of 256.",
    discussion: """
      Prints one JSON object with the median of seven runs, in the form of Benchmarks/sac_update.c; batches are drawn from a \
      replay of 1000 steps.
      """)

  @Flag(help: "Measure TQC's update instead: 25 quantiles of each critic.") var quantiles = false

  func run() throws {
    let environments = VectorTask(count: 1) { _ in TimeLimit(BipedalWalker(), steps: 1600) }
    var configuration = SoftActorCriticConfiguration()
    (configuration.learningStarts, configuration.bufferSize) = (1000, 10_000)
    configuration.gradientSteps = 1
    if quantiles { (configuration.quantiles, configuration.droppedQuantiles) = (25, 2) }
    var generator = RandomGenerator(seed: 1)
    var agent = try SoftActorCriticAgent(
      in: try EncodedTask(environments.specification, heads: [SquashedGaussianHead.self]), environmentCount: 1,
      configuration: configuration, using: &generator)
    var transitions = Transitions(environments)
    environments.reset(seed: 1, into: &transitions.outcome)
    for _ in 0..<1000 {
      transitions.advance()
      agent.act(on: transitions.observations, into: &transitions.actions, using: &generator)
      environments.step(transitions.actions, into: &transitions.outcome)
      agent.observe(transitions, using: &generator)
    }
    let report = SpeedReport("SAC update, batch 256", updates: 100) {
      transitions.advance()
      agent.observe(transitions, using: &generator)
      agent.learn(using: &generator)
    }
    print(report.json)
  }
}
