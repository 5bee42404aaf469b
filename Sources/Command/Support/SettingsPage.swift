import Simulation

/// The explanation of settings: name and default, meaning, range, and the values in presets.
struct SettingsPage {
  /// A setting, and its values in presets where they are not the default.
  struct Row: Encodable {
    let name: String
    let defaultValue: String
    let meaning: String
    let range: String
    let presets: [String: String]
  }

  let rows: [Row]

  /// Explains parameters.
  ///
  /// - Parameters:
  ///   - parameters: The settings.
  ///   - presets: The values of presets, by the preset's name.
  init(_ parameters: [ConfigurationParameter], presets: [(name: String, values: [String: String])] = []) {
    rows = parameters.map { parameter in
      let others = presets.compactMap { preset in
        preset.values[parameter.name].flatMap { $0 == parameter.defaultValue ? nil : (preset.name, $0) }
      }
      return Row(
        name: parameter.name, defaultValue: parameter.defaultValue, meaning: parameter.meaning,
        range: parameter.range, presets: Dictionary(uniqueKeysWithValues: others))
    }
  }

  /// The page for a terminal of so many columns.
  func lines(columns: Int) -> [String] {
    rows.flatMap { row in
      let value = row.defaultValue.isEmpty ? "(empty)" : row.defaultValue
      return Paragraph.lines("\(row.name) = \(value)", columns: columns, margin: 2)
        + Paragraph.lines("\(row.meaning) Range: \(row.range).", columns: columns, margin: 6)
        + Paragraph.lines(Self.presets(row.presets), columns: columns, margin: 6)
    }
  }

  /// Presets with the same value stand together.
  private static func presets(_ values: [String: String]) -> String {
    guard !values.isEmpty else { return "" }
    let groups = Dictionary(grouping: values.keys.sorted()) { values[$0] ?? "" }
    let texts = groups.sorted { $0.value[0] < $1.value[0] }.map { value, names in
      "\(value.isEmpty ? "(empty)" : value) for \(names.joined(separator: ", "))"
    }
    return "In presets: \(texts.joined(separator: "; "))."
  }
}
