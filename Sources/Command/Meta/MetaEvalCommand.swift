import Agents
import ArgumentParser
import FewShot
import Foundation
import Simulation
import Training

/// Examines what a meta-learner has learned.
struct MetaEvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Examines a run of meta train on tasks that it never saw.",
    discussion: "Errors and shares are means over tasks, with 95 % confidence intervals.")

  @OptionGroup var adaptation: MetaRunOptions

  @Option(
    parsing: .unconditional, help: ArgumentHelp("How many tasks to be examined on.", valueName: "n"),
    transform: Number.count)
  var episodes = 600

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The seed that the tasks follow from. (default: 0)", valueName: "s"),
    transform: Number.seed)
  var seed: UInt64 = 0

  @Flag(help: "Prints one JSON object.")
  var json = false

  func run() throws {
    let run = try MetaRun(opening: adaptation.run)
    let (learner, family, examination) = try adaptation.examination(of: run, tasks: episodes, seed: seed)
    let functions = try drawnFamily(family)
    let start = ContinuousClock.now
    let interrupt = Interrupt()
    var display = ProgressDisplay()
    let evaluation = MetaEvaluation.evaluate(
      learner, on: family, examination, shouldStop: { interrupt.isNoticed },
      report: { done in display.show { bar(done, after: $0) } })
    let drawn = functions.flatMap {
      SampleEvaluation.evaluate(learner, on: $0, examination, shouldStop: { interrupt.isNoticed })
    }
    display.finish()
    guard let evaluation, !interrupt.isNoticed else { throw Failure("Stopped before all tasks were done.") }
    let result = MetaEvaluationResult(
      method: run.method.name, tasks: family.name, shots: examination.size.shots, ways: examination.size.ways,
      episodes: episodes, seed: seed, samples: drawn?.samples,
      evaluations: evaluation.scores.indices.map { index in
        MetaScoreLine(evaluation.scores[index], evaluation.measure, drawn?.scores[index])
      }, seconds: (ContinuousClock.now - start).seconds)
    if json { return try Terminal.print(json: result) }
    try report(evaluation, result)
    try report(drawn)
  }

  /// The family, if several functions are to be drawn for each of its tasks.
  private func drawnFamily(_ family: any TaskFamily) throws -> (any FunctionFamily)? {
    guard adaptation.samples ?? 1 > 1 else { return nil }
    guard let functions = family as? any FunctionFamily, functions.noise > 0 else {
      throw WrongUse(
        "Samples are judged by the noise of what they are to explain, and \(family.name) has none; leave --samples away."
      )
    }
    return functions
  }

  private func bar(_ done: Int, after seconds: Double) -> ProgressBar {
    var bar = ProgressBar(share: Double(done) / Double(episodes))
    bar.add("\(done) of \(NumberFormat.count(episodes, "task"))", importance: 1)
    bar.addTimeLeft(after: seconds, importance: 2)
    return bar
  }

  private func report(_ evaluation: MetaEvaluation, _ result: MetaEvaluationResult) throws {
    let ways = result.ways > 1 ? "\(NumberFormat.count(result.ways, "way")), " : ""
    try Terminal.print(
      "\(result.method) on \(result.tasks), \(ways)\(NumberFormat.count(result.shots, "shot")), "
        + "\(NumberFormat.count(episodes, "task")) of seed \(seed)")
    try Table(
      ["gradient steps", evaluation.measure.rawValue, "±"],
      evaluation.scores.map {
        ["\($0.gradientSteps)", NumberFormat.short($0.mean), NumberFormat.short($0.confidence)]
      }, rightAligned: [0, 1, 2]
    ).print()
  }

  private func report(_ drawn: SampleEvaluation?) throws {
    guard let drawn else { return }
    try Terminal.print("\(NumberFormat.count(drawn.samples, "sample")) of each task")
    try Table(
      ["gradient steps", "best mse", "mean's mse", "negative log-likelihood", "in 90 % interval", "both readings"],
      drawn.scores.map { score -> [String] in
        let numbers = [
          score.bestError, score.meanError, score.negativeLogLikelihood, score.coverage, score.bothReadings,
        ]
        return ["\(score.gradientSteps)"] + numbers.map(NumberFormat.short)
      }, rightAligned: [0, 1, 2, 3, 4, 5]
    ).print()
  }
}

/// A run of `meta train`, and the tasks and the steps that it is tried on.
struct MetaRunOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The run's folder.", valueName: "dir"), completion: .runs)
  var run: String

  @Option(
    help: ArgumentHelp("The family of tasks. (default: the run's)", valueName: "family"), completion: .taskFamilies)
  var tasks: String?

  @OptionGroup var size: TaskSizeOptions

  @Option(
    help: ArgumentHelp(
      "The numbers of gradient steps after which to look, such as 0,1,5. (default: the run's)", valueName: "list"),
    transform: Number.list)
  var gradientSteps: Set<Int>?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many functions to draw for each task, where what was learned is a distribution or has noise. (default: 1)",
      valueName: "n"), transform: Number.runs)
  var samples: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The standard deviation of normal noise on the beginning of a method without a distribution. (default: 0)",
      valueName: "s"), transform: Number.deviation)
  var noise: Double = 0

  /// Returns the run's learner, the family, and the examination that is asked for.
  func examination(
    of run: MetaRun, tasks count: Int, seed: UInt64
  ) throws -> (learner: any MetaLearner, family: any TaskFamily, MetaExamination) {
    let setup = try run.trained()
    let family = try run.family(named: tasks)
    var examination = setup.examination
    examination.size = try size.changed(examination.size)
    try family.check(examination.size, in: .test)
    if let fixed = setup.learner.fixedWays, fixed != examination.size.ways {
      throw WrongUse(
        "\(run.path) tells \(fixed) classes apart, not \(examination.size.ways): \(run.method.name) is trained for one "
          + "number of ways.")
    }
    if let gradientSteps {
      guard !setup.examination.adaptation.steps.isEmpty else {
        throw WrongUse("\(run.method.name) takes no gradient steps; leave --gradient-steps away.")
      }
      examination.adaptation.steps = gradientSteps.sorted()
    }
    (examination.adaptation.samples, examination.adaptation.noise) = (samples ?? 1, noise)
    (examination.tasks, examination.part, examination.seed) = (count, .test, seed)
    return (setup.learner, family, examination)
  }
}

/// An examination as JSON.
private struct MetaEvaluationResult: Encodable {
  let method: String
  let tasks: String
  let shots: Int
  let ways: Int
  let episodes: Int
  let seed: UInt64
  let samples: Int?
  let evaluations: [MetaScoreLine]
  let seconds: Double
}
