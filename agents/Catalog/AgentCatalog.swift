import Safetensors
import Simulation
import Training

/// The agents.
public enum AgentCatalog {
  /// All agents, in the order in which they are listed.
  public static let entries: [AgentEntry] =
    TemporalDifferenceTarget.allCases.map { AgentEntry(TabularDefinition(target: $0)) } + [
      AgentEntry(DQNDefinition()), AgentEntry(CLMDefinition()), AgentEntry(BehaviorCloningDefinition()),
      AgentEntry(DAggerDefinition()), AgentEntry(GAILDefinition()), AgentEntry(VariationalDefinition()),
      AgentEntry(SequenceDefinition()),
    ]

  /// The agent of a name.
  public static func entry(named name: String) throws(ConfigurationError) -> AgentEntry {
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
  public static func policy(from file: SafetensorsFile, for task: TaskSpecification) throws -> any Policy {
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
