import ArgumentParser
import Foundation
import Simulation

/// Imitations of a heuristic from several seeds.
struct ImitationResults: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "imitation-results",
    abstract: "Imitates a task's heuristic and tells how well, seed by seed.",
    discussion: """
      For each seed it records episodes of its own, trains an agent from them by its preset for the task, and evaluates \
      the policy that training leaves, beside the heuristic and chance. Prints one JSON object per seed.
      """)

  @Argument(help: "The agent: bc, dagger, gail or vae.") var agent: String
  @Argument(help: "The task.") var task: String
  @Option(help: "How many seeds, from 1.") var seeds: UInt64 = 10
  @Option(help: "One seed instead.") var seed: UInt64?
  @OptionGroup var options: ImitationOptions
  @Option(help: "How many episodes of the heuristic are learned from.") var demonstrations = 20

  func run() throws {
    var run = try options.run(agent, task)
    run.demonstrations = demonstrations
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try run.run(seed.map { $0...$0 } ?? 1...max(seeds, 1)) { outcome in
      try FileHandle.standardOutput.write(contentsOf: encoder.encode(outcome) + Data("\n".utf8))
    }
  }
}

/// The options that imitations share.
struct ImitationOptions: ParsableArguments {
  @Option(help: "How many episodes a policy is evaluated over.") var episodes = 100
  @Option(help: "How many steps or updates a training has; the preset's by default.") var steps: Int?
  @Option(name: .customLong("set"), help: "A setting of the agent, as name=value; may be repeated.") var settings:
    [String] = []

  /// An imitation by these options.
  func run(_ agent: String, _ task: String) throws -> ImitationRun {
    ImitationRun(
      agent: agent, task: task, steps: steps, overrides: try ConfigurationOverrides(parsing: settings),
      episodes: episodes)
  }
}
