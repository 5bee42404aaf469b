import Foundation
import Testing

@Suite struct TrainTests {
  private let palaestra: Palaestra

  init() throws { palaestra = try Palaestra() }

  private func train(_ more: String...) throws -> Outcome {
    try palaestra.run(["train", "CliffWalking-v1", "--agent", "sarsa"] + more)
  }

  @Test func aRunLeavesAFolderUnderRuns() throws {
    let outcome = try train("--steps", "200", "--eval-every", "0", "--seed", "3", "--set", "epsilon=1")
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty)
    #expect(outcome.complaint.contains("in runs/CliffWalking-v1/sarsa-3-1\n"))
    #expect(
      outcome.complaint.hasSuffix(
        "Watch it with: palaestra watch CliffWalking-v1 --policy runs/CliffWalking-v1/sarsa-3-1\n"))
    #expect(
      try palaestra.runNames(in: "runs/CliffWalking-v1/sarsa-3-1") == [
        "best.safetensors", "checkpoint.safetensors", "config.json", "curve.png", "evaluations.json",
        "events.out.tfevents", "metrics.csv", "policy.safetensors",
      ])
  }

  @Test func theConfigurationSaysHowToRepeatIt() throws {
    _ = try train(
      "--steps", "100", "--eval-every", "0", "--out", "run", "--set", "epsilon=1", "--env-set", "isSlippery=true")
    let data = try Data(contentsOf: palaestra.folder.file("run/config.json"))
    let values = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(values["agent"] as? String == "sarsa")
    #expect(values["preset"] as? String == "CliffWalking-v1")
    #expect(values["agentOverrides"] as? [String: String] == ["epsilon": "1"])
    #expect(values["environmentOverrides"] as? [String: String] == ["isSlippery": "true"])
  }

  @Test func aPresetMayBeForAVariantOfItsEnvironment() throws {
    let arguments = ["train", "CarRacingFeatures-v0", "--agent", "dqn", "--steps", "80", "--eval-every", "0"]
    let usual = try palaestra.run(arguments + ["--out", "five"])
    #expect(usual.complaint.hasSuffix("watch CarRacingFeatures-v0 --env-set continuous=false --policy five\n"))
    let changed = try palaestra.run(arguments + ["--out", "numbers", "--env-set", "continuous=true"])
    #expect(changed.status != 0)
    #expect(changed.complaint.contains("dqn acts with one category, but this environment's actions are numbers; "))
  }

  @Test func jsonIsOneObjectPerReport() throws {
    let outcome = try train("--steps", "400", "--eval-every", "200", "--out", "run", "--json")
    let objects = try outcome.objects
    #expect(outcome.status == 0)
    #expect(outcome.complaint.isEmpty)
    #expect(objects.count { $0["event"] as? String == "progress" } == 100)
    #expect(objects.compactMap { $0["event"] as? String == "evaluated" ? $0["steps"] as? Int : nil } == [200, 400])
    let last = try #require(objects.last)
    #expect(
      Set(last.keys).isSuperset(of: ["event", "run", "steps", "updates", "seconds", "mean_return"]))
    #expect(last["event"] as? String == "finished")
    #expect(last["run"] as? String == "run")
    #expect(last["steps"] as? Int == 400)
    #expect(last["updates"] as? Int == 400)
  }

  @Test func reportsSayHowItGoes() throws {
    let objects = try train("--steps", "100", "--eval-every", "0", "--out", "run", "--json").objects
    let progress = try #require(objects.first)
    #expect(Set(progress.keys).isSuperset(of: ["steps", "updates", "seconds", "episodes", "measurements"]))
    #expect((progress["measurements"] as? [String: Double])?["train/learning_rate"] == 0.5)
    let evaluated = try #require(objects.dropLast().last)
    #expect(
      Set(evaluated.keys) == [
        "event", "steps", "seconds", "mean_return", "std_return", "mean_length", "best",
      ])
  }

  @Test func quietIsQuiet() throws {
    let outcome = try train("--steps", "100", "--eval-every", "0", "--quiet")
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty && outcome.complaint.isEmpty)
  }

  @Test func oneSeedRepeatsBitForBit() throws {
    for (name, seed) in [("a", 5), ("b", 5), ("c", 6)] { try palaestra.trainLake(to: name, seed: seed) }
    let policies = try ["a", "b", "c"].map {
      try Data(contentsOf: palaestra.folder.file("\($0)/policy.safetensors"))
    }
    #expect(policies[0] == policies[1])
    #expect(policies[0] != policies[2])
  }

  @Test func aRunGoesOnWithMoreSteps() throws {
    try palaestra.copyTrainedLake()
    let outcome = try palaestra(
      "train", "FrozenLake-v1", "--resume", "run", "--steps", "900", "--json")
    let last = try #require(try outcome.objects.last)
    #expect(outcome.status == 0)
    // Sixty-four environments step at a time.
    #expect(try outcome.objects.first?["steps"] as? Int == 512)
    #expect(last["steps"] as? Int == 960)
    #expect(last["updates"] as? Int == 960)
    let config = try String(contentsOf: palaestra.folder.file("run/config.json"), encoding: .utf8)
    #expect(config.contains(#""steps" : 900"#))
  }

  @Test func aRunWhoseEnvironmentHasChangedSaysThatItGoesOnOtherwise() throws {
    try palaestra.copyTrainedLake()
    let file = palaestra.folder.file("run/config.json")
    let config = try String(contentsOf: file, encoding: .utf8)
    try palaestra.write(
      config.replacing(#""isSlippery" : "false""#, with: #""isSlippery" : "true""#), to: "run/config.json")
    let checkpoint = try Data(contentsOf: palaestra.folder.file("run/checkpoint.safetensors"))
    let json = try palaestra("train", "FrozenLake-v1", "--resume", "run", "--steps", "900", "--json")
    #expect(try json.objects.first?["event"] as? String == "episodes_lost")
    #expect((try json.objects.first?["reason"] as? String)?.hasPrefix("played again they come out differ") == true)
    #expect(try json.objects.last?["steps"] as? Int == 960)
    try checkpoint.write(to: palaestra.folder.file("run/checkpoint.safetensors"))
    let lines = try palaestra("train", "FrozenLake-v1", "--resume", "run", "--steps", "900")
    #expect(
      lines.complaint.contains(
        "\nNew episodes begin, and results will differ from a run that was not stopped: played again they come"))
  }

  /// A limit on the size of files stands in for a full disk.
  @Test(arguments: [(60, false), (240, true)])
  func whatCannotBeWrittenEndsTheRunAndLeavesTheLastGoodFiles(blocks: Int, wasSaved: Bool) throws {
    let arguments = [
      "train", "FrozenLake-v1", "--agent", "q-learning", "--steps", "64000", "--eval-every", "6400", "--out", "run",
      "--quiet",
    ]
    let outcome = try palaestra.run(arguments, through: "ulimit -f \(blocks)")
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.complaint.split(separator: "\n").count == 1)
    #expect(outcome.complaint.contains(" cannot be written: File too large. What stood there before is untouched."))
    let names = try palaestra.folder.names(in: "run")
    #expect(names.allSatisfy { !$0.hasPrefix(".") }, "\(names)")
    #expect(names.contains("checkpoint.safetensors") == wasSaved)
    let resumed = try palaestra("train", "FrozenLake-v1", "--resume", "run", "--quiet")
    #expect((resumed.status == 0) == wasSaved)
  }

  @Test func aRunThatHasReachedItsGoalGoesOnForMoreStepsAlone() throws {
    try palaestra.copyTrainedLake()
    let file = palaestra.folder.file("run/config.json")
    let config = try String(contentsOf: file, encoding: .utf8)
    try palaestra.write(
      config.replacing(#""steps" : 400"#, with: #""steps" : 800, "stopsAtReturn" : -1"#), to: "run/config.json")
    let done = try palaestra("train", "FrozenLake-v1", "--resume", "run")
    #expect(done.status == 0)
    #expect(done.complaint.hasPrefix("The run has ended with the return it was to reach; ask for more steps with"))
    #expect(done.complaint.contains("; 448 steps in "))
    let more = try palaestra("train", "FrozenLake-v1", "--resume", "run", "--steps", "900", "--json")
    #expect(try more.objects.last?["steps"] as? Int == 960)
    #expect(try more.objects.last?["reason"] as? String == "plan done")
  }

  @Test func aRunThatIsDoneSaysSo() throws {
    try palaestra.copyTrainedLake()
    let outcome = try palaestra("train", "FrozenLake-v1", "--resume", "run")
    #expect(outcome.status == 0)
    #expect(outcome.complaint.hasPrefix("All 448 steps are done already; ask for more with --steps.\n"))
  }

  @Test(arguments: [
    (["FrozenLake8x8-v1"], "run is a run of FrozenLake-v1, not of FrozenLake8x8-v1."),
    (["FrozenLake-v1", "--agent", "sarsa"], "run is a run of q-learning, not of sarsa."),
    (["FrozenLake-v1", "--seed", "2"], "A resumed run keeps its settings; only --steps, "),
    (["FrozenLake-v1", "--set", "discount=1"], "A resumed run keeps its settings; only --steps, "),
  ])
  func aRunDoesNotGoOnAsAnother(arguments: [String], sentence: String) throws {
    try palaestra.copyTrainedLake()
    let outcome = try palaestra.run(["train"] + arguments + ["--resume", "run"])
    #expect(outcome.status == 2)
    #expect(outcome.complaint.hasPrefix("Error: \(sentence)"))
  }

  @Test(arguments: [
    ("config.json", "{", "run/config.json is damaged: it is no JSON object."),
    ("config.json", "{}", "run/config.json is damaged: it has no "),
    ("checkpoint.safetensors", "", "checkpoint.safetensors: is damaged or not a safetensors file: "),
  ])
  func aDamagedRunDoesNotGoOn(file: String, text: String, sentence: String) throws {
    try palaestra.copyTrainedLake()
    let before = try Data(contentsOf: palaestra.folder.file("run/policy.safetensors"))
    try palaestra.write(text, to: "run/\(file)")
    let outcome = try palaestra("train", "FrozenLake-v1", "--resume", "run", "--steps", "900")
    #expect(outcome.status == 1)
    #expect(outcome.complaint.contains(sentence), "\(outcome.complaint)")
    #expect(outcome.complaint.split(separator: "\n").count == 1)
    #expect(try Data(contentsOf: palaestra.folder.file("run/policy.safetensors")) == before)
  }

  @Test func aFolderThatHoldsARunIsLeftAlone() throws {
    try palaestra.copyTrainedLake()
    let outcome = try palaestra("train", "FrozenLake-v1", "--agent", "sarsa", "--out", "run")
    #expect(outcome.status == 1)
    #expect(
      outcome.complaint
        == "Error: run holds a run already; choose another folder, or go on with it by --resume run.\n")
  }

  @Test(arguments: [
    ("/proc/run", "Error: The folder /proc/run cannot be made: No such file or directory.\n"),
    ("notes.txt", "Error: notes.txt is not an empty folder; choose another one.\n"),
  ])
  func aFolderThatCannotBeMadeIsNamed(out: String, sentence: String) throws {
    try palaestra.write("Buy milk.", to: "notes.txt")
    let outcome = try train("--out", out)
    #expect(outcome.status == 1)
    #expect(outcome.complaint == sentence)
  }

  @Test func aRefusedRunLeavesNoFolder() throws {
    _ = try train("--set", "discount=2")
    _ = try train("--env-set", "isSlippery=perhaps")
    #expect(try palaestra.folder.names().isEmpty)
  }
}
