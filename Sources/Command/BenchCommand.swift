import ArgumentParser
import Environments
import Simulation
import Training

/// Measures environments.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measures steps per second with random actions, the median of several runs.",
    discussion: "Actions are drawn beforehand; resets and time limits are part of what is measured.")

  @Argument(
    help: ArgumentHelp("The environments; all if none is named.", valueName: "env"), completion: .environments)
  var environments: [String] = []

  @OptionGroup var settings: EnvironmentSettings

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many environments to step together. (default: 64)", valueName: "n"),
    transform: Number.environments)
  var envs = 64

  @Option(
    parsing: .unconditional, help: ArgumentHelp("How many threads step them. (default: 1)", valueName: "n"),
    transform: Number.threads)
  var threads = 1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many runs, of about half a second each. (default: 5)", valueName: "n"),
    transform: Number.runs)
  var runs = 5

  @Flag(help: "Prints one JSON object per environment.")
  var json = false

  func run() throws {
    let entries = try environments.isEmpty ? Catalog.current.entries : environments.map(Catalog.current.entry)
    let changes = try settings.changes()
    for entry in entries {
      let environments = try entry.announcedTask(changes).makeVector(count: envs, threads: threads)
      try report(entry.id, Self.rates(of: environments, entry.id, runs: runs))
    }
  }

  /// Returns the steps per second of several runs.
  private static func rates(of environments: VectorTask, _ id: String, runs: Int) -> [Double] {
    var benchmark = Benchmark(environments)
    benchmark.run(seconds: 0.1)
    var display = ProgressDisplay()
    defer { display.finish() }
    return (0..<runs).map { run in
      var bar = ProgressBar(share: Double(run) / Double(runs))
      bar.add("\(id), run \(run + 1) of \(runs)", importance: 0)
      display.show { _ in bar }
      return benchmark.run(seconds: 0.5)
    }
  }

  private func report(_ id: String, _ rates: [Double]) throws {
    let sorted = rates.sorted()
    let median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    if json {
      try Terminal.print(
        json: BenchResult(
          env: id, envs: envs, threads: threads, stepsPerSecond: median.rounded(),
          runs: rates.map { $0.rounded() }))
    } else {
      try Terminal.print("\(id.rightPadded(to: 26))\(NumberFormat.rate(median).leftPadded(to: 8)) steps/s")
    }
  }
}

/// Steps a batch with actions that were drawn beforehand; where some are forbidden at times, with such as are allowed.
private struct Benchmark {
  private let environments: VectorTask
  private var batch: StepBatch
  private var actions: [RowBuffer]
  private var generator = RandomGenerator(seed: 0)

  init(_ environments: VectorTask) {
    self.environments = environments
    batch = environments.makeBatch()
    environments.reset(seed: 0, into: &batch)
    actions = Array(repeating: environments.makeActions(), count: 256)
    for index in actions.indices {
      environments.sampleActions(into: &actions[index], allowing: batch.masks, using: &generator)
    }
  }

  /// Steps for about some seconds and returns the steps per second.
  @discardableResult
  mutating func run(seconds: Double) -> Double {
    let (start, isMasked) = (ContinuousClock.now, environments.specification.maskSize > 0)
    var rounds = 0
    while true {
      for index in actions.indices {
        if isMasked {
          environments.sampleActions(into: &actions[index], allowing: batch.masks, using: &generator)
        }
        environments.step(actions[index], into: &batch)
      }
      rounds += 1
      let elapsed = (ContinuousClock.now - start).seconds
      if elapsed >= seconds { return Double(rounds * actions.count * environments.count) / elapsed }
    }
  }
}

/// A measurement as JSON.
private struct BenchResult: Encodable {
  let env: String
  let envs: Int
  let threads: Int
  let stepsPerSecond: Double
  let runs: [Double]
}
