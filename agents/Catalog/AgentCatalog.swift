import Safetensors
import Simulation
import Training

/// Agents by name: those of this package, and those that a program adds.
public struct AgentCatalog: Sendable {
  /// The agents of this package.
  public static let standard = AgentCatalog(added: [])

  private let added: [AgentEntry]

  /// The agents, in the order in which they are listed.
  public var entries: [AgentEntry] { Self.own + added }

  /// Returns the catalogue with more agents.
  ///
  /// - Throws: If two have the same name.
  public func adding(_ more: [AgentEntry]) throws(ConfigurationError) -> AgentCatalog {
    // The own entries are made when they are first asked for, which most commands never do.
    guard !more.isEmpty else { return self }
    let names = (entries + more).map(\.name)
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw ConfigurationError("There are two agents '\(twice)'; give one of them another name.")
    }
    return AgentCatalog(added: added + more)
  }

  private static let own: [AgentEntry] =
    TemporalDifferenceTarget.allCases.map { AgentEntry(TabularDefinition(target: $0)) } + [
      AgentEntry(DQNDefinition()), AgentEntry(PPODefinition()), AgentEntry(RL2Definition()),
      AgentEntry(PolicyMAMLDefinition()),
      AgentEntry(SoftActorCriticDefinition.sac), AgentEntry(SoftActorCriticDefinition.tqc),
      AgentEntry(SoftActorCriticDefinition.crossq),
      AgentEntry(CLMDefinition()),
      AgentEntry(BehaviorCloningDefinition()), AgentEntry(DAggerDefinition()), AgentEntry(GAILDefinition()),
      AgentEntry(VariationalDefinition()), AgentEntry(SequenceDefinition()), AgentEntry(AlphaZeroDefinition()),
    ]

  /// The agent of a name.
  public func entry(named name: String) throws(ConfigurationError) -> AgentEntry {
    if let entry = entries.first(where: { $0.name == name }) { return entry }
    let names = entries.map(\.name)
    let suggestion = name.suggestion(among: names)
    throw ConfigurationError("There is no agent '\(name)'.\(suggestion) Known: \(names.joined(separator: ", ")).")
  }

  /// Reads a policy from a file, by the agent that the file names.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - task: The task that the policy is to act in.
  public func policy(from file: SafetensorsFile, for task: TaskSpecification) throws -> any Policy {
    // Weights from elsewhere, such as a PyTorch perceptron's, bring no metadata.
    let foreign = file.tensor("q_net.0.weight") == nil ? nil : DQNDefinition().name
    guard let name = file.metadata["agent"] ?? foreign else {
      throw PolicyFileError("It is no policy of Palaestra: its metadata names no 'agent'.")
    }
    let policy = try entry(named: name).loadPolicy(file, task)
    try file.checkFinite()
    return policy
  }
}
