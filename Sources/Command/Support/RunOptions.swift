import ArgumentParser
import Training

/// The options of a run: how long it is, where it is kept, and what is said of it.
struct RunOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many steps to train, such as 200k or 1e6: of the environment; or updates, where nothing is acted in. "
        + "(default: the preset's)", valueName: "n"),
    transform: Number.count)
  var steps: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The seed of everything random. (default: 0)", valueName: "s"),
    transform: Number.seed)
  var seed: UInt64?

  @Option(
    help: ArgumentHelp("The run's folder. (default: the next free one under runs/)", valueName: "dir"),
    completion: .directory)
  var out: String?

  @Option(
    help: ArgumentHelp("Goes on with the run in this folder. (default: begins a new run)", valueName: "dir"),
    completion: .runs)
  var resume: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Evaluates after so many steps, or updates; 0 for the end alone. (default: the preset's, or a tenth of "
        + "--steps if that is less)", valueName: "n"),
    transform: Number.countOrZero)
  var evalEvery: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Writes a checkpoint after so many steps, or updates; 0 for after every evaluation. (default: 0)",
      valueName: "n"),
    transform: Number.countOrZero)
  var checkpointEvery: Int?

  @Flag(help: "Prints nothing but errors.")
  var quiet = false

  @Flag(help: "Prints one line of JSON per report and a last one when finished.")
  var json = false

  /// The style in which the run is shown.
  var style: TrainingDisplay.Style {
    json ? .json : quiet ? .quiet : Terminal.isInteractive ? .bar : .lines
  }

  /// True if they ask for what a resumed run has already.
  var beginsRun: Bool { out != nil || seed != nil }

  /// Puts what is asked for into a plan.
  func change(_ plan: inout TrainingPlan) {
    if let steps, evalEvery == nil, plan.evaluationInterval > 0 {
      plan.evaluationInterval = max(1, min(plan.evaluationInterval, steps / 10))
    }
    plan.steps = steps ?? plan.steps
    plan.seed = seed ?? plan.seed
    plan.evaluationInterval = evalEvery ?? plan.evaluationInterval
    plan.checkpointInterval = checkpointEvery ?? plan.checkpointInterval
  }
}
