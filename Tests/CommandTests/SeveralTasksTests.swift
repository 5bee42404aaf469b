import Agents
import Demonstrations
import Foundation
import Safetensors
import Simulation
import TestSupport
import Testing

/// A policy file that names several environments serves each of them.
@Suite struct SeveralTasksTests {
  private let folder: TemporaryFolder
  private var policy: String { folder.file("policy.safetensors").path }

  init() throws {
    folder = try TemporaryFolder()
    var configuration = SequenceConfiguration()
    configuration.embeddingSize = 8
    configuration.layers = 1
    configuration.contextLength = 2
    var generator = RandomGenerator(seed: 0)
    let learner = try SequenceLearner(
      [
        Self.episodes(of: "FrozenLake-v1", states: 16, actions: 4),
        Self.episodes(of: "Taxi-v4", states: 500, actions: 6),
      ],
      for: "FrozenLake-v1", configuration: configuration, using: &generator)
    var writer = SafetensorsWriter(metadata: ["agent": "sequence", "environment": "FrozenLake-v1"])
    learner.greedyPolicy.write(to: &writer)
    try writer.write(to: folder.file("policy.safetensors"))
  }

  private static func episodes(of environment: String, states: Int, actions: Int) -> Demonstrations {
    let episode = Episode(
      observations: RowBuffer([0, 1, 2]), actions: RowBuffer([0, 1]), rewards: [0, 1], ending: .terminated)
    return Demonstrations(
      name: environment, environment: environment, observationSpace: .discrete(count: states, start: 0),
      actionSpace: .discrete(count: actions, start: 0), episodes: [episode])
  }

  @Test(arguments: ["FrozenLake-v1", "Taxi-v4"])
  func eachOfThemIsPlayed(id: String) throws {
    let outcome = try Palaestra()("eval", id, "--policy", policy, "--episodes", "1", "--json")
    #expect(outcome.complaint.isEmpty)
    #expect(outcome.status == 0)
    #expect(try outcome.objects[0]["env"] as? String == id)
  }

  @Test func demonstrationsOfSeveralTasksAreLearnedFrom() throws {
    let palaestra = try Palaestra()
    let datasets = [("CartPole-v1", "./poles-v0"), ("MountainCarContinuous-v0", "./cars-v0")]
    for (task, dataset) in datasets {
      let recorded = try palaestra("record", task, "--policy", "heuristic", "--out", dataset, "--episodes", "2")
      #expect(recorded.status == 0, "\(recorded.complaint)")
    }
    let sizes = [
      "--set", "embeddingSize=8", "--set", "layers=1", "--steps", "2", "--eval-every", "0", "--out", "run",
    ]
    let trained = try palaestra.run(
      [
        "train", "CartPole-v1", "--agent", "sequence", "--demonstrations", "./poles-v0", "--demonstrations",
        "./cars-v0",
      ]
        + sizes)
    #expect(trained.status == 0, "\(trained.complaint)")
    for (task, _) in datasets {
      let played = try palaestra("eval", task, "--policy", "run", "--episodes", "1")
      #expect(played.status == 0, "\(played.complaint)")
    }
    // What is the best policy of the run's own task says nothing of the others.
    try Data().write(to: palaestra.folder.file("run/policy.safetensors"))
    #expect(try palaestra("eval", "CartPole-v1", "--policy", "run", "--episodes", "1").status == 0)
    let other = try palaestra("eval", "MountainCarContinuous-v0", "--policy", "run", "--episodes", "1")
    #expect(other.status == 1)
    #expect(other.complaint.contains("run/policy.safetensors"))
  }

  @Test func anyOtherIsRefused() throws {
    let outcome = try Palaestra()("eval", "CliffWalking-v1", "--policy", policy)
    #expect(outcome.status == 1)
    #expect(outcome.complaint.hasSuffix("was trained on FrozenLake-v1, Taxi-v4, not on CliffWalking-v1.\n"))
  }
}
