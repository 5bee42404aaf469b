import Agents
import ArgumentParser
import Environments
import FewShot
import Foundation
import Simulation

/// The words that a shell offers while a command is being typed.
extension CompletionKind {
  /// The ids of environments.
  static var environments: CompletionKind { offering { _ in Catalog.current.entries.map(\.id) } }

  /// The names of wrappers.
  static var wrappers: CompletionKind { offering { _ in WrapperList.known.map { $0.name } } }

  /// The names of agents.
  static var agents: CompletionKind { offering { _ in AgentCatalog.current.entries.map(\.name) } }

  /// The names of methods of meta-learning.
  static var metaMethods: CompletionKind { offering { _ in MetaMethods.all.map(\.name) } }

  /// The names of families of tasks.
  static var taskFamilies: CompletionKind { offering { _ in TaskFamilies.all.map(\.name) } }

  /// The presets of the agent that stands in the line, or of all.
  static var presets: CompletionKind {
    offering { words in
      let place = words.firstIndex(of: "--agent").map { $0 + 1 } ?? words.endIndex
      let entries = AgentCatalog.current.entries.filter { place >= words.count || $0.name == words[place] }
      return Set((entries.isEmpty ? AgentCatalog.current.entries : entries).flatMap { $0.presets.map(\.name) })
        .sorted()
    }
  }

  /// The folders of runs, the newest first.
  static var runs: CompletionKind { offering { _ in RunList().paths } }

  /// The policies that have names, the folders of runs, and policy files here.
  static var policies: CompletionKind {
    offering { _ in
      let files = ((try? FileManager.default.contentsOfDirectory(atPath: ".")) ?? []).sorted()
      return ["random", "heuristic", BundledPolicy.name] + RunList().paths
        + files.filter { $0.hasSuffix(".safetensors") }
    }
  }

  /// Offers those of some words that begin as what is typed; `words` is told the line so far.
  private static func offering(_ words: @escaping @Sendable ([String]) -> [String]) -> CompletionKind {
    .custom { line, _, prefix in words(line).filter { $0.hasPrefix(prefix) } }
  }
}
