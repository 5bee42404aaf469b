import Agents
import ArgumentParser
import Foundation
import Simulation
import Training

/// A comparison of agents that measures the contribution of each part of a CLM.
struct Ablation: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ablation",
    abstract: "Compares DQN, DQN with more updates, CLM, CLM without creativity, and DQN on a plain learned model.",
    discussion: """
      Every arm learns from the same seeds for the same number of environment steps. Runs that are in the folder already \
      are not made again, so that a comparison can be stopped, and several can fill one folder with other seeds. \
      CartPole-v1, Acrobot-v1 and LunarLander-v3 have steps, an interval and a threshold of their own.
      """)

  @Argument(help: "The environment.") var task: String
  @Option(help: "How many seeds.") var seeds = 10
  @Option(help: "The first of them.") var firstSeed: UInt64 = 1
  @Option(
    help: """
      Which arms, by their letters: A is DQN, B the same with more updates, C a CLM, D one without creativity, E DQN on \
      a plain learned model, and L a CLM that makes levels, too.
      """)
  var arms = "ABCDE"
  @Option(name: .customLong("env-set"), help: "A parameter of the environment, as name=value; may be repeated.")
  var environmentSettings: [String] = []
  @Option(help: "The task whose presets are used; the environment itself by default.") var preset: String?
  @Option(help: "How many environment steps a run has.") var steps: Int?
  @Option(help: "After how many of them it is evaluated.") var evalEvery: Int?
  @Option(help: "The return that is to be reached.") var threshold: Double?
  @Option(name: .customLong("set"), help: "A setting of the agents, as name=value; may be repeated.") var settings:
    [String] = []
  @Option(help: "The folder of the results.") var out: String

  func run() throws {
    let folder = URL(filePath: out)
    let (steps, interval, threshold) = try length()
    let overrides = try ConfigurationOverrides(parsing: settings)
    let plan = Protocol(
      task: task, tuned: preset ?? task, steps: steps, evaluationInterval: interval, settings: overrides.values,
      environmentSettings: try ConfigurationOverrides(parsing: environmentSettings))
    let chosen = try chosenArms(overrides)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: "runs.jsonl")
    if let other = try runs(in: file).first(where: { $0.plan != plan.summary }) {
      throw ValidationError("\(out) holds runs with \(other.plan), not \(plan.summary); give another folder.")
    }
    for seed in firstSeed..<firstSeed + UInt64(seeds) {
      for arm in chosen where !(try runs(in: file)).contains(where: { $0.arm == arm.letter && $0.seed == seed }) {
        let run = try plan.run(arm, seed: seed)
        try append(run, to: file)
        say(run, threshold)
      }
    }
    let report = Report(runs: try runs(in: file), arms: chosen, threshold: threshold)
    print(report.table())
    try report.drawCurves(title: task, to: folder.appending(path: "curve.png"))
  }

  /// The steps, the interval between evaluations and the threshold: as given, else the task's own.
  private func length() throws -> (steps: Int, interval: Int, threshold: Double) {
    let own: [String: (Int, Int, Double)] = [
      "CartPole-v1": (50_000, 1000, 475), "Acrobot-v1": (50_000, 1000, -100),
      "LunarLander-v3": (100_000, 5000, 200),
    ]
    guard let steps = steps ?? own[task]?.0, let interval = evalEvery ?? own[task]?.1,
      let threshold = threshold ?? own[task]?.2
    else { throw ValidationError("\(task) needs --steps, --eval-every and --threshold.") }
    return (steps, interval, threshold)
  }

  /// The arms by their letters, with as many updates as the presets and settings of clm say.
  private func chosenArms(_ overrides: ConfigurationOverrides) throws -> [Arm] {
    let clm = try AgentCatalog.standard.entry(named: "clm")
    let known = Set(clm.parameters.map(\.name))
    if let unknown = overrides.values.keys.first(where: { !known.contains($0) }) {
      throw ValidationError("There is no setting '\(unknown)'.")
    }
    let configuration = try clm.settings(clm.defaultPreset(for: preset ?? task), overrides)
    guard let ratio = configuration["updateRatio"].flatMap({ Int($0) }),
      let gradientSteps = configuration["gradientSteps"].flatMap({ Int($0) })
    else { throw ValidationError("The settings of clm name no updateRatio and gradientSteps.") }
    return Arm.all(updateRatio: ratio, gradientSteps: gradientSteps).filter { arms.contains($0.letter) }
  }

  private func runs(in file: URL) throws -> [Run] {
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    return try text.split(separator: "\n").map { try JSONDecoder().decode(Run.self, from: Data($0.utf8)) }
      .filter { $0.task == task }
  }

  private func append(_ run: Run, to file: URL) throws {
    if !FileManager.default.fileExists(atPath: file.path) { try Data().write(to: file) }
    let handle = try FileHandle(forWritingTo: file)
    defer { try? handle.close() }
    try handle.seekToEnd()
    try handle.write(contentsOf: JSONEncoder().encode(run) + Data("\n".utf8))
  }

  private func say(_ run: Run, _ threshold: Double) {
    let reached = run.stepsToReach(threshold).map { "\($0)" } ?? "not reached"
    let line = "\(run.arm) \(run.seed): \(reached), last \(run.returns.suffix(3)), \(run.seconds) s\n"
    FileHandle.standardError.write(Data(line.utf8))
  }
}
