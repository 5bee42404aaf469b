import ArgumentParser
import Foundation
import Training

/// Lists training runs.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "Lists training runs, the newest first: task, agent, steps, scores, state.",
    discussion:
      "The scores are the best and the last mean return of a run's evaluations; of runs of meta train, the accuracy or the "
      + "mean squared error after the most gradient steps.")

  @Argument(
    help: ArgumentHelp("The folder to look in, and in those below it.", valueName: "folder"),
    completion: .directory)
  var folder = RunList.root

  @Flag(help: "Prints one JSON array.")
  var json = false

  func run() throws {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) && isFolder.boolValue
    guard isThere || folder == RunList.root else {
      throw WrongUse("There is no folder '\(folder)'; runs are under \(RunList.root) unless --out says otherwise.")
    }
    let lines = RunList(in: folder).entries.map(RunLine.init)
    if json { return try Terminal.print(json: lines) }
    guard !lines.isEmpty else {
      return Terminal.write("There are no runs in \(folder); `\(Terminal.command) train` makes them.")
    }
    try Table(
      ["date", "task", "agent", "steps", "best", "last", "state", "run"], lines.map(\.cells),
      rightAligned: [3, 4, 5]
    ).print()
  }
}

/// A run as JSON, and as cells of a table.
private struct RunLine: Encodable {
  let run: String
  let environment: String
  let agent: String
  let seed: UInt64
  let steps: Int
  let plannedSteps: Int
  let unit: String
  let bestReturn: Double?
  let lastReturn: Double?
  let measure: String?
  let bestScore: Double?
  let lastScore: Double?
  let state: RunList.Entry.State
  let date: String

  private let day: Date

  private enum CodingKeys: CodingKey {
    case run, environment, agent, seed, steps, plannedSteps, unit, bestReturn, lastReturn, measure, bestScore,
      lastScore,
      state, date
  }

  init(_ entry: RunList.Entry) {
    let configuration = entry.folder.configuration
    let evaluations = entry.folder.evaluations
    run = entry.path
    environment = configuration.environment
    agent = configuration.agent
    seed = configuration.plan.seed
    steps = entry.steps
    plannedSteps = configuration.plan.steps
    unit = (configuration.unit ?? .environmentSteps).rawValue
    bestReturn = evaluations.last(where: \.isBest)?.meanReturn
    lastReturn = evaluations.last?.meanReturn
    let examinations = configuration.unit == .updates ? entry.folder.metaEvaluations : []
    measure = examinations.last?.evaluation.measure.rawValue
    bestScore = examinations.last(where: \.isBest)?.evaluation.scores.last?.mean
    lastScore = examinations.last?.evaluation.scores.last?.mean
    state = entry.state(after: steps)
    day = entry.date
    date = ISO8601DateFormatter().string(from: entry.date)
  }

  var cells: [String] {
    let share = "\(Int(100 * min(Double(steps) / Double(max(plannedSteps, 1)), 1))) %"
    return [
      Self.dates.string(from: day), environment, agent, NumberFormat.count(steps), score(bestReturn, bestScore),
      score(lastReturn, lastScore), state == .finished ? "finished" : "\(state.rawValue) at \(share)", run,
    ]
  }

  private func score(_ mean: Double?, _ examined: Double?) -> String {
    if let mean { return NumberFormat.short(mean) }
    guard let measure, let examined else { return "-" }
    return "\(measure) \(NumberFormat.short(examined))"
  }

  private static var dates: DateFormatter {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.dateFormat = "yyyy-MM-dd HH:mm"
    return formatter
  }
}
