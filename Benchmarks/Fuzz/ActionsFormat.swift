import Foundation

/// Files of actions: played by `palaestra rollout`, which lies beside this program, in a process of its own.
struct ActionsFormat: Format {
  let name = "actions"

  private static let texts = [
    "CartPole-v1": "[0, 1, 1, 0,\n 1, 0]",
    "Pendulum-v1": "[[0.25], [-2e0], [1.5E-1], [0]]",
    "BipedalWalker-v3": "[[0.1, 1, 0, -0.5], [-1.0, 0.5, 0.25, 1e-3]]",
    "FrozenLake-v1": "[0,3,2,1]",
  ]

  func makeSeeds(in root: URL) throws -> [Seed] {
    try Self.texts.sorted { $0.key < $1.key }.map { id, text in
      let folder = root.appending(path: id)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: folder.appending(path: "actions.json"))
      return Seed(folder: id, file: "actions.json")
    }
  }

  func read(_ file: URL, of seed: Seed) throws {
    let process = Process()
    process.executableURL = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(
      path: "palaestra")
    process.arguments = ["rollout", seed.folder, "--actions", file.path, "--json"]
    process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    process.standardOutput = FileHandle.nullDevice
    let complaint = Pipe()
    process.standardError = complaint
    try process.run()
    let text = String(decoding: complaint.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    // Dies of the same signal as the program, for the supervisor to count.
    if process.terminationReason == .uncaughtSignal { raise(process.terminationStatus) }
    if process.terminationStatus != 0 { throw Refusal(description: text) }
  }
}

/// A sentence that another program has said.
private struct Refusal: Error, CustomStringConvertible {
  let description: String
}
