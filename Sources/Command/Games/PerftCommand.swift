import ArgumentParser
import Environments
import Simulation

/// Counts what can follow from the first position of a game.
struct PerftCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "perft",
    abstract: "Counts the sequences of moves of a game, which tells whether its rules are right.",
    discussion: "A game that ends sooner than the others adds to no later count.")

  @OptionGroup var environment: EnvironmentOptions

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The greatest number of moves.", valueName: "n"),
    transform: Number.countOrZero)
  var depth: Int

  @Flag(help: "Counts different positions instead, each once.")
  var distinct = false

  @Flag(help: "Prints one JSON object.")
  var json = false

  func run() throws {
    let entry = try environment.entry()
    let game = try PlayerLoader(entry, try entry.announcedTask(environment.changes())).game.start
    guard depth <= Self.greatestDepth else {
      throw WrongUse("--depth \(depth) would never come to an end; choose \(Self.greatestDepth) or less.")
    }
    let counts = distinct ? game.positionCounts(depth: depth) : game.sequenceCounts(depth: depth)
    guard !json else {
      return try Terminal.print(json: PerftResult(game: entry.id, depth: depth, counts: counts))
    }
    try Table(
      ["moves", distinct ? "positions" : "sequences"], counts.enumerated().map { ["\($0)", "\($1)"] },
      rightAligned: [0, 1]
    ).print()
  }

  private static let greatestDepth = 1000
}

/// Counts as JSON.
private struct PerftResult: Encodable {
  let game: String
  let depth: Int
  let counts: [Int]
}
