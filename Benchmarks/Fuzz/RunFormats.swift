import Agents
import Environments
import Foundation
import Safetensors
import Simulation
import Training

extension Format {
  /// Trains all tiny runs, each in a folder of its own.
  fileprivate func trainRuns(in root: URL, damaging file: String) throws -> [Seed] {
    try TinyRun.all.map { run in
      try run.train(in: root.appending(path: run.name))
      return Seed(folder: run.name, file: file)
    }
  }
}

/// A run of a seed, by the name of its folder.
private func run(of seed: Seed) throws -> TinyRun {
  guard let run = TinyRun.all.first(where: { $0.name == seed.folder }) else {
    throw ConfigurationError("There is no run \(seed.folder).")
  }
  return run
}

/// Policies: read for the environment that they were learned in, and acted with.
struct PolicyFormat: Format {
  let name = "policy"

  func makeSeeds(in root: URL) throws -> [Seed] { try trainRuns(in: root, damaging: "policy.safetensors") }

  func read(_ file: URL, of seed: Seed) throws {
    let environment = try run(of: seed).environment
    let task = try Catalog.standard.entry(environment).task()
    let policy = try AgentCatalog.standard.policy(
      from: SafetensorsFile(contentsOf: file), for: task.specification)
    _ = Evaluation.evaluate(policy, on: task.makeVector(count: 2), episodes: 2, seed: 0, stepLimit: 6)
  }
}

/// Checkpoints: a run is resumed, and goes on for some steps.
struct CheckpointFormat: Format {
  let name = "checkpoint"

  func makeSeeds(in root: URL) throws -> [Seed] { try trainRuns(in: root, damaging: "checkpoint.safetensors") }

  func read(_ file: URL, of seed: Seed) throws {
    let folder = try RunFolder(opening: file.deletingLastPathComponent())
    try resume(folder, try run(of: seed).configuration)
  }
}

/// Configurations of runs, which are made by them and go on.
struct ConfigurationFormat: Format {
  let name = "configuration"

  func makeSeeds(in root: URL) throws -> [Seed] { try trainRuns(in: root, damaging: "config.json") }

  func read(_ file: URL, of seed: Seed) throws {
    let folder = try RunFolder(opening: file.deletingLastPathComponent())
    try resume(folder, folder.configuration)
  }
}

private func resume(_ folder: RunFolder, _ configuration: RunConfiguration) throws {
  var configuration = configuration
  configuration.plan.steps = max(configuration.plan.steps, min(2 * configuration.plan.steps, 1 << 53))
  var training = try TinyRun.prepare(configuration)
  training.folder = folder
  try training.resume()
  // What is learned from now on is not kept: it would take longer than reading.
  training.folder = nil
  var questions = 0
  _ = try training.run(
    report: { _ in },
    shouldStop: {
      questions += 1
      return questions > 4
    })
}

/// Evaluations: the curve of a run.
struct EvaluationsFormat: Format {
  let name = "evaluations"

  func makeSeeds(in root: URL) throws -> [Seed] {
    try TinyRun.all.prefix(2).map { run in
      try run.train(in: root.appending(path: run.name))
      return Seed(folder: run.name, file: "evaluations.json")
    }
  }

  func read(_ file: URL, of seed: Seed) throws {
    try draw(RunFolder(opening: file.deletingLastPathComponent()).curve)
  }
}
