import Foundation
import Testing

@Suite struct RunsTests {
  private let palaestra: Palaestra

  init() throws { palaestra = try Palaestra() }

  private func train(_ more: String...) throws {
    let outcome = try palaestra.run(["train", "FrozenLake-v1", "--steps", "400", "--eval-every", "200"] + more)
    try #require(outcome.status == 0, "\(outcome.complaint)")
  }

  /// Makes a run older or newer than the others.
  private func date(_ run: String, _ seconds: Double) throws {
    for name in ["config.json", "metrics.csv", "checkpoint.safetensors"] {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: seconds)],
        ofItemAtPath: palaestra.folder.file("\(run)/\(name)").path)
    }
  }

  @Test func theNewestComesFirst() throws {
    try train("--agent", "q-learning")
    try train("--agent", "sarsa", "--seed", "3")
    try date("runs/FrozenLake-v1/q-learning-0-1", 2_000_000_000)
    try date("runs/FrozenLake-v1/sarsa-3-1", 1_000_000_000)
    let outcome = try palaestra("runs", "--json")
    #expect(outcome.status == 0 && outcome.complaint.isEmpty)
    let runs = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    #expect(
      runs.compactMap { $0["run"] as? String } == [
        "runs/FrozenLake-v1/q-learning-0-1", "runs/FrozenLake-v1/sarsa-3-1",
      ])
    #expect(runs[1]["agent"] as? String == "sarsa")
    #expect(runs[1]["environment"] as? String == "FrozenLake-v1")
    #expect(runs[1]["seed"] as? Int == 3)
    // The last batch of steps may go beyond the plan.
    #expect(runs[1]["steps"] as? Int ?? 0 >= 400 && runs[1]["planned_steps"] as? Int == 400)
    #expect(runs[1]["state"] as? String == "finished")
    #expect(runs[1]["best_return"] is Double && runs[1]["last_return"] is Double)
    let table = try palaestra("runs").lines
    #expect(table.count == 3)
    #expect(table[1].hasSuffix("finished  runs/FrozenLake-v1/q-learning-0-1"))
    #expect(table[1].contains("FrozenLake-v1  q-learning"))
  }

  @Test func aRunThatWasStoppedSaysHowFarItCame() throws {
    let running = try palaestra.start(
      [
        "train", "FrozenLake-v1", "--agent", "sarsa", "--steps", "1G", "--eval-every", "0",
        "--checkpoint-every", "1k", "--out", "one",
      ])
    try running.wait { try !palaestra.folder.names().isEmpty && palaestra.folder.names(in: "one").count > 1 }
    running.interrupt()
    _ = try running.finish(by: SIGINT)
    let line = try #require(try palaestra("runs", ".").lines.last)
    #expect(line.contains("stopped at ") && line.hasSuffix("  one"))
  }

  @Test func whereThereIsNoRunItIsSaid() throws {
    let outcome = try palaestra("runs")
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    #expect(outcome.complaint == "There are no runs in runs; `palaestra train` makes them.\n")
    #expect(try palaestra("runs", "--json").output == "[]\n")
  }

  @Test func aMistypedRunIsSuggested() throws {
    try train("--agent", "sarsa")
    let policy = try palaestra("eval", "FrozenLake-v1", "--policy", "runs/FrozenLake-v1/sarsa-0-2")
    #expect(policy.status == 2)
    #expect(policy.complaint.contains("Did you mean 'runs/FrozenLake-v1/sarsa-0-1'?"))
    let run = try palaestra("train", "FrozenLake-v1", "--resume", "runs/frozenlake-v1/sarsa-0-1")
    #expect(run.status == 2)
    #expect(run.complaint.contains("Did you mean 'runs/FrozenLake-v1/sarsa-0-1'?"))
    try train("--agent", "sarsa", "--out", "mine")
    #expect(try palaestra("eval", "FrozenLake-v1", "--policy", "min").complaint.contains("Did you mean 'mine'?"))
  }

  @Test(arguments: [
    (["train", "--", "positional@0", "2", "3", "palaestra", "train", "Car"], "CartPole-v1"),
    (["train", "--", "--agent", "4", "1", "palaestra", "train", "Taxi-v4", "--agent", "d"], "dqn"),
    (["watch", "--", "--policy", "4", "1", "palaestra", "watch", "Taxi-v4", "--policy", "r"], "random"),
    (["eval", "--", "--policy", "4", "1", "palaestra", "eval", "Taxi-v4", "--policy", "h"], "heuristic"),
    (["envs", "--", "positional@0", "2", "3", "palaestra", "envs", "Car"], "CarRacing-v3"),
    (["agents", "--", "positional@0", "2", "0", "palaestra", "agents", ""], "alphazero"),
  ])
  func shellsAreToldWhatMayFollow(line: [String], word: String) throws {
    let outcome = try palaestra.run(["---completion"] + line)
    #expect(outcome.status == 0, "\(outcome.complaint)")
    #expect(outcome.lines.contains(word), "\(outcome.output)")
  }

  @Test func runsAreCompleted() throws {
    try train("--agent", "sarsa")
    for option in ["--resume", "--policy"] {
      let command = option == "--resume" ? "train" : "eval"
      let outcome = try palaestra(
        "---completion", command, "--", option, "4", "0", "palaestra", command, "FrozenLake-v1", option, "")
      #expect(outcome.lines.contains("runs/FrozenLake-v1/sarsa-0-1"), "\(outcome.output)")
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionScriptsAreWritten(shell: String) throws {
    let outcome = try palaestra("--generate-completion-script", shell)
    #expect(outcome.status == 0 && outcome.complaint.isEmpty)
    #expect(outcome.output.contains("---completion") && outcome.output.contains("train"))
  }
}
