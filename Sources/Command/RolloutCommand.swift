import ArgumentParser
import Environments
import Foundation
import Simulation

/// Plays given actions and prints every number.
struct RolloutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollout", abstract: "Plays given actions and prints what comes of each, digit for digit.",
    discussion: """
      The file holds a JSON array with one action per step, each a number or an array of numbers; - reads standard \
      input. Numbers beyond the bounds of the action space go to the task, which cuts them as Gymnasium's does; what is \
      no choice of the task is refused. When an episode ends it is reset without a seed, as one would in Gymnasium.
      """)

  @OptionGroup var environment: EnvironmentOptions

  @Option(help: ArgumentHelp("The file of actions.", valueName: "file"), completion: .file())
  var actions: String

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The seed of the first reset. (default: 0)", valueName: "s"),
    transform: Number.seed)
  var seed: UInt64 = 0

  @Option(
    parsing: .unconditional, help: ArgumentHelp("How many steps to play. (default: all actions)", valueName: "n"),
    transform: Number.countOrZero)
  var steps: Int?

  @Flag(help: "Prints one line of JSON per reset and per step.")
  var json = false

  func run() throws {
    let entry = try environment.entry()
    let actions = try ActionFile(actions)
    if let steps, steps > actions.count {
      throw WrongUse(
        "--steps asks for \(steps) steps, but the file has \(NumberFormat.count(actions.count, "action")).")
    }
    let count = steps ?? actions.count
    let task = try entry.announcedTask(environment.changes())
    let writer = RolloutWriter(timeLimit: task.timeLimit, json: json)
    try Rollout(
      file: actions, count: count, seed: seed, drawnParameters: task.drawnParameters, writer: writer
    ).play(in: task.makeVector(count: 1))
  }
}

/// The first actions of a file, played and printed.
private struct Rollout {
  let file: ActionFile
  let count: Int
  let seed: UInt64
  /// The numbers that an episode draws, by the random stream at its start; `nil` if no parameter varies.
  let drawnParameters: ((RandomGenerator) -> [String: Double])?
  let writer: RolloutWriter

  func play(in environments: VectorTask) throws {
    let space = environments.specification.actionSpace
    var actions = environments.makeActions()
    // Nothing is printed unless all actions can be played.
    try file.forEach(first: count, in: space, as: &actions) { _ in }
    var writer = writer
    var batch = environments.makeBatch()
    environments.reset(seed: seed, into: &batch)
    try writer.writeReset(batch.observations, drawnParameters(in: environments))
    try file.forEach(first: count, in: space, as: &actions) { action in
      environments.step(action, into: &batch)
      try writer.writeStep(batch.nextObservations(ofRow: 0), batch.rewards[0], batch.statuses[0])
      if batch.statuses[0].isFinished {
        try writer.writeReset(batch.observations, drawnParameters(in: environments))
      }
    }
  }

  private func drawnParameters(in environments: VectorTask) -> [String: Double] {
    environments.streams.flatMap { drawnParameters?($0.starts[0]) } ?? [:]
  }
}

/// Prints resets and steps.
struct RolloutWriter {
  private let timeLimit: Int?
  private let json: Bool
  private var elapsed = 0

  init(timeLimit: Int?, json: Bool) {
    self.timeLimit = timeLimit
    self.json = json
  }

  /// Prints a reset, and the numbers that were drawn for the episode, if there are any.
  mutating func writeReset(_ observation: RowBuffer, _ drawnParameters: [String: Double] = [:]) throws {
    elapsed = 0
    let drawn = drawnParameters.sorted { $0.key < $1.key }
    if json {
      let members = drawn.map { "\"\($0.key)\":\(number($0.value))" }.joined(separator: ",")
      let parameters = drawn.isEmpty ? "" : ",\"parameters\":{\(members)}"
      try Terminal.print("{\"reset\":true,\"observation\":\(list(observation))\(parameters)}")
    } else {
      let parameters = drawn.map { "  \($0.key)=\($0.value)" }.joined()
      try Terminal.print("reset  \(list(observation))\(parameters)")
    }
  }

  mutating func writeStep(_ observation: RowBuffer, _ reward: Double, _ status: EpisodeStatus) throws {
    elapsed += 1
    let terminated = status == .terminated
    // Gymnasium's time limit raises its flag also on a last step that terminates.
    let truncated = status == .truncated || elapsed == timeLimit
    if json {
      try Terminal.print(
        "{\"observation\":\(list(observation)),\"reward\":\(number(reward)),\"terminated\":\(terminated),"
          + "\"truncated\":\(truncated)}")
    } else {
      let end = terminated ? "  terminated" : truncated ? "  truncated" : ""
      try Terminal.print("\(elapsed)  \(list(observation))  \(reward)\(end)")
    }
  }

  /// The numbers of the first row as a JSON array.
  func list(_ observation: RowBuffer) -> String {
    "[\(observation.scalars(ofRow: 0).map(number).joined(separator: ","))]"
  }

  /// The shortest digits that read back to the same number; what has no digits is written as Python's JSON does.
  private func number(_ value: Any) -> String {
    switch "\(value)" {
    case "inf": "Infinity"
    case "-inf": "-Infinity"
    case "nan", "-nan": "NaN"
    case let digits: digits
    }
  }
}
