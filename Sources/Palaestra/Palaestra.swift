// The umbrella: `import Palaestra` brings in all that a program needs to simulate, to learn and to watch.

@_exported import Agents
import Command
@_exported import Demonstrations
@_exported import Environments
@_exported import FewShot
@_exported import NeuralNet
@_exported import Physics2D
@_exported import Raster
@_exported import Safetensors
@_exported import Simulation
@_exported import Training
@_exported import Viewer

/// The whole command line, as a program's only statement: `Palaestra.main(adding: […])`.
///
/// The environments and agents of this package are there, and those that are added: all commands know them. It returns
/// when the command is done; what goes wrong ends the program, as the `palaestra` executable ends.
///
/// - Parameters:
///   - environments: The environments to add.
///   - agents: The agents to add.
public func main(adding environments: [CatalogEntry] = [], agents: [AgentEntry] = []) {
  CommandRoot.run(adding: environments, agents)
}
