import Foundation
import Testing

/// Wrappers around an environment, by name: on every command, and in all that a command leaves behind.
@Suite("--wrap")
struct WrapTests {
  private let palaestra: Palaestra

  init() throws { palaestra = try Palaestra() }

  private func trainCart(_ more: String..., to run: String = "run") throws -> Outcome {
    try palaestra.run(
      [
        "train", "CartPole-v1", "--agent", "dqn", "--steps", "120", "--eval-every", "0", "--out", run, "--envs",
        "2",
      ]
        + ["--set", "learningStarts=32", "--set", "batchSize=16", "--set", "hiddenSizes=8", "--quiet"] + more)
  }

  private func configuration(of run: String) throws -> [String: Any] {
    let data = try Data(contentsOf: palaestra.folder.file("\(run)/config.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func aRaceInSmallGreyPicturesIsLearnedFromEvaluatedResumedAndWatched() throws {
    let race = [
      "--env-set", "continuous=false", "--wrap", "frameStack=4", "--wrap", "grayscale", "--wrap", "resize=48",
    ]
    let trained = try palaestra.run(
      [
        "train", "CarRacing-v3", "--agent", "dqn", "--steps", "16", "--envs", "2", "--eval-every", "0", "--out",
        "run",
      ]
        + [
          "--set", "learningStarts=10", "--set", "batchSize=4", "--set", "bufferSize=64", "--set", "hiddenSizes=8",
        ]
        + ["--wrap", "timeLimit=4", "--quiet"] + race)
    #expect(trained.status == 0, "\(trained.complaint)")
    let brought =
      "With the run's --env-set continuous=false --wrap timeLimit=4 --wrap frameStack=4 --wrap grayscale "
      + "--wrap resize=48.\n"
    let evaluated = try palaestra("eval", "CarRacing-v3", "--policy", "run", "--episodes", "1", "--json")
    #expect(evaluated.status == 0 && evaluated.complaint == brought, "\(evaluated.complaint)")
    #expect(try evaluated.objects[0]["mean_length"] as? Double == 4)
    let watched = try palaestra("watch", "CarRacing-v3", "--policy", "run", "--record", "x.png", "--steps", "5")
    #expect(watched.status == 0 && watched.complaint.hasPrefix(brought), "\(watched.complaint)")
    #expect(try palaestra.folder.names().contains("x.png"))
    let resumed = try palaestra("train", "CarRacing-v3", "--resume", "run", "--steps", "20", "--quiet")
    #expect(resumed.status == 0, "\(resumed.complaint)")
  }

  @Test func aResumedRunIsTheOneThatWasNotInterrupted() throws {
    let wrappers = ["--wrap", "stickyActions=0.3", "--wrap", "observationNoise=0.1", "--wrap", "clipReward=0.5"]
    for (run, steps) in [("whole", "160"), ("parted", "75")] {
      let outcome = try palaestra.run(
        ["train", "CartPole-v1", "--agent", "dqn", "--out", run, "--steps", steps, "--eval-every", "0", "--quiet"]
          + ["--envs", "2", "--set", "learningStarts=32", "--set", "batchSize=16", "--set", "hiddenSizes=8"]
          + ["--set", "epsilon=0.2", "--set", "learningRate=0.001"] + wrappers)
      #expect(outcome.status == 0, "\(outcome.complaint)")
    }
    let resumed = try palaestra(
      "train", "CartPole-v1", "--resume", "parted", "--steps", "160", "--eval-every", "0", "--quiet")
    #expect(resumed.status == 0 && resumed.complaint.isEmpty, "\(resumed.complaint)")
    let checkpoints = try ["whole", "parted"].map {
      try Data(contentsOf: palaestra.folder.file("\($0)/policy.safetensors"))
    }
    #expect(checkpoints[0] == checkpoints[1])
  }

  @Test func aRunBringsItsWrappersUnlessOthersAreGiven() throws {
    #expect(try trainCart("--wrap", "timeLimit=7").status == 0)
    #expect(try configuration(of: "run")["wrappers"] as? [String] == ["timeLimit=7"])
    func length(_ policy: String, _ more: String...) throws -> (Double?, String) {
      let outcome = try palaestra.run(
        ["eval", "CartPole-v1", "--policy", policy, "--episodes", "2", "--json"] + more)
      return (try outcome.objects.first?["mean_length"] as? Double, outcome.complaint)
    }
    #expect(try length("run") == (7, "With the run's --wrap timeLimit=7.\n"))
    #expect(try length("run", "--wrap", "timeLimit=5") == (5, ""))
    #expect(try length("run", "--wrap", "none").1.isEmpty)
    try FileManager.default.copyItem(
      at: palaestra.folder.file("run/policy.safetensors"), to: palaestra.folder.file("elsewhere.safetensors"))
    #expect(try length("elsewhere.safetensors") == (7, "With the policy's --wrap timeLimit=7.\n"))
    let resumed = try palaestra(
      "train", "CartPole-v1", "--resume", "run", "--steps", "160", "--wrap", "timeLimit=9")
    #expect(resumed.status == 2 && resumed.complaint.contains("A resumed run keeps its settings"))
  }

  @Test func aRunFromBeforeThereWereWrappersIsRead() throws {
    #expect(try trainCart().status == 0)
    #expect(try configuration(of: "run")["wrappers"] == nil)
    let outcome = try palaestra("eval", "CartPole-v1", "--policy", "run", "--episodes", "1")
    #expect(outcome.status == 0 && outcome.complaint.isEmpty)
  }

  @Test func aDatasetKnowsItsWrappers() throws {
    let recorded = try palaestra(
      "record", "CartPole-v1", "--policy", "random", "--episodes", "2", "--out", "./poles-v0", "--wrap",
      "frameStack=2")
    #expect(recorded.status == 0, "\(recorded.complaint)")
    #expect(
      recorded.complaint.hasSuffix("watch CartPole-v1 --wrap frameStack=2 --policy './poles-v0#1'\n"),
      "\(recorded.complaint)")
    let data = try Data(contentsOf: palaestra.folder.file("poles-v0/data/metadata.json"))
    let metadata = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(metadata["environment_wrappers"] as? [String] == ["frameStack=2"])
    #expect((metadata["env_spec"] as? String)?.contains("\"entry_point\": null") == true)
    let played = try palaestra("eval", "CartPole-v1", "--policy", "./poles-v0#1")
    #expect(
      played.status == 0 && played.complaint == "With the dataset's --wrap frameStack=2.\n", "\(played.complaint)")
    let other = try palaestra("eval", "CartPole-v1", "--policy", "./poles-v0#1", "--wrap", "none")
    #expect(other.status != 0)
    let more = try palaestra(
      "record", "CartPole-v1", "--policy", "random", "--episodes", "1", "--out", "./poles-v0")
    #expect(more.status != 0 && more.complaint.contains("frameStack=2"), "\(more.complaint)")
  }

