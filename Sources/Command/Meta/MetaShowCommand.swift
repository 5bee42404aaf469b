import Agents
import ArgumentParser
import FewShot
import Files
import Foundation
import Raster
import Simulation
import Training

/// Shows how what was learned bends to a new task.
struct MetaShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows how a run of meta train bends to a new task, step by step.",
    discussion: "Without --record it prints the errors; with it, it draws the curves of tasks that are functions.")

  @OptionGroup var adaptation: MetaRunOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The seed that the task follows from. (default: 0)", valueName: "s"),
    transform: Number.seed)
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "Records to this file: .png for all steps in one picture, .gif or .mp4 for one after the other. (default: "
        + "prints the errors)", valueName: "file"))
  var record: String?

  func run() throws {
    let run = try MetaRun(opening: adaptation.run)
    let (learner, tasks, asked) = try adaptation.examination(of: run, tasks: 1, seed: seed)
    guard let family = tasks as? any FunctionFamily else {
      throw WrongUse("Tasks of \(tasks.name) are no functions, of which there would be curves.")
    }
    var examination = asked
    if adaptation.gradientSteps == nil, let last = examination.adaptation.steps.last {
      examination.adaptation.steps = Set([0, 1] + examination.adaptation.steps).sorted().filter { $0 <= last }
    }
    let course = AdaptationCourse(of: learner, on: family, examination)
    let title = "\(run.method.name) on \(course.formula)"
    guard let record else { return try list(course, title) }
    try course.record(titled: title, to: URL(userPath: record))
  }

  private func list(_ course: AdaptationCourse, _ title: String) throws {
    try Terminal.print("\(title), \(NumberFormat.count(course.points.count, "shot"))")
    try Table(
      ["gradient steps", "mse"],
      course.curves.map { ["\($0.gradientSteps)", NumberFormat.short(course.error(of: $0))] },
      rightAligned: [0, 1]
    ).print()
  }
}
