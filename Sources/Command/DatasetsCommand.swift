import ArgumentParser
import Demonstrations
import Foundation
import Simulation
import Training

/// Works on datasets as a whole.
struct DatasetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "datasets", abstract: "Lists, shows, merges, splits and filters Minari datasets.",
    discussion: """
      A dataset is named by its id, which is its folder under MINARI_DATASETS_PATH or ~/.minari/datasets, or by the path \
      of a folder, such as ./lander-v0. Ids that begin with bundled/ are of datasets that travel with the program. What is \
      written is always a new dataset.
      """,
    subcommands: [
      ListDatasetsCommand.self, ShowDatasetCommand.self, MergeDatasetsCommand.self, SplitDatasetCommand.self,
      FilterDatasetCommand.self,
    ])
}

/// Lists the datasets of the root, and those that travel with the program.
struct ListDatasetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the datasets that are there.")

  @Flag(help: "Prints one JSON array.")
  var json = false

  func run() throws {
    let root = DatasetRoot.standard
    let own = root.ids().map { Listing($0, root.url(of: $0)) }
    let listings =
      own + BundledDatasets.ids.compactMap { id in BundledDatasets.url(of: id).map { Listing(id, $0) } }
    if json {
      try Terminal.print(json: listings)
      return
    }
    if own.isEmpty { Terminal.write("There are no datasets in \(root.url.path).") }
    let width = listings.map(\.id.count).max() ?? 0
    for listing in listings { try Terminal.print("\(listing.id.rightPadded(to: width))  \(listing.line)") }
  }

  /// A dataset as JSON.
  private struct Listing: Encodable {
    let id: String
    var environment: String?
    var episodes: Int?
    var steps: Int?
    var bytes: Int?
    var problem: String?

    init(_ id: String, _ url: URL) {
      self.id = id
      do {
        let dataset = try MinariDataset(opening: url)
        environment = dataset.metadata.environment
        episodes = dataset.episodeCount
        steps = try dataset.stepCount
        bytes = dataset.byteCount
      } catch {
        problem = Terminal.sentence(for: error)
      }
    }

    var line: String {
      if let problem { return problem }
      return "\(NumberFormat.count(episodes ?? 0, "episode"))  \(NumberFormat.count(steps ?? 0)) steps  "
        + "\(NumberFormat.bytes(bytes ?? 0))  \(environment ?? "-")"
    }
  }
}

/// Shows the contents of a dataset.
struct ShowDatasetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows what a dataset holds.",
    discussion: """
      With --json every episode is described, with the CRC-32 of its observations, actions and rewards as they are in \
      memory: float32, int64 or uint8, and float64 for rewards.
      """)

  @Argument(help: ArgumentHelp("The dataset.", valueName: "dataset"))
  var dataset: String

  @Flag(help: "Prints one JSON object.")
  var json = false

  func run() throws {
    let dataset = try DatasetLoader.dataset(dataset)
    let summaries = try dataset.summaries()
    if json {
      try Terminal.print(json: try DatasetDescription(dataset, summaries))
    } else {
      try show(dataset, summaries)
    }
  }

  private func show(_ dataset: MinariDataset, _ summaries: [EpisodeSummary]) throws {
    let metadata = dataset.metadata
    let steps = summaries.reduce(0) { $0 + $1.length }
    let changes = (metadata.environmentOverrides.assignments + metadata.environmentWrappers).map { " \($0)" }
      .joined()
    var lines = [
      ("environment", "\(metadata.environment ?? "-")\(changes)"),
      ("observation", "\(metadata.observationSpace)"), ("action", "\(metadata.actionSpace)"),
      ("episodes", "\(summaries.count), \(summaries.count { $0.ending == .terminated }) of them terminated"),
      ("steps", "\(steps)"), ("size", NumberFormat.bytes(dataset.byteCount)),
    ]
    if !summaries.isEmpty {
      let evaluation = Evaluation(returns: summaries.map(\.episodeReturn), lengths: summaries.map(\.length))
      lines.append(
        (
          "return",
          "\(NumberFormat.short(evaluation.meanReturn)) ± \(NumberFormat.short(evaluation.standardDeviation)) "
            + "(\(NumberFormat.short(evaluation.minimumReturn)) to \(NumberFormat.short(evaluation.maximumReturn)))"
        ))
      let seeds = summaries.compactMap(\.seed)
      if let least = seeds.min(), let most = seeds.max() { lines.append(("seeds", "\(least) to \(most)")) }
    }
    for (name, text) in [
      ("algorithm", metadata.algorithm), ("author", metadata.authors.joined(separator: ", ")),
      ("description", metadata.summary), ("merged from", metadata.combinedDatasets.joined(separator: ", ")),
    ] {
      if let text, !text.isEmpty { lines.append((name, text)) }
    }
    try Terminal.print("\(metadata.id)  (Minari \(metadata.minariVersion))")
    for (name, text) in lines { try Terminal.print("  \(name.rightPadded(to: 12))\(text)") }
  }
}

