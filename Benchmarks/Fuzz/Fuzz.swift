import ArgumentParser
import Foundation

/// Damages files of every format that comes from elsewhere, and sees that none of them makes the program crash or hang.
@main
struct Fuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz", abstract: "Reads damaged files of a format, and counts what comes of it.",
    discussion: """
      Formats: \(Formats.all.map(\.name).joined(separator: ", ")). Sound files are made by small runs first, then damaged: \
      bits, spliced bytes, cut ends, numbers in headers and texts. A crash or a hang is named by the number of its file, and \
      `--only` makes that file again.
      """)

  @Argument(help: "The format; all of them by default.")
  var format = "all"

  @Option(help: "How many files are damaged, of each format.")
  var mutations = 50_000

  @Option(help: "The seed of the damage.")
  var seed: UInt64 = 1

  @Option(help: "The number of a file to begin with, alone unless --mutations says otherwise.")
  var only: Int?

  @Option(help: "How many seconds a file may take.")
  var patience = 20.0

  @Option(help: .hidden)
  var worker: String?

  @Option(help: .hidden)
  var recorder: String?

  func run() throws {
    if let recorder { return try Recorder.record(to: URL(filePath: recorder)) }
    let formats = Formats.named(format)
    guard !formats.isEmpty else { throw ValidationError("There is no format '\(format)'.") }
    if let worker, let first = only {
      // What asks for more than a machine has is to fail here, too.
      var limit = rlimit(rlim_cur: 8 << 30, rlim_max: 8 << 30)
      setrlimit(__rlimit_resource_t(UInt32(RLIMIT_AS.rawValue)), &limit)
      return try Worker(
        format: formats[0], seeds: URL(filePath: worker), seed: seed, range: first..<first + mutations,
        isLoud: false
      ).run()
    }
    var isClean = true
    print("| format | files | refused | accepted | crashes | hangs |\n|---|--:|--:|--:|--:|--:|")
    for format in formats { isClean = try run(format) && isClean }
    if !isClean { throw ExitCode(1) }
  }

  private func run(_ format: any Format) throws -> Bool {
    let root = FileManager.default.temporaryDirectory.appending(path: "fuzz-\(getpid())-\(format.name)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    let seeds = try format.makeSeeds(in: root)
    try JSONEncoder().encode(seeds).write(to: root.appending(path: "seeds.json"))
    if let only {
      try Worker(format: format, seeds: root, seed: seed, range: only..<only + 1, isLoud: true).run()
      return true
    }
    let tally = try Supervisor(format: format.name, seeds: root, seed: seed, patience: patience).run(0..<mutations)
    print(
      "| \(format.name) | \(mutations) | \(tally.refused) | \(tally.accepted) | \(tally.crashes.count) | "
        + "\(tally.hangs.count) |")
    for (noun, numbers) in [("crash", tally.crashes), ("hang", tally.hangs)] {
      for number in numbers.prefix(20) {
        let command = "Benchmarks/run fuzz \(format.name) --seed \(seed) --only \(number)"
        FileHandle.standardError.write(Data("\(noun): \(command)\n".utf8))
      }
    }
    return tally.crashes.isEmpty && tally.hangs.isEmpty
  }
}
