import Foundation
import TestSupport
import Testing

/// What a finished program left.
struct Outcome: Sendable {
  /// The exit status; 128 + n after signal n, as a shell has it.
  let status: Int32
  /// The signal that ended it.
  var signal: Int32? { status > 128 ? status - 128 : nil }
  /// What it wrote to standard output.
  let output: String
  /// What it wrote to standard error.
  let complaint: String

  /// The lines of standard output.
  var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// The lines of standard output, read as JSON objects.
  var objects: [[String: Any]] {
    get throws {
      try lines.map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any], "no object: \($0)")
      }
    }
  }
}

/// The `palaestra` executable, run in a folder of its own as a user would run it.
final class Palaestra {
  let folder: TemporaryFolder

  /// The executable, which is built beside the tests.
  static let program = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "palaestra")

  init() throws { folder = try TemporaryFolder() }

  /// Runs a command to its end.
  @discardableResult
  func callAsFunction(_ arguments: String..., input: String? = nil) throws -> Outcome {
    try run(arguments, input: input)
  }

  /// Runs a command to its end.
  func run(
    _ arguments: [String], environment: [String: String] = [:], input: String? = nil, through shell: String? = nil,
    executable: URL = Palaestra.program
  ) throws -> Outcome {
    try start(arguments, environment: environment, input: input, through: shell, executable: executable).finish()
  }

  /// Starts a command.
  ///
  /// - Parameters:
  ///   - environment: What to set in the program's environment, which has a PATH and the name of the command alone.
  ///   - input: What standard input holds.
  ///   - shell: What a shell is to do before it hands over to the program.
  ///   - executable: The program, if it is another one.
  func start(
    _ arguments: [String], environment: [String: String] = [:], input: String? = nil, through shell: String? = nil,
    executable: URL = Palaestra.program
  ) throws -> RunningPalaestra {
    let process = Process()
    if let shell {
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", "\(shell); exec \"$@\"", "sh", executable.path] + arguments
    } else {
      process.executableURL = executable
      process.arguments = arguments
    }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    process.environment = ["PATH": path, "PALAESTRA_COMMAND": "palaestra"].merging(environment) { $1 }
    process.currentDirectoryURL = folder.url
    return try RunningPalaestra(process, input: input)
  }

  /// Writes a file into the folder.
  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.file(name))
  }

  /// The names of the files of a run, without the time and the place in an event file's.
  func runNames(in run: String) throws -> [String] {
    let prefix = "events.out.tfevents"
    return try folder.names(in: run).map { $0.hasPrefix(prefix + ".") ? prefix : $0 }
  }

  /// Trains a small policy on a firm lake.
  func trainLake(to out: String, seed: Int) throws {
    let outcome = try self(
      "train", "FrozenLake-v1", "--agent", "q-learning", "--steps", "400", "--eval-every", "0", "--seed", "\(seed)",
      "--env-set", "isSlippery=false", "--out", out)
    try #require(outcome.status == 0, "\(outcome.complaint)")
  }

  /// Puts a run that was trained on a firm lake into the folder `run`.
  func copyTrainedLake() throws {
    try FileManager.default.createDirectory(at: folder.file("run"), withIntermediateDirectories: true)
    for (name, data) in try Self.trainedLake.get() { try data.write(to: folder.file("run/\(name)")) }
  }

  /// The files of a run, which is trained once for all tests.
  private static let trainedLake = Result {
    let palaestra = try Palaestra()
    try palaestra.trainLake(to: "run", seed: 0)
    let names = try palaestra.folder.names(in: "run")
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: palaestra.folder.file("run/\($0)"))) })
  }
}

/// A program that runs.
final class RunningPalaestra {
  private let process: Process
  private let logs: TemporaryFolder
  private let guardian = DispatchSource.makeTimerSource()

  /// The limit of a program's run: far longer than any needs, so that only a hanging one is ended.
  private static let limit = 1800

  fileprivate init(_ process: Process, input: String?) throws {
    self.process = process
    // Files, since a pipe that nobody reads would fill up.
    logs = try TemporaryFolder()
    for name in ["output", "complaint"] { try Data().write(to: logs.file(name)) }
    process.standardOutput = try FileHandle(forWritingTo: logs.file("output"))
    process.standardError = try FileHandle(forWritingTo: logs.file("complaint"))
    try Data((input ?? "").utf8).write(to: logs.file("input"))
    process.standardInput = try FileHandle(forReadingFrom: logs.file("input"))
    try process.runWithSignalsUnblocked()
    let identifier = process.processIdentifier
    guardian.schedule(deadline: .now() + .seconds(Self.limit))
    guardian.setEventHandler { Foundation.kill(identifier, SIGABRT) }
    guardian.activate()
  }

  deinit { guardian.cancel() }

  /// Ctrl-C, or another signal that asks it to end.
  func interrupt(by signal: Int32 = SIGINT) { Foundation.kill(process.processIdentifier, signal) }

  /// Ends it without a chance to do anything about it, and waits until it is gone.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Waits until something has come about, or the program is over.
  func wait(for isSo: () throws -> Bool) throws {
    while process.isRunning, try !isSo() { usleep(5000) }
  }

  /// What was written to standard output so far.
  var output: String { get throws { try text("output") } }

  /// Waits until the program can be interrupted.
  func waitUntilItHearsInterrupts() throws {
    // The kernel lists the signals that are caught as bits, the first signal lowest.
    let status = "/proc/\(process.processIdentifier)/status"
    try wait {
      let lines = try String(contentsOfFile: status, encoding: .utf8).split(separator: "\n")
      let caught = lines.first { $0.hasPrefix("SigCgt:") }.flatMap { UInt64($0.dropFirst(8), radix: 16) }
      return (caught ?? 0) >> (UInt64(SIGINT) - 1) & 1 == 1
    }
  }

  /// Waits for the end.
  ///
  /// - Parameter signal: The signal by which it is to end, instead of by itself.
  func finish(by signal: Int32? = nil) throws -> Outcome {
    process.waitUntilExit()
    guardian.cancel()
    let ending = process.terminationReason == .exit ? nil : process.terminationStatus
    let complaint = try text("complaint")
    try #require(
      ending == signal,
      "ended by signal \(ending ?? 0), not \(signal ?? 0), \(SIGABRT) after \(Self.limit) seconds; it said: \(complaint)"
    )
    return Outcome(
      status: ending.map { $0 + 128 } ?? process.terminationStatus, output: try text("output"), complaint: complaint
    )
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: logs.file(name)), as: UTF8.self)
  }
}
