import Agents
import Files
import Foundation
import Safetensors
import Simulation
import Synchronization
import Training

/// The levels that a run has made, the newest first, again and again.
final class MadeLevels: LevelSource {
  private let levels: [[Float]]
  private let next = Mutex(0)

  /// Reads them from the checkpoint of a run.
  init(ofRun name: String, for task: LevelledTask?) throws {
    let url = URL(userPath: name).appending(path: "checkpoint.safetensors")
    guard url.status != nil else {
      throw WrongUse("'\(name)' is no run folder with a checkpoint; --levels shows the levels that a run has made.")
    }
    let agent = try RunFolder(opening: URL(userPath: name)).configuration.agent
    guard let read = try AgentCatalog.current.entry(named: agent).madeLevels else {
      throw WrongUse(
        "'\(name)' is a run of \(agent), which makes no levels; --levels shows those that a run has made.")
    }
    do {
      levels = try read(SafetensorsFile(contentsOf: url)).reversed()
      for level in levels { try task?.validate(level) }
    } catch {
      throw Failure("\(url.relativePath) has no levels to show. \(Terminal.sentence(for: error))")
    }
    guard !levels.isEmpty else {
      throw Failure(
        "\(url.relativePath) has no levels to show yet; train on with --resume \(Shell.quoted(path: name)).")
    }
  }

  func level(forRow row: Int) -> [Float]? {
    next.withLock { next in
      defer { next += 1 }
      return levels[next % levels.count]
    }
  }
}
