import Agents
import Environments

extension Catalog {
  /// The environments that the command line knows: set once, at the program's root.
  @TaskLocal static var current = Catalog.standard
}

extension AgentCatalog {
  /// The agents that the command line knows: set once, at the program's root.
  @TaskLocal static var current = AgentCatalog.standard
}
