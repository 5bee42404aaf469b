import ArgumentParser
import Environments
import Simulation

/// Lists the environments.
struct EnvsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "envs", abstract: "Lists the environments: id, spaces, time limit, threshold.")

  @Flag(help: "Prints one JSON array.")
  var json = false

  @Flag(help: "Lists the parameters that --env-set changes, with their defaults.")
  var parameters = false

  func run() throws {
    let specifications = Catalog.entries.map(\.specification)
    if json {
      try Terminal.print(json: specifications.map(EnvironmentLine.init))
    } else if parameters {
      for specification in specifications {
        try Terminal.print(specification.id)
        for parameter in specification.parameters {
          try Terminal.print("  \(parameter.name)=\(parameter.defaultValue)")
        }
      }
    } else {
      try printTable(specifications)
    }
  }

  private func printTable(_ specifications: [EnvironmentSpecification]) throws {
    let rows =
      [["environment", "observation", "action", "limit", "threshold"]]
      + specifications.map { specification in
        [
          specification.id, specification.observationSpace.summary, specification.actionSpace.summary,
          specification.timeLimit.map(String.init) ?? "-",
          specification.rewardThreshold.map { NumberFormat.plain($0) } ?? "-",
        ]
      }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    for row in rows {
      let cells = zip(row, widths).enumerated().map { column, cell in
        column < 3 ? cell.0.rightPadded(to: cell.1) : cell.0.leftPadded(to: cell.1)
      }
      try Terminal.print(cells.joined(separator: "  "))
    }
  }
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

  private enum Key: String, CodingKey {
    case id, summary, observationSpace, actionSpace, timeLimit, rewardThreshold, parameters
  }

  init(_ specification: EnvironmentSpecification) {
    id = specification.id
    summary = specification.summary
    observationSpace = specification.observationSpace
    actionSpace = specification.actionSpace
    timeLimit = specification.timeLimit
    rewardThreshold = specification.rewardThreshold
    parameters = Dictionary(uniqueKeysWithValues: specification.parameters.map { ($0.name, $0.defaultValue) })
  }

  /// Writes what is not there as `null`, as Gymnasium's specifications do.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    try container.encode(summary, forKey: .summary)
    try container.encode(observationSpace, forKey: .observationSpace)
    try container.encode(actionSpace, forKey: .actionSpace)
    try container.encode(timeLimit, forKey: .timeLimit)
    try container.encode(rewardThreshold, forKey: .rewardThreshold)
    try container.encode(parameters, forKey: .parameters)
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
