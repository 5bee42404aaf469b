import Foundation
import Testing

extension Palaestra {
  /// Runs a command with a root of datasets in the folder.
  @discardableResult
  func onDatasets(_ arguments: String..., through shell: String? = nil) throws -> Outcome {
    try run(arguments, environment: datasetEnvironment, through: shell)
  }

  /// Starts a command with a root of datasets in the folder.
  func startOnDatasets(_ arguments: String...) throws -> RunningPalaestra {
    try start(arguments, environment: datasetEnvironment)
  }

  private var datasetEnvironment: [String: String] {
    ["MINARI_DATASETS_PATH": folder.file("datasets").path]
  }

  /// Records episodes of cart-pole.
  func recordPoles(_ dataset: String = "poles/test-v0", episodes: Int = 4, _ more: String...) throws {
    let outcome = try run(
      [
        "record", "CartPole-v1", "--policy", "random", "--out", dataset, "--episodes", "\(episodes)",
      ] + more, environment: datasetEnvironment)
    try #require(outcome.status == 0, "\(outcome.complaint)")
  }

  /// What `datasets show --json` prints.
  func description(of dataset: String = "poles/test-v0") throws -> [String: Any] {
    let outcome = try onDatasets("datasets", "show", dataset, "--json")
    try #require(outcome.status == 0, "\(outcome.complaint)")
    return try #require(try outcome.objects.first)
  }

  /// The episodes that `datasets show --json` prints.
  func episodes(of dataset: String = "poles/test-v0") throws -> [[String: Any]] {
    try #require(try description(of: dataset)["episodes"] as? [[String: Any]])
  }
}
