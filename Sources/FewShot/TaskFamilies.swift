import Simulation

/// The families of tasks by name.
public enum TaskFamilies {
  /// The families, in the order in which they are listed.
  public static let all: [any TaskFamily] = [
    SineFamily(), SineFamily.varied, SineFamily.grid, SineOrLineFamily(), SineOrLineFamily(ambiguous: true),
    GaussianMeanFamily(),
  ]

  /// The family of a name.
  public static func named(_ name: String) throws(ConfigurationError) -> any TaskFamily {
    if let family = all.first(where: { $0.name == name }) { return family }
    let names = all.map(\.name)
    throw ConfigurationError(
      "There are no tasks '\(name)'.\(name.suggestion(among: names)) Known: \(names.joined(separator: ", ")).")
  }
}
