import Agents
import Environments
import Files
import Foundation
import Safetensors
import Simulation
import Training

/// Finds the policy that a text names.
struct PolicyLoader {
  /// The environment's id.
  let id: String
  let task: ConfiguredTask
  /// The changes of the environment, for recorded episodes.
  var changes = WorldChanges()
  /// True if there will be copies of the environments for a policy that looks ahead.
  var letsLookAhead = false

  /// The policy `random`, `heuristic`, `bundled`, `mcts:N`, of a run folder, of a file, or of the recorded episode `DATASET#k`.
  func policy(_ name: String) throws -> any Policy {
    switch name {
    case "random": return task.randomPolicy()
    case "heuristic":
      guard let heuristic = task.heuristic else {
        let place = task.wrappers.isEmpty ? "" : " behind \(task.wrappers.options)"
        throw WrongUse("\(id) has no heuristic\(place); choose random, a run folder, or a policy file.")
      }
      return heuristic()
    case BundledPolicy.name:
      guard let bundled = BundledPolicy(for: id) else { throw BundledPolicy.missing(for: id) }
      return try storedPolicy(bundled.url.path)
    case "human": throw WrongUse("A human plays with `palaestra play \(id)`.")
    default:
      if let search = try SearchName(name) {
        guard letsLookAhead else {
          throw WrongUse("\(name) acts where it can look ahead: in eval, watch and record.")
        }
        return try search.policy(in: task, id: id)
      }
      // A name may hold a '#' that is part of it.
      let replay = URL(userPath: name).status == nil ? try DatasetLoader.replay(name, in: id, task, changes) : nil
      return try replay ?? storedPolicy(name)
    }
  }

  /// The name by which a policy is found from any folder: a path from the root, for one that is stored.
  static func lastingName(_ name: String) -> String {
    let url = URL(userPath: name)
    return ["random", "heuristic", "human", BundledPolicy.name].contains(name) || url.status == nil
      ? name : url.systemPath
  }

  private func storedPolicy(_ name: String) throws -> any Policy {
    let url = try file(name)
    let file = try SafetensorsFile(contentsOf: url)
    let trained = Self.environments(of: file)
    guard trained.isEmpty || trained.contains(where: { $0.withoutVersion == id.withoutVersion }) else {
      throw Failure("\(url.relativePath) was trained on \(trained.joined(separator: ", ")), not on \(id).")
    }
    if let tensor = try file.firstWithoutNumbers {
      throw Failure(
        "\(url.relativePath) cannot act: its '\(tensor)' holds what is no number (NaN), as a training that diverged "
          + "leaves it; choose an earlier policy, or train again with a smaller learning rate.")
    }
    do {
      return try AgentCatalog.current.policy(
        from: file, for: task.specification)
    } catch let error as SafetensorsError {
      throw Failure("\(url.relativePath) cannot act in \(id): \(error.problem)")
    } catch {
      throw Failure("\(url.relativePath) cannot act in \(id). \(Terminal.sentence(for: error))")
    }
  }

  /// The policy file of a run folder, or the file itself.
  private func file(_ name: String) throws -> URL {
    let url = URL(userPath: name)
    do throws(FileError) {
      guard try url.lookUp().kind == .folder else { return url }
    } catch {
      guard error.isMissing else { throw Failure("The policy \(name) cannot be read: \(error).") }
      let suggestion = name.suggestion(
        among: ["random", "heuristic", BundledPolicy.name] + RunList.paths(near: name))
      throw WrongUse(
        "There is no policy '\(name)'.\(suggestion) A policy is random, heuristic, bundled, mcts:N, a run folder, or a "
          + ".safetensors file.")
    }
    for kind in kinds(in: url) {
      let file = url.appending(path: kind)
      if file.status != nil { return file }
    }
    throw Failure("The folder \(name) holds no policy: neither best.safetensors nor policy.safetensors is in it.")
  }

  /// A run's policies, the preferred one first: the best is the best in the run's own environment alone.
  private func kinds(in folder: URL) -> [String] {
    let own = try? RunFolder(opening: folder).configuration.environment
    let kinds = ["best.safetensors", "policy.safetensors"]
    return own.map { $0.withoutVersion == id.withoutVersion } ?? true ? kinds : kinds.reversed()
  }

  /// Returns the environments that a policy was trained on: its run's, or all tasks of a policy that knows several.
  private static func environments(of file: SafetensorsFile) -> [String] {
    let several = file.metadata["environments"].map { Data($0.utf8) }
    return several.flatMap { try? UntrustedJSON.decode([String].self, from: $0) }
      ?? file.metadata["environment"].map { [$0] } ?? []
  }
}

extension SafetensorsFile {
  /// The name of the first tensor of floats that holds a NaN.
  fileprivate var firstWithoutNumbers: String? {
    get throws {
      for tensor in tensors where tensor.elementType == .float32 {
        let numbers = try array(tensor.name, as: Float.self, shape: tensor.shape)
        if numbers.contains(where: \.isNaN) { return tensor.name }
      }
      return nil
    }
  }
}
