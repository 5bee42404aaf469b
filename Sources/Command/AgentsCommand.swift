import Agents
import ArgumentParser
import Simulation
import Training

/// Lists the agents.
struct AgentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agents", abstract: "Lists the agents: the spaces they take, their settings and presets.")

  @Flag(help: "Prints one JSON array.")
  var json = false

  func run() throws {
    if json {
      try Terminal.print(json: AgentCatalog.entries.map(AgentLine.init))
      return
    }
    for entry in AgentCatalog.entries {
      try Terminal.print("\(entry.name)\n  \(entry.summary)\n  \(entry.spaces)")
      try Terminal.print("  presets: \(entry.presets.map(name(of:)).joined(separator: ", "))")
      try Terminal.print(
        "  settings: \(entry.parameters.map { "\($0.name)=\($0.defaultValue)" }.joined(separator: "  "))")
    }
  }
}

/// A preset's name, and the parameters of the environment that it is for.
private func name(of preset: PresetSummary) -> String {
  let changes = preset.environment.assignments
  return changes.isEmpty ? preset.name : "\(preset.name) (\(changes.joined(separator: ", ")))"
}

/// An agent as JSON.
private struct AgentLine: Encodable {
  let name: String
  let summary: String
  let spaces: String
  let settings: [String: String]
  let presets: [PresetLine]

  init(_ entry: AgentEntry) {
    name = entry.name
    summary = entry.summary
    spaces = entry.spaces
    settings = Dictionary(uniqueKeysWithValues: entry.parameters.map { ($0.name, $0.defaultValue) })
    presets = entry.presets.map {
      PresetLine(
        name: $0.name, steps: $0.plan.steps, environments: $0.plan.environments, parameters: $0.environment.values)
    }
  }
}

/// A preset as JSON.
private struct PresetLine: Encodable {
  let name: String
  let steps: Int
  let environments: Int
  let parameters: [String: String]
}
