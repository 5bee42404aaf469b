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
    commandName: "show", abstract: "Shows how a run of meta train bends to new tasks, step by step.",
    discussion:
      "Curves of tasks that are functions, and the support pictures beside the queries of those that are pictures. "
      + "Opens a window, in which R goes on to the next task; recording needs no display.")

  @OptionGroup var adaptation: MetaRunOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The seed that the first task follows from. (default: 0)", valueName: "s"),
    transform: Number.seed)
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "Records to this file instead: .png for all steps in one picture, .gif or .mp4 for one after the other. "
        + "(default: opens a window)", valueName: "file"))
  var record: String?

  func run() throws {
    let run = try MetaRun(opening: adaptation.run)
    let (learner, tasks, asked) = try adaptation.examination(of: run, tasks: 1, seed: seed)
    let examination = steppingThere(asked)
    func show(_ seed: UInt64) throws -> any AdaptationShow {
      var examination = examination
      examination.seed = seed
      switch tasks {
      case let family as any FunctionFamily:
        return AdaptationCourse(of: learner, named: run.method.name, on: family, examination)
      case let family as any ClassFamily where family.inputShape.count == 3:
        return ClassificationCourse(of: learner, named: run.method.name, on: family, examination)
      default: throw WrongUse("Tasks of \(tasks.name) are neither functions nor pictures, which could be drawn.")
      }
    }
    if let record {
      try show(seed).record(to: URL(userPath: record))
    } else {
      try AdaptationWindow(title: "\(run.method.name) on \(tasks.name)", seed: seed, show: show).open()
    }
  }

  /// An examination that also looks before the first step and after it, unless it was said when to look.
  private func steppingThere(_ asked: MetaExamination) -> MetaExamination {
    var examination = asked
    guard adaptation.gradientSteps == nil, let last = asked.adaptation.steps.last, last > 0 else { return asked }
    examination.adaptation.steps = Set([0, 1] + asked.adaptation.steps).sorted().filter { $0 <= last }
    return examination
  }
}
