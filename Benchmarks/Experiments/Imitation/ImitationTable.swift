import ArgumentParser
import Foundation
import Simulation

/// The tables of the READMEs of the imitating agents.
struct ImitationTable: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "imitation-table",
    abstract: "Imitates heuristics from several seeds, and prints a line per seed and one per task.",
    discussion: """
      One run at a time, on one thread. Every seed has demonstrations of its own; the last policy is evaluated over \
      episodes that neither training nor demonstrations have seen. The normalized return is 0 for chance and 1 for the \
      heuristic.
      """)

  @Argument(help: "The agent: bc, dagger, gail or vae.") var agent: String
  @Argument(help: "Tasks, as TASK:DEMONSTRATIONS:SEEDS; those of the agent's README by default.") var tasks:
    [String] = []
  @Option(help: "The first seed; presets were chosen on some of the first ten.") var from: UInt64 = 1
  @OptionGroup var options: ImitationOptions

  func run() throws {
    let courses = try (tasks.isEmpty ? Self.defaults(for: agent) : tasks).map(Course.init)
    var rows: [String] = []
    show("| task | demonstrations | seed | last policy | seconds |\n|---|---|---|---|---|")
    for course in courses {
      var run = try options.run(agent, course.task)
      run.demonstrations = course.demonstrations
      var outcomes: [ImitationRun.Outcome] = []
      try run.run(from..<from + course.seeds) { outcome in
        outcomes.append(outcome)
        show(
          "| \(course.task) | \(course.demonstrations) | \(outcome.seed) | "
            + String(format: "%.1f ± %.1f | %.1f |", outcome.mean, outcome.deviation, outcome.seconds))
      }
      rows.append(course.row(agent, outcomes))
    }
    show(
      "\n| task | agent | demonstrations | seeds | random | expert | last policies: mean | median | worst "
        + "| normalized: mean | worst | updates | seconds |")
    show("|---|---|---|---|---|---|---|---|---|---|---|---|---|")
    for row in rows { show(row) }
  }

  /// The tasks of an agent's README.
  private static func defaults(for agent: String) -> [String] {
    let four = ["CartPole-v1", "LunarLander-v3", "LunarLanderContinuous-v3", "CarRacingFeatures-v0"]
    return switch agent {
    case "gail": ["CartPole-v1:4:10", "Acrobot-v1:4:5", "LunarLander-v3:20:5"]
    case "vae": ["CartPole-v1:4:5", "LunarLander-v3:20:5", "LunarLanderContinuous-v3:20:5"]
    case "bc": four.map { "\($0):20:10" } + ["BipedalWalker-v3:300:10"]
    default: four.map { "\($0):20:10" }
    }
  }

  /// A task, and the numbers of demonstrations and seeds.
  private struct Course {
    let task: String
    let demonstrations: Int
    let seeds: UInt64

    init(_ text: String) throws {
      let parts = text.split(separator: ":").map(String.init)
      guard parts.count == 3, let demonstrations = Int(parts[1]), let seeds = UInt64(parts[2]), seeds > 0 else {
        throw ValidationError("'\(text)' is not TASK:DEMONSTRATIONS:SEEDS, such as CartPole-v1:4:10.")
      }
      (task, self.demonstrations, self.seeds) = (parts[0], demonstrations, seeds)
    }

    func row(_ agent: String, _ outcomes: [ImitationRun.Outcome]) -> String {
      let (means, shares) = (outcomes.map(\.mean), outcomes.map(\.normalized))
      let start =
        "| \(task) | \(agent) | \(demonstrations) | \(outcomes.count) | "
        + String(format: "%.1f | %.1f", outcomes[0].random, outcomes[0].expert)
      let policies = String(
        format: " | %.1f ± %.1f | %.1f | %.1f", means.mean, means.deviation, means.median, means.min() ?? 0)
      let rest = String(
        format: " | %.3f | %.3f | %.0f | %.1f |", shares.mean, shares.min() ?? 0,
        outcomes.map { Double($0.updates) }.mean, outcomes.map(\.seconds).mean)
      return start + policies + rest
    }
  }
}
