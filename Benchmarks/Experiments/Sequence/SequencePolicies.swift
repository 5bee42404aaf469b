import Agents
import ArgumentParser
import Foundation
import Simulation
import Training

/// The tables of `agents/Sequence/README.md`.
struct SequencePolicies: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sequence-policy",
    abstract: "Trains one sequence policy for several tasks, and evaluates it in each of them.",
    discussion: """
      One run at a time, on one thread. Demonstrations are the heuristics' episodes with the seeds from 0; evaluations are \
      100 episodes with the seeds from 5 000 000, which nothing else uses. A normalized return is 0 for random actions and \
      1 for the heuristic. Seconds are those of the processor, of training alone.
      """)

  @Option(help: "The tasks, separated by commas.")
  var tasks = "CartPole-v1,LunarLander-v3,LunarLanderContinuous-v3,CarRacingFeatures-v0"
  @Option(help: "How many episodes of each task are learned from.") var episodes = 100
  @Option(help: "How many updates.") var steps = 3_000
  @Option(help: "How many seeds, from 1.") var seeds: UInt64 = 3
  @Option(help: "One seed instead.") var seed: UInt64?
  @Option(help: "Evaluate every so many updates, too; 0 only at the end.") var evalEvery = 0
  @Option(name: .customLong("set"), help: "A setting of the agent, as name=value; may be repeated.") var settings:
    [String] = []

  func run() throws {
    let courses = try tasks.split(separator: ",").map { try SequenceCourse(String($0), episodes: episodes) }
    let configuration = try ConfigurationOverrides(parsing: settings).applied(to: SequenceConfiguration())
    var returns = [[Double]](repeating: [], count: courses.count)
    show(
      "| task | seed | random | expert | policy | normalized | updates | seconds |\n|---|---|---|---|---|---|---|---|"
    )
    for seed in seed.map({ $0...$0 }) ?? 1...max(seeds, 1) {
      var training = try SequenceTraining(
        courses, seed: seed, steps: steps, interval: evalEvery, configuration: configuration)
      for (task, found) in try training.run().enumerated() { returns[task].append(found) }
    }
    show(
      "\n| task | random | expert | policy, mean of the seeds | normalized: mean | worst |\n|---|---|---|---|---|---|"
    )
    for (course, found) in zip(courses, returns) {
      let shares = found.map(course.normalized)
      show(
        "| \(course.id) | "
          + String(
            format: "%.1f | %.1f | %.1f | %.3f | %.3f |", course.random, course.expert, found.mean, shares.mean,
            shares.min() ?? 0))
    }
  }
}

/// One policy, trained and evaluated.
private struct SequenceTraining {
  private let courses: [SequenceCourse]
  private let seed: UInt64
  private let steps: Int
  private let interval: Int
  private var learner: SequenceLearner
  private var generator: RandomGenerator
  private var seconds = 0.0

  init(
    _ courses: [SequenceCourse], seed: UInt64, steps: Int, interval: Int, configuration: SequenceConfiguration
  ) throws {
    guard let first = courses.first else { throw ConfigurationError("There is no task to learn.") }
    (self.courses, self.seed, self.steps, self.interval) = (courses, seed, steps, interval)
    generator = RandomGenerator(seed: seed)
    learner = try SequenceLearner(
      courses.map(\.demonstrations), for: first.id, configuration: configuration, using: &generator)
    log("\(learner.parameters.count) parameters")
  }

  /// Trains, and returns the mean return in each task.
  mutating func run() throws -> [Double] {
    for step in 1...max(steps, 1) {
      let started = clock()
      learner.advance(to: Double(step - 1) / Double(steps))
      learner.learn(using: &generator)
      seconds += Self.seconds(since: started)
      if step % 200 == 0 { log("\(step) \(text(seconds)) s: \(measurements)") }
      if interval > 0, step % interval == 0, step < steps { _ = try evaluate() }
    }
    return try evaluate()
  }

  private var measurements: String {
    learner.measurements.map { "\($0.name) \(text($0.value, digits: 4))" }.joined(separator: ", ")
  }

  /// Prints a row for each task, and returns the mean returns.
  private func evaluate() throws -> [Double] {
    let started = clock()
    let returns = try courses.map { course in
      let found = try course.meanReturn(of: learner)
      show(
        "| \(course.id) | \(seed) | \(text(course.random)) | \(text(course.expert)) | \(text(found)) "
          + "| \(text(course.normalized(found), digits: 3)) | \(learner.updateCount) | \(text(seconds)) |")
      return found
    }
    log("evaluated in \(text(Self.seconds(since: started))) s")
    return returns
  }

  /// Seconds of the processor, which do not count what else the machine does.
  private static func seconds(since start: clock_t) -> Double { Double(clock() - start) / Double(CLOCKS_PER_SEC) }

  private func text(_ number: Double, digits: Int = 1) -> String { String(format: "%.\(digits)f", number) }

  private func log(_ line: String) { FileHandle.standardError.write(Data("\(line)\n".utf8)) }
}
