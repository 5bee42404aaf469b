import Simulation

/// The families of tasks by name.
public enum TaskFamilies {
  /// The families, in the order in which they are listed; what they read from elsewhere is not read yet.
  public static let all: [any TaskFamily] = [
    SineFamily(), SineFamily.varied, SineFamily.grid, SineOrLineFamily(), SineOrLineFamily(ambiguous: true),
    GaussianMeanFamily(), GlyphFamily(), PictureFamily.digits,
  ]

  /// The family of a name, ready to draw tasks; `omniglot:` and a folder names the letters of Omniglot there.
  ///
  /// - Throws: If there is none, or what it is made of is missing.
  public static func named(_ name: String) throws(ConfigurationError) -> any TaskFamily {
    if let family = all.first(where: { $0.name == name }) { return try family.loaded() }
    if name.hasPrefix(PictureFamily.omniglotPrefix) {
      return try PictureFamily.omniglot(in: String(name.dropFirst(PictureFamily.omniglotPrefix.count))).loaded()
    }
    let names = all.map(\.name) + [PictureFamily.omniglotPrefix + "FOLDER"]
    throw ConfigurationError(
      "There are no tasks '\(name)'.\(name.suggestion(among: names)) Known: \(names.joined(separator: ", ")).")
  }
}
