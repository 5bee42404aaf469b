import Foundation
import Testing

@Suite struct InterruptTests {
  private let palaestra: Palaestra

  init() throws { palaestra = try Palaestra() }

  /// Trains until the first report, and then presses Ctrl-C.
  private func interruptedTraining(_ more: String...) throws -> Outcome {
    let running = try palaestra.start(
      [
        "train", "FrozenLake-v1", "--agent", "q-learning", "--steps", "50000000", "--eval-every", "0", "--out",
        "run",
        "--json",
      ] + more)
    try running.wait { try !running.output.isEmpty }
    running.interrupt()
    return try running.finish(by: SIGINT)
  }

  @Test func trainingSavesAndSaysHowToGoOn() throws {
    let outcome = try interruptedTraining()
    let last = try #require(try outcome.objects.last)
    #expect(outcome.status == 130)
    #expect(last["event"] as? String == "finished")
    #expect(last["reason"] as? String == "stopped")
    #expect(outcome.complaint == "Stopped. Go on with: palaestra train FrozenLake-v1 --resume run\n")
    #expect(
      try palaestra.runNames(in: "run") == [
        "checkpoint.safetensors", "config.json", "evaluations.json", "events.out.tfevents", "metrics.csv",
        "policy.safetensors",
      ])
  }

  @Test func stoppedTrainingGoesOn() throws {
    let steps = try #require(try interruptedTraining().objects.last?["steps"] as? Int)
    let outcome = try palaestra(
      "train", "FrozenLake-v1", "--resume", "run", "--steps", "\(steps + 640)", "--json")
    let objects = try outcome.objects
    #expect(outcome.status == 0)
    #expect(objects.last?["steps"] as? Int == steps + 640)
    #expect(objects.last?["reason"] as? String == "plan done")
  }

  @Test func stoppedTrainingEndsAsTrainingThatWasNot() throws {
    let arguments = [
      "train", "CliffWalking-v1", "--agent", "sarsa", "--steps", "60000", "--eval-every", "25000", "--json",
    ]
    #expect(try palaestra.run(arguments + ["--out", "whole"]).status == 0)
    let running = try palaestra.start(arguments + ["--out", "run"])
    try running.wait { try !running.output.isEmpty }
    running.interrupt()
    #expect(try running.finish(by: SIGINT).objects.last?["reason"] as? String == "stopped")
    let outcome = try palaestra("train", "CliffWalking-v1", "--resume", "run", "--json")
    #expect(try outcome.objects.last?["reason"] as? String == "plan done")
    #expect(try !outcome.objects.contains { $0["event"] as? String == "episodes_lost" })
    for file in ["policy.safetensors", "best.safetensors"] {
      let whole = try Data(contentsOf: palaestra.folder.file("whole/\(file)"))
      #expect(try Data(contentsOf: palaestra.folder.file("run/\(file)")) == whole, "\(file)")
    }
  }

  @Test(arguments: ["a.mp4", "a.gif", "a.png"]) func recordingKeepsWhatItHas(name: String) throws {
    let running = try palaestra.start([
      "watch", "MountainCar-v0", "--policy", "random", "--steps", "100000000", "--zoom", "0.2", "--record", name,
    ])
    usleep(2_000_000)
    running.interrupt()
    let outcome = try running.finish(by: SIGINT)
    #expect(
      outcome.complaint.contains("Stopped; what was recorded so far is kept.\nRecorded "), "\(outcome.complaint)")
    #expect(try palaestra.folder.names() == [name])
    #expect(try Data(contentsOf: palaestra.folder.file(name)).count > 1000)
  }

  @Test func evaluatingCountsWhatIsOver() throws {
    let running = try palaestra.start([
      "eval", "Taxi-v4", "--policy", "random", "--episodes", "1000000000", "--json",
    ])
    try running.waitUntilItHearsInterrupts()
    usleep(500_000)
    running.interrupt()
    let outcome = try running.finish(by: SIGINT)
    if !outcome.output.isEmpty {
      let episodes = try #require(try outcome.objects.first?["episodes"] as? Int)
      #expect(outcome.complaint.hasPrefix("Stopped: \(episodes) of 1000000000 episodes were over, "))
    } else {
      #expect(outcome.complaint == "Error: Stopped before an episode was over.\n")
    }
  }
}