  @Test func demonstrationsOfDifferentWrappersAreNotMixed() throws {
    for (task, name, wrappers) in [
      ("CartPole-v1", "./plain-v0", []), ("CartPole-v0", "./noisy-v0", ["--wrap", "observationNoise=0.5"]),
    ] {
      let recorded = try palaestra.run(
        ["record", task, "--policy", "heuristic", "--episodes", "1", "--out", name] + wrappers)
      #expect(recorded.status == 0, "\(recorded.complaint)")
    }
    func train(_ more: String...) throws -> Outcome {
      try palaestra.run(
        ["train", "CartPole-v1", "--agent", "bc", "--steps", "5", "--eval-every", "0", "--quiet"]
          + ["--demonstrations", "./plain-v0", "--demonstrations", "./noisy-v0"] + more)
    }
    let mixed = try train()
    #expect(
      mixed.status == 2
        && mixed.complaint
          == "Error: ./plain-v0 was recorded with no --wrap, but ./noisy-v0 with --wrap observationNoise=0.5; give "
          + "demonstrations of one kind, or say with --wrap what to learn behind.\n",
      "\(mixed.complaint)")
    #expect(try train("--wrap", "none").status == 0)
  }

  @Test func everyCommandTakesThem() throws {
    try palaestra.write("[0, 1, 0, 1]", to: "actions.json")
    let rollout = try palaestra(
      "rollout", "CartPole-v1", "--actions", "actions.json", "--json", "--wrap", "frameStack=2", "--wrap",
      "timeLimit=3")
    let lines = try rollout.objects
    #expect((lines[0]["observation"] as? [Double])?.count == 8)
    #expect(lines[3]["truncated"] as? Bool == true && lines[4]["reset"] as? Bool == true)
    let bench = try palaestra("bench", "CartPole-v1", "--runs", "1", "--wrap", "actionRepeat=4", "--json")
    #expect(bench.status == 0, "\(bench.complaint)")
    let watch = try palaestra(
      "watch", "CartPole-v1", "--policy", "heuristic", "--wrap", "observationNoise=0.01", "--record", "a.png",
      "--steps", "3")
    #expect(watch.status == 0, "\(watch.complaint)")
  }

  @Test(arguments: [
    (["CartPole-v1", "--wrap", "framestack=4"], "There is no wrapper 'framestack'. Did you mean 'frameStack'?"),
    (
      ["CartPole-v1", "--wrap", "frameStack=many"],
      "frameStack=many does not work: its value is a whole number from 1"
    ),
    (["CartPole-v1", "--wrap", "grayscale"], "The wrapper grayscale does not fit: it takes colour pictures"),
    (
      ["CartPole-v1", "--wrap", "frameStack=4"],
      "CartPole-v1 has no heuristic behind --wrap frameStack=4; choose random"
    ),
  ])
  func mistakesAreNamed(arguments: [String], sentence: String) throws {
    let outcome = try palaestra.run(["eval", "--policy", "heuristic"] + arguments)
    #expect(outcome.status == 2 && outcome.complaint.hasPrefix("Error: \(sentence)"), "\(outcome.complaint)")
  }

  @Test func thePageAndTheShellKnowThem() throws {
    let page = try palaestra("envs", "--wrappers")
    #expect(page.lines.contains("frameStack=N") && page.lines.contains("clipReward or clipReward=R"))
    let objects = try palaestra("envs", "--wrappers", "--json")
    #expect(objects.output.contains("\"name\":\"stickyActions\""))
    #expect(try palaestra("bench", "--help").output.contains("--wrap"))
  }

  @Test func nobodyCanPlayWithActionsThatNoKeyTells() throws {
    let outcome = try palaestra("play", "Pendulum-v1", "--wrap", "rescaleAction")
    #expect(outcome.status == 2, "\(outcome.complaint)")
    #expect(
      outcome.complaint.contains("leave --wrap rescaleAction away to play Pendulum-v1."), "\(outcome.complaint)")
  }
}
