import ArgumentParser
import Environments
import Files
import Foundation
import Safetensors
import Training

/// Lists the trained policies that travel with the program.
struct PoliciesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policies", abstract: "Lists the trained policies that travel with the program.",
    discussion:
      "`--policy bundled` plays the one of a command's environment, and `watch` does so by itself. Scores are "
      + "means over 1000 episodes that neither training nor the choice of a policy has seen.")

  @Argument(
    help: ArgumentHelp("The environment to list alone, such as LunarLander-v3.", valueName: "env"),
    completion: .environments)
  var environment: String?

  @Flag(help: "Prints one JSON array.")
  var json = false

  func run() throws {
    let ids = try environment.map { [try Catalog.current.entry($0).id] } ?? Catalog.current.entries.map(\.id)
    let lines = try BundledPolicy.all(for: ids).map(PolicyLine.init)
    if lines.isEmpty, let environment { throw BundledPolicy.missing(for: environment) }
    if json { return try Terminal.print(json: lines) }
    try Table(
      ["task", "agent", "steps", "seed", "mean return", "deviation", "least", "size"], lines.map(\.cells),
      rightAligned: [2, 3, 4, 5, 6, 7]
    ).print()
  }
}

/// A policy as JSON, and as cells of a table.
private struct PolicyLine: Encodable {
  let env: String
  let agent: String
  let steps: Int
  let seed: String
  let episodes: Int
  let meanReturn: Double
  let stdReturn: Double
  let minReturn: Double
  let bytes: Int

  private enum CodingKeys: String, CodingKey {
    case env, agent, steps, seed, episodes, bytes
    case meanReturn = "mean_return"
    case stdReturn = "std_return"
    case minReturn = "min_return"
  }

  init(_ policy: BundledPolicy) throws {
    let metadata = try policy.file().metadata
    guard let card = PolicyCard(in: metadata) else {
      throw Failure("\(policy.url.path) has no card of how it does; build again.")
    }
    env = policy.environment
    agent = metadata["agent"] ?? ""
    steps = metadata["steps"].flatMap { Int($0) } ?? 0
    seed = metadata["seed"] ?? ""
    episodes = card.episodes
    (meanReturn, stdReturn, minReturn) = (card.meanReturn, card.standardDeviation, card.minimumReturn)
    bytes = (try policy.url.lookUp()).byteCount
  }

  var cells: [String] {
    [
      env, agent, NumberFormat.count(steps), seed, NumberFormat.short(meanReturn), NumberFormat.short(stdReturn),
      NumberFormat.short(minReturn),
      "\((bytes + 1023) / 1024) KiB",
    ]
  }
}
