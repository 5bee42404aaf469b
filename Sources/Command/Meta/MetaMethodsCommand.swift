import Agents
import ArgumentParser
import FewShot
import Simulation
import Training

/// Lists the methods of meta-learning and the families of tasks, or explains some methods.
struct MetaMethodsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "methods", abstract: "Lists the methods, with settings and presets, and the families of tasks.",
    discussion: "With names, such as `palaestra meta methods maml`, it explains their settings.")

  @Argument(
    help: ArgumentHelp("The methods to explain; a short list of all if none is named.", valueName: "name"),
    completion: .metaMethods)
  var names: [String] = []

  @Flag(help: "Prints one JSON array.")
  var json = false

  func run() throws {
    let methods = try names.isEmpty ? MetaMethods.all : names.map(MetaMethods.named)
    if json {
      try Terminal.print(json: try methods.map { try MethodLine($0, isExplained: !names.isEmpty) })
    } else if names.isEmpty {
      for method in methods { try list(method) }
      try Terminal.print("")
      for family in TaskFamilies.all { try Terminal.print(page: "\(family.name)\n  \(family.summary)") }
    } else {
      for (place, method) in methods.enumerated() {
        if place > 0 { try Terminal.print("") }
        try explain(method)
      }
    }
  }

  private func list(_ method: MetaMethod) throws {
    try Terminal.print(page: "\(method.name)\n  \(method.summary)")
    try Terminal.print("  tasks: \(method.families.joined(separator: ", "))")
    if !method.presets.isEmpty {
      try Terminal.print("  presets: \(method.presets.map(\.name).joined(separator: ", "))")
    }
    let settings = method.parameters.sorted { $0.name < $1.name }.map { "\($0.name)=\($0.defaultValue)" }
    try Terminal.print("  settings: \(settings.joined(separator: "  "))")
  }

  private func explain(_ method: MetaMethod) throws {
    let columns = Terminal.columnsOfOutput
    func print(_ text: String, margin: Int = 0) throws {
      for line in Paragraph.lines(text, columns: columns, margin: margin) { try Terminal.print(line) }
    }
    try print("\(method.name): \(method.summary)")
    try print("Tasks: \(method.families.joined(separator: ", "))", margin: 2)
    if !method.presets.isEmpty {
      try print("Presets, of which the one with the family's name is taken unless --preset names another:")
      for preset in method.presets {
        try print("\(preset.name): \(NumberFormat.count(preset.plan.steps)) meta-steps", margin: 2)
      }
    }
    try print("Settings, their defaults, and what they may be; --set name=value changes them:")
    for line in try method.settingsPage().lines(columns: columns) { try Terminal.print(line) }
  }
}

extension MetaMethod {
  /// The names of the families whose tasks the method takes.
  var families: [String] { TaskFamilies.all.filter { refusal($0) == nil }.map(\.name) }

  /// The explanation of the settings, with the values of all presets.
  fileprivate func settingsPage() throws -> SettingsPage {
    SettingsPage(
      parameters, presets: try presets.map { ($0.name, try settings($0.name, ConfigurationOverrides())) })
  }
}

/// A method as JSON.
private struct MethodLine: Encodable {
  let name: String
  let summary: String
  let tasks: [String]
  let settings: [String: String]
  let presets: [PresetLine]
  let explanations: [SettingsPage.Row]?

  init(_ method: MetaMethod, isExplained: Bool) throws {
    name = method.name
    summary = method.summary
    tasks = method.families
    settings = Dictionary(uniqueKeysWithValues: method.parameters.map { ($0.name, $0.defaultValue) })
    presets = method.presets.map { PresetLine(name: $0.name, steps: $0.plan.steps) }
    explanations = isExplained ? try method.settingsPage().rows : nil
  }
}

/// A preset as JSON.
private struct PresetLine: Encodable {
  let name: String
  let steps: Int
}