/// Writes the episodes of several datasets to one.
struct MergeDatasetsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Writes the episodes of several datasets of one task to a new one.")

  @Argument(help: ArgumentHelp("The datasets.", valueName: "dataset"))
  var datasets: [String]

  @Option(help: ArgumentHelp("The new dataset.", valueName: "dataset"))
  var out: String

  func run() throws {
    let place = try DatasetLoader.place(for: out)
    let interrupt = Interrupt()
    let merged = try MinariDataset.merge(
      try datasets.map(DatasetLoader.dataset), into: place.url, as: place.id, shouldStop: { interrupt.isNoticed })
    try merged.announce(as: out)
  }
}

/// Writes the episodes of a dataset to two.
struct SplitDatasetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split",
    abstract: "Writes the first episodes of a dataset to one new one, and the others to another.")

  @Argument(help: ArgumentHelp("The dataset.", valueName: "dataset"))
  var dataset: String

  @Argument(help: ArgumentHelp("The new dataset of the first episodes.", valueName: "first"))
  var first: String

  @Argument(help: ArgumentHelp("The new dataset of the others.", valueName: "second"))
  var second: String

  @Option(
    parsing: .unconditional, help: ArgumentHelp("How many episodes go to the first.", valueName: "n"),
    transform: Number.count)
  var count: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Which share of the episodes goes to the first, such as 0.8.", valueName: "share"),
    transform: Number.share)
  var fraction: Double?

  @Flag(help: "Shuffles the episodes first.")
  var shuffle = false

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The seed that they are shuffled by.", valueName: "s"),
    transform: Number.seed)
  var seed: UInt64 = 0

  func validate() throws {
    guard (count == nil) != (fraction == nil) else {
      throw ValidationError("Say how to split: --count or --fraction, one of them.")
    }
  }

  func run() throws {
    let dataset = try DatasetLoader.dataset(dataset)
    let share = fraction.map { Int((Double(dataset.episodeCount) * $0).rounded()) }
    let interrupt = Interrupt()
    let (head, rest) = try dataset.split(
      firstCount: count ?? share ?? 0, shuffledBy: shuffle ? seed : nil,
      into: try DatasetLoader.place(for: first), and: try DatasetLoader.place(for: second),
      shouldStop: { interrupt.isNoticed })
    try head.announce(as: first)
    try rest.announce(as: second)
  }
}

/// Writes some of the episodes of a dataset to a new one.
struct FilterDatasetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "filter", abstract: "Writes those episodes of a dataset that satisfy all conditions to a new one.")

  @Argument(help: ArgumentHelp("The dataset.", valueName: "dataset"))
  var dataset: String

  @Option(help: ArgumentHelp("The new dataset.", valueName: "dataset"))
  var out: String

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Those that earn at least so much.", valueName: "r"),
    transform: Number.finite)
  var minReturn: Double?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Those that earn at most so much.", valueName: "r"),
    transform: Number.finite)
  var maxReturn: Double?

  @Option(
    help: ArgumentHelp("Those of these numbers, such as 0,2,5-9.", valueName: "list"), transform: Number.list)
  var episodes: Set<Int>?

  @Flag(help: "Those that terminated, and were not cut off.")
  var terminated = false

  func run() throws {
    let place = try DatasetLoader.place(for: out)
    var filter = EpisodeFilter()
    filter.minimumReturn = minReturn ?? filter.minimumReturn
    filter.maximumReturn = maxReturn ?? filter.maximumReturn
    filter.indices = episodes
    filter.terminatedOnly = terminated
    let interrupt = Interrupt()
    let filtered = try DatasetLoader.dataset(dataset).filter(
      filter, into: place.url, as: place.id, shouldStop: { interrupt.isNoticed })
    try filtered.announce(as: out)
  }
}

extension MinariDataset {
  /// Reports the new dataset's episodes and steps.
  fileprivate func announce(as name: String) throws {
    Terminal.write("\(name) has \(NumberFormat.count(episodeCount, "episode")) of \(try stepCount) steps.")
  }
}
