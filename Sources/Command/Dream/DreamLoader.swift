import Agents
import Environments
import Files
import Foundation
import Safetensors
import Simulation
import Training

/// Finds the world that a run imagines; that its policy acts in the environment is known by then.
struct DreamLoader {
  /// The environment's id.
  let id: String
  let task: ConfiguredTask

  /// The world of a run folder.
  func world(of name: String) throws -> DreamWorld {
    let folder = try run(name)
    let agent = folder.configuration.agent
    guard let read = try AgentCatalog.current.entry(named: agent).worldModel else {
      throw WrongUse(
        "\(name) is a run of \(agent), which imagines nothing; --dream shows a run of \(Self.dreamers).")
    }
    let world = try world(of: folder, name, by: read)
    guard world.stateSize == task.observationSpace.scalarCount else { throw Self.unfit(name, id) }
    return world
  }

  /// Returns the failure of a world that is another one than is watched.
  static func unfit(_ name: String, _ id: String) -> Failure {
    Failure("\(name) imagines another \(id): its states or its actions are not those of the one to be watched.")
  }

  /// The names of the agents that imagine something.
  private static var dreamers: String {
    AgentCatalog.current.entries.filter { $0.worldModel != nil }.map(\.name).joined(separator: " or ")
  }

  private func run(_ name: String) throws -> RunFolder {
    let url = URL(userPath: name)
    guard url.isFolder else {
      throw WrongUse(
        "--dream shows what a run of \(Self.dreamers) imagines; give its run folder with --policy, not \(name).")
    }
    return try RunFolder(opening: url)
  }

  private func world(of folder: RunFolder, _ name: String, by read: WorldModelReader) throws -> DreamWorld {
    let url = folder.url.appending(path: "checkpoint.safetensors")
    guard url.status != nil else {
      throw Failure("\(name) holds no world to dream in yet: it has no checkpoint.safetensors; train on.")
    }
    guard case .discrete(let actionCount, _) = task.actionSpace else { throw Self.unfit(name, id) }
    do {
      return try read(SafetensorsFile(contentsOf: url), folder.configuration.agentConfiguration, actionCount)
    } catch let error as SafetensorsError {
      throw Failure("\(url.relativePath) cannot be dreamt in: \(error.problem)")
    } catch {
      throw Failure("\(url.relativePath) cannot be dreamt in. \(Terminal.sentence(for: error))")
    }
  }
}
