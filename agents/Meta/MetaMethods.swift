import Simulation

/// The methods of meta-learning by name.
public enum MetaMethods {
  /// The methods, in the order in which they are listed.
  public static let all: [MetaMethod] = [
    MetaMethod(MAMLDefinition.maml), MetaMethod(MAMLDefinition.metaSGD), MetaMethod(ReptileDefinition()),
    MetaMethod(PLATIPUSDefinition()), MetaMethod(VERSADefinition()),
    MetaMethod(ComparisonDefinition.prototypical), MetaMethod(ComparisonDefinition.matching),
    MetaMethod(ComparisonDefinition.siamese),
  ]

  /// The method of a name.
  public static func named(_ name: String) throws(ConfigurationError) -> MetaMethod {
    if let method = all.first(where: { $0.name == name }) { return method }
    let names = all.map(\.name)
    throw ConfigurationError(
      "There is no method '\(name)'.\(name.suggestion(among: names)) Known: \(names.joined(separator: ", ")).")
  }
}
