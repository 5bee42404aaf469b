import Foundation
import Safetensors
import Simulation
import Testing

/// A recorded run of Gymnasium: one row per seed, each going on through resets without a seed.
struct GoldenTrajectory<Observation: SafetensorsElement, Action: SafetensorsElement> {
  let seeds: [UInt64]
  let stepCount: Int
  let actions: [Action]
  let observations: [Observation]
  let rewards: [Double]
  let terminated: [UInt8]
  let truncated: [UInt8]
  /// Where each reset happened, as row and step; step -1 is the seeded one.
  let resets: [[Int]: Int]
  let resetObservations: [Observation]
  let file: SafetensorsFile

  init(_ name: String) throws {
    let url = try Golden.parityURL("\(name).safetensors")
    file = try SafetensorsFile(contentsOf: url)
    seeds = try GoldenIndex.load().files[name].map(\.seeds) ?? []
    actions = try file.array("actions", as: Action.self)
    observations = try file.array("obs", as: Observation.self)
    rewards = try file.array("reward", as: Double.self)
    terminated = try file.array("terminated", as: UInt8.self)
    truncated = try file.array("truncated", as: UInt8.self)
    stepCount = rewards.count / seeds.count
    let resetAt = try file.array("reset_at", as: Int64.self)
    resets = Dictionary(
      uniqueKeysWithValues: (0..<resetAt.count / 2).map { ([Int(resetAt[2 * $0]), Int(resetAt[2 * $0 + 1])], $0) })
    resetObservations = try file.array("reset_obs", as: Observation.self)
  }
}

/// What the index says of each golden trajectory.
struct GoldenIndex: Decodable {
  struct Entry: Decodable {
    let seeds: [UInt64]
    let generators: [String: PCGState]

    enum CodingKeys: String, CodingKey {
      case seeds
      case generators = "rng_after"
    }
  }

  struct PCGState: Decodable {
    let state: String
    let inc: String
  }

  let files: [String: Entry]

  static func load() throws -> GoldenIndex {
    try JSONDecoder().decode(GoldenIndex.self, from: Data(contentsOf: Golden.parityURL("index.json")))
  }
}

/// The golden files of this test target.
enum Golden {
  /// A file of recorded trajectories.
  ///
  /// The longest recordings are here in part; with `PALAESTRA_PARITY=FOLDER` the tests take whole ones from elsewhere.
  static func parityURL(_ name: String) throws -> URL {
    guard let folder = ProcessInfo.processInfo.environment["PALAESTRA_PARITY"] else {
      return try url("Parity/\(name)")
    }
    return URL(filePath: folder, directoryHint: .isDirectory).appending(path: name)
  }

  static func url(_ path: String) throws -> URL {
    let url = Bundle.module.bundleURL.appending(path: "Golden").appending(path: path)
    try #require(FileManager.default.fileExists(atPath: url.path), "there is no golden file \(path)")
    return url
  }
}
