import Agents
import ArgumentParser
import Environments
import Simulation

/// Lists the environments, or explains some.
struct EnvsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "envs", abstract: "Lists the environments: id, spaces, time limit, threshold.",
    discussion: "With ids, such as `palaestra envs CartPole-v1`, it explains their parameters.")

  @Argument(
    help: ArgumentHelp("The environments to explain; a table of all if none is named.", valueName: "env"),
    completion: .environments)
  var ids: [String] = []

  @Flag(help: "Prints one JSON array.")
  var json = false

  @Flag(help: "Lists the parameters that --env-set changes, with their defaults.")
  var parameters = false

  @Flag(help: "Lists the wrappers that --wrap puts around an environment.")
  var wrappers = false

  func run() throws {
    if wrappers { return try printWrappers() }
    let entries = try ids.isEmpty ? Catalog.current.entries : ids.map { try Catalog.current.entry($0) }
    let specifications = entries.map(\.specification)
    if json {
      try Terminal.print(json: specifications.map { EnvironmentLine($0, isExplained: !ids.isEmpty) })
    } else if parameters {
      for specification in specifications {
        try Terminal.print(specification.id)
        for parameter in specification.parameters.sorted(by: { $0.name < $1.name }) {
          try Terminal.print("  \(parameter.name)=\(parameter.defaultValue)")
        }
      }
    } else if ids.isEmpty {
      try printTable(specifications)
    } else {
      for (place, specification) in specifications.enumerated() {
        if place > 0 { try Terminal.print("") }
        try explain(specification)
      }
    }
  }

  private func printWrappers() throws {
    let known = WrapperList.known
    guard !json else {
      return try Terminal.print(json: known.map { WrapperLine(name: $0.name, form: $0.form, summary: $0.summary) })
    }
    for wrapper in known {
      try Terminal.print(wrapper.form)
      for line in Paragraph.lines(wrapper.summary, columns: Terminal.columnsOfOutput, margin: 2) {
        try Terminal.print(line)
      }
    }
  }

  private func explain(_ specification: EnvironmentSpecification) throws {
    let columns = Terminal.columnsOfOutput
    var lines = Paragraph.lines("\(specification.id): \(specification.summary)", columns: columns)
    for (name, text) in [
      ("observation", "\(specification.observationSpace)"), ("action", "\(specification.actionSpace)"),
      ("time limit", specification.timeLimit.map { "\($0) steps" } ?? "none"),
      (
        "solved", specification.rewardThreshold.map { "from a mean return of \(NumberFormat.plain($0))" } ?? "never"
      ),
      ("agents with a preset", Self.agents(for: specification.id)),
    ] {
      lines += Paragraph.lines("\(name): \(text)", columns: columns, margin: 2)
    }
    lines += Paragraph.lines(
      "Parameters, their defaults, and what they may be; --env-set name=value changes them:", columns: columns)
    lines += SettingsPage(specification.parameters).lines(columns: columns)
    for line in lines { try Terminal.print(line) }
  }

  private static func agents(for id: String) -> String {
    let names = AgentCatalog.current.entries.filter { $0.defaultPreset(for: id) != nil }.map(\.name)
    return names.isEmpty ? "none" : names.joined(separator: ", ")
  }

  private func printTable(_ specifications: [EnvironmentSpecification]) throws {
    let rows = specifications.map { specification in
      [
        specification.id, specification.observationSpace.summary, specification.actionSpace.summary,
        specification.timeLimit.map(String.init) ?? "-",
        specification.rewardThreshold.map { NumberFormat.plain($0) } ?? "-",
      ]
    }
    try Table(["environment", "observation", "action", "limit", "threshold"], rows, rightAligned: [3, 4]).print()
  }
}

/// A wrapper as JSON.
private struct WrapperLine: Encodable {
  let name: String
  let form: String
  let summary: String
}

/// An environment as JSON.
private struct EnvironmentLine: Encodable {
  let id: String
  let summary: String
  let observationSpace: SpaceDescriptor
  let actionSpace: SpaceDescriptor
  let timeLimit: Int?
  let rewardThreshold: Double?
  let parameters: [String: String]
  let explanations: [SettingsPage.Row]?

  private enum Key: String, CodingKey {
    case id, summary, observationSpace, actionSpace, timeLimit, rewardThreshold, parameters, explanations
  }

  init(_ specification: EnvironmentSpecification, isExplained: Bool) {
    id = specification.id
    summary = specification.summary
    observationSpace = specification.observationSpace
    actionSpace = specification.actionSpace
    timeLimit = specification.timeLimit
    rewardThreshold = specification.rewardThreshold
    parameters = Dictionary(uniqueKeysWithValues: specification.parameters.map { ($0.name, $0.defaultValue) })
    explanations = isExplained ? SettingsPage(specification.parameters).rows : nil
  }

  /// Writes missing values as `null`, as Gymnasium's specifications do.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    try container.encode(summary, forKey: .summary)
    try container.encode(observationSpace, forKey: .observationSpace)
    try container.encode(actionSpace, forKey: .actionSpace)
    try container.encode(timeLimit, forKey: .timeLimit)
    try container.encode(rewardThreshold, forKey: .rewardThreshold)
    try container.encode(parameters, forKey: .parameters)
    try container.encodeIfPresent(explanations, forKey: .explanations)
  }
}

extension SpaceDescriptor {
  /// The space in a few characters: bounds are left out.
  var summary: String {
    switch self {
    case .box(_, let shape, _, _): "Box(\(shape.map(String.init).joined(separator: ", ")))"
    default: description
    }
  }
}

extension NumberFormat {
  /// A number as one would write it: no decimals where there are none.
  static func plain(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }
}
