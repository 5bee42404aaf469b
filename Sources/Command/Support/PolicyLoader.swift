import Agents
import Environments
import Foundation
import Safetensors
import Simulation
import Training

/// Finds the policy that a text names.
struct PolicyLoader {
  let entry: CatalogEntry
  let overrides: ConfigurationOverrides

  /// The policy `random`, `heuristic`, of a run folder, or of a file.
  func policy(_ name: String) throws -> AnyPolicy {
    switch name {
    case "random": return try randomPolicy()
    case "heuristic":
      guard let heuristic = entry.heuristic else {
        throw WrongUse("\(entry.specification.id) has no heuristic; choose random, a run folder, or a policy file.")
      }
      return heuristic()
    case "human": throw WrongUse("A human plays with `palaestra play \(entry.specification.id)`.")
    default: return try storedPolicy(name)
    }
  }

  private func randomPolicy() throws -> AnyPolicy {
    switch try entry.makeVector(count: 1, overrides) {
    case .floatInt(let environments): .floatInt(RandomPolicy(environments.actionSpace))
    case .floatFloat(let environments): .floatFloat(RandomPolicy(environments.actionSpace))
    case .intInt(let environments): .intInt(RandomPolicy(environments.actionSpace))
    }
  }

  private func storedPolicy(_ name: String) throws -> AnyPolicy {
    let url = try file(name)
    let id = entry.specification.id
    let file = try SafetensorsFile(contentsOf: url)
    if let trained = file.metadata["environment"], trained != id, Self.family(trained) != Self.family(id) {
      throw Failure("\(url.relativePath) was trained on \(trained), not on \(id).")
    }
    do {
      let (observations, actions) = try spaces()
      return try AgentCatalog.policy(from: file, observationSpace: observations, actionSpace: actions)
    } catch let error as SafetensorsError {
      throw Failure("\(url.relativePath) cannot act in \(id): \(error.problem)")
    } catch {
      throw Failure("\(url.relativePath) cannot act in \(id). \(Terminal.sentence(for: error))")
    }
  }

  /// The policy file of a run folder, or the file itself.
  private func file(_ name: String) throws -> URL {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: name, isDirectory: &isFolder) else {
      let words = ["random", "heuristic"]
      let suggestion = name.suggestion(among: words)
      throw WrongUse(
        "There is no policy '\(name)'.\(suggestion) A policy is random, heuristic, a run folder, or a "
          + ".safetensors file.")
    }
    guard isFolder.boolValue else { return URL(filePath: name) }
    let folder = URL(filePath: name)
    for kind in ["best.safetensors", "policy.safetensors"] {
      let url = folder.appending(path: kind)
      if FileManager.default.fileExists(atPath: url.path) { return url }
    }
    throw Failure("The folder \(name) holds no policy: neither best.safetensors nor policy.safetensors is in it.")
  }

  private func spaces() throws -> (SpaceDescriptor, SpaceDescriptor) {
    switch try entry.makeVector(count: 1, overrides) {
    case .floatInt(let environments):
      (environments.observationSpace.descriptor, environments.actionSpace.descriptor)
    case .floatFloat(let environments):
      (environments.observationSpace.descriptor, environments.actionSpace.descriptor)
    case .intInt(let environments): (environments.observationSpace.descriptor, environments.actionSpace.descriptor)
    }
  }

  /// The id without its version: a policy for CartPole-v0 acts in CartPole-v1 too.
  private static func family(_ id: String) -> Substring { id.prefix { $0 != "-" } }
}
