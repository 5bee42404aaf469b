import Agents
import ArgumentParser
import Simulation
import Training

/// Lists the agents, or explains some.
struct AgentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agents", abstract: "Lists the agents: the spaces they take, their settings and presets.",
    discussion: "With names, such as `palaestra agents dqn`, it explains their settings.")

  @Argument(
    help: ArgumentHelp("The agents to explain; a short list of all if none is named.", valueName: "name"),
    completion: .agents)
  var names: [String] = []

  @Flag(help: "Prints one JSON array.")
  var json = false

  func run() throws {
    let entries = try names.isEmpty ? AgentCatalog.current.entries : names.map(AgentCatalog.current.entry(named:))
    if json {
      try Terminal.print(json: entries.map { try AgentLine($0, isExplained: !names.isEmpty) })
    } else if names.isEmpty {
      try entries.forEach(list)
    } else {
      for (place, entry) in entries.enumerated() {
        if place > 0 { try Terminal.print("") }
        try explain(entry)
      }
    }
  }

  private func list(_ entry: AgentEntry) throws {
    try Terminal.print(page: "\(entry.name)\n  \(entry.summary)\n  \(entry.spaces)")
    try Terminal.print("  presets: \(entry.presets.map(name(of:)).joined(separator: ", "))")
    let settings = entry.parameters.sorted { $0.name < $1.name }.map { "\($0.name)=\($0.defaultValue)" }
    try Terminal.print("  settings: \(settings.joined(separator: "  "))")
  }

  private func explain(_ entry: AgentEntry) throws {
    let columns = Terminal.columnsOfOutput
    func print(_ text: String, margin: Int = 0) throws {
      for line in Paragraph.lines(text, columns: columns, margin: margin) { try Terminal.print(line) }
    }
    try print("\(entry.name): \(entry.summary)")
    try print(entry.spaces, margin: 2)
    if !entry.presets.isEmpty {
      try print("Presets, of which the one with the environment's id is taken unless --preset names another:")
      for preset in entry.presets { try print(line(of: preset, entry), margin: 2) }
    }
    try print("Settings, their defaults, and what they may be; --set name=value changes them:")
    for line in try entry.settingsPage().lines(columns: columns) { try Terminal.print(line) }
  }

  private func line(of preset: PresetSummary, _ entry: AgentEntry) -> String {
    let plan = preset.plan
    let isActing = entry.learnsFrom.contains(.acting)
    return
      "\(name(of: preset)): \(NumberFormat.count(plan.steps)) \(isActing ? StepUnit.environmentSteps.noun : StepUnit.updates.noun)"
      + (isActing ? " in \(NumberFormat.count(plan.environments, "environment"))" : "")
  }
}

/// A preset's name, and the parameters of the environment that it is for.
private func name(of preset: PresetSummary) -> String {
  let changes = preset.environment.assignments
  return changes.isEmpty ? preset.name : "\(preset.name) (\(changes.joined(separator: ", ")))"
}

extension AgentEntry {
  /// The explanation of the settings, with the values of all presets.
  fileprivate func settingsPage() throws -> SettingsPage {
    SettingsPage(
      parameters,
      presets: try presets.map { ($0.name, try settings($0.name, ConfigurationOverrides())) })
  }
}

/// An agent as JSON.
private struct AgentLine: Encodable {
  let name: String
  let summary: String
  let spaces: String
  let settings: [String: String]
  let presets: [PresetLine]
  let explanations: [SettingsPage.Row]?

  init(_ entry: AgentEntry, isExplained: Bool) throws {
    name = entry.name
    summary = entry.summary
    spaces = entry.spaces
    settings = Dictionary(uniqueKeysWithValues: entry.parameters.map { ($0.name, $0.defaultValue) })
    presets = entry.presets.map {
      PresetLine(
        name: $0.name, steps: $0.plan.steps, environments: $0.plan.environments, parameters: $0.environment.values)
    }
    explanations = isExplained ? try entry.settingsPage().rows : nil
  }
}

/// A preset as JSON.
private struct PresetLine: Encodable {
  let name: String
  let steps: Int
  let environments: Int
  let parameters: [String: String]
}
