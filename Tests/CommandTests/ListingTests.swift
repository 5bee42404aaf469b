import Foundation
import Testing

@Suite struct ListingTests {
  private static let commands = [
    "demo", "envs", "agents", "train", "eval", "meta", "runs", "policies", "watch", "play", "record", "datasets",
    "match", "tournament", "perft", "rollout",
    "bench", "test", "build",
  ]

  @Test func theHelpIsAsAgreed() throws {
    let golden = try #require(Bundle.module.url(forResource: "Golden/help", withExtension: "txt"))
    let outcome = try Palaestra()("--help")
    #expect(outcome.output == (try String(contentsOf: golden, encoding: .utf8)))
    #expect(outcome.status == 0)
    #expect(outcome.complaint.isEmpty)
  }

  @Test func withoutACommandThereIsTheHelp() throws {
    let palaestra = try Palaestra()
    #expect(try palaestra().output == palaestra("--help").output)
    #expect(try palaestra("help").output == palaestra("--help").output)
  }

  @Test(arguments: commands)
  func everyCommandExplainsItself(command: String) throws {
    let palaestra = try Palaestra()
    let outcome = try palaestra(command, "--help")
    #expect(outcome.status == 0)
    #expect(outcome.complaint.isEmpty)
    #expect(outcome.output.hasPrefix("OVERVIEW: "))
    #expect(outcome.output.contains("\nUSAGE: palaestra \(command)"))
    #expect(outcome.lines.allSatisfy { $0.count <= 80 || $0.hasPrefix("USAGE: ") })
    #expect(try palaestra("help", command).output == outcome.output)
  }

  @Test(arguments: [
    ("train", ["agent", "preset", "set", "steps", "envs", "threads", "seed", "out", "resume", "eval-every"]),
    ("train", ["checkpoint-every", "demonstrations", "quiet", "json", "env-set"]),
    ("eval", ["policy", "episodes", "seed", "json", "env-set"]),
    ("watch", ["policy", "seed", "fps", "zoom", "record", "dream", "steps", "env-set"]),
    ("play", ["env-set"]), ("record", ["policy", "out", "episodes", "steps", "seed", "min-return", "env-set"]),
    ("rollout", ["actions", "seed", "steps", "json", "env-set"]),
    ("bench", ["envs", "threads", "json", "env-set"]), ("envs", ["json"]), ("agents", ["json"]), ("runs", ["json"]),
    ("meta train", ["tasks", "shots", "ways", "preset", "set", "steps", "seed", "out", "resume", "eval-every"]),
    ("meta eval", ["tasks", "shots", "ways", "gradient-steps", "samples", "noise", "episodes", "seed", "json"]),
    ("meta show", ["tasks", "shots", "seed", "record"]), ("meta methods", ["json"]),
  ])
  func everyOptionIsExplained(command: String, options: [String]) throws {
    let help = try Palaestra().run(command.split(separator: " ").map(String.init) + ["--help"]).output
    for option in options { #expect(help.contains("\n  --\(option) "), "--\(option)") }
  }

  @Test func theVersionIsOneLine() throws {
    let outcome = try Palaestra()("--version")
    #expect(outcome.status == 0)
    #expect(outcome.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  private static let environments = [
    "CartPole-v0", "CartPole-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Acrobot-v1", "Pendulum-v1",
    "Blackjack-v1", "FrozenLake-v1", "FrozenLake8x8-v1", "CliffWalking-v1", "CliffWalkingSlippery-v1",
    "Taxi-v4", "LunarLander-v3", "LunarLanderContinuous-v3", "BipedalWalker-v3",
    "BipedalWalkerHardcore-v3", "CartPoleBox2D-v0", "CarRacing-v3", "CarRacingFeatures-v0", "Bandit-v0",
    "TabularMDP-v0", "Navigation2D-v0", "Corners2D-v0", "Bricks-v0", "Treasure-v0", "Crossing-v0", "Submarine-v0",
    "Raiders-v0",
    "EmptyRoom-5x5-v0", "EmptyRoom-6x6-v0", "EmptyRoom-8x8-v0", "EmptyRoom-16x16-v0", "EmptyRoom-Random-5x5-v0",
    "EmptyRoom-Random-6x6-v0", "FourRooms-v0", "MultiRoom-N2-S4-v0", "MultiRoom-N4-S5-v1", "MultiRoom-N6-v0",
    "DistShift1-v0", "DistShift2-v0", "LavaGapS5-v0", "LavaGapS6-v0", "LavaGapS7-v0", "LavaCrossingS9N1-v0",
    "LavaCrossingS9N2-v0", "LavaCrossingS9N3-v0", "LavaCrossingS11N5-v0", "SimpleCrossingS9N1-v0",
    "SimpleCrossingS9N2-v0", "SimpleCrossingS9N3-v0", "SimpleCrossingS11N5-v0", "DoorKey-5x5-v0", "DoorKey-6x6-v0",
    "DoorKey-8x8-v0", "DoorKey-16x16-v0", "Unlock-v0", "UnlockPickup-v0", "RedBlueDoors-6x6-v0",
    "RedBlueDoors-8x8-v0", "KeyCorridorS3R1-v0", "KeyCorridorS3R2-v0", "KeyCorridorS3R3-v0", "KeyCorridorS4R3-v0",
    "KeyCorridorS5R3-v0", "KeyCorridorS6R3-v0", "MemoryS7-v0", "MemoryS9-v0", "MemoryS11-v0", "MemoryS13-v0",
    "MemoryS13Random-v0", "MemoryS17Random-v0", "DynamicObstacles-5x5-v0", "DynamicObstacles-6x6-v0",
    "DynamicObstacles-8x8-v0", "DynamicObstacles-16x16-v0", "DynamicObstacles-Random-5x5-v0",
    "DynamicObstacles-Random-6x6-v0",
    "TicTacToe-v0", "FourInARow-v0", "Reversi-v0", "Go-v0",
  ]

  @Test func theEnvironmentsAreOneArray() throws {
    let outcome = try Palaestra()("envs", "--json")
    let entries = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    #expect(outcome.complaint.isEmpty)
    #expect(
      entries.compactMap { $0["id"] as? String } == Self.environments)
    for entry in entries {
      #expect(
        Set(entry.keys) == [
          "id", "summary", "observation_space", "action_space", "time_limit", "reward_threshold", "parameters",
        ])
    }
    #expect(entries[0]["time_limit"] as? Int == 200)
    #expect(entries[5]["reward_threshold"] is NSNull)
    // Parameters are named as --env-set wants them.
    #expect((entries[0]["parameters"] as? [String: String])?["halfPoleLength"] == "0.5")
  }

  @Test func theTableOfEnvironmentsHasColumns() throws {
    let lines = try Palaestra()("envs").lines
    #expect(lines.count == 1 + Self.environments.count)
    #expect(
      lines[2].split(separator: " ").map(String.init) == ["CartPole-v1", "Box(4)", "Discrete(2)", "500", "475"])
    #expect(Set(lines.map(\.count)).count == 1)
    #expect(lines.allSatisfy { $0.contains("  ") && !$0.contains(")D") })
  }

  @Test func theParametersOfEnvironmentsAreListed() throws {
    let lines = try Palaestra()("envs", "--parameters").lines
    #expect(lines.contains("FrozenLake-v1") && lines.contains("  isSlippery=true"))
  }

  @Test func theAgentsAreOneArray() throws {
    let outcome = try Palaestra()("agents", "--json")
    let entries = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    #expect(
      entries.compactMap { $0["name"] as? String } == [
        "q-learning", "sarsa", "expected-sarsa", "dqn", "ppo", "rl2", "maml", "sac", "tqc", "crossq", "clm", "bc",
        "dagger",
        "gail", "vae", "sequence", "alphazero",
      ])
    for entry in entries { #expect(Set(entry.keys) == ["name", "summary", "spaces", "settings", "presets"]) }
    // Settings are named as --set wants them.
    #expect((entries[0]["settings"] as? [String: String])?["learningRate"] == "0.1")
    let preset = try #require((entries[0]["presets"] as? [[String: Any]])?.first)
    #expect(preset["name"] as? String == "FrozenLake-v1")
    #expect(preset["steps"] is Int && preset["environments"] is Int)
    #expect(preset["parameters"] as? [String: String] == [:])
  }

  @Test func theAgentsAreListedWithTheirPresets() throws {
    let lines = try Palaestra()("agents").lines
    #expect(lines.first == "q-learning")
    #expect(lines.contains { $0.hasPrefix("  presets: FrozenLake-v1, ") })
    #expect(lines.contains { $0.contains(", CarRacingFeatures-v0 (continuous=false)") })
    #expect(lines.contains { $0.contains("  discount=0.99  ") })
  }

  @Test func aBenchmarkIsOneObjectPerEnvironment() throws {
    let outcome = try Palaestra()("bench", "Taxi-v4", "--runs", "1", "--envs", "8", "--json")
    let objects = try outcome.objects
    #expect(outcome.status == 0)
    #expect(objects.count == 1)
    #expect(Set(objects[0].keys) == ["env", "envs", "threads", "steps_per_second", "runs"])
    #expect(objects[0]["env"] as? String == "Taxi-v4")
    #expect(objects[0]["envs"] as? Int == 8)
    #expect(objects[0]["runs"] as? [Double] == (objects[0]["steps_per_second"] as? Double).map { [$0] })
  }

  @Test(arguments: ["test", "build"])
  func whatTheLauncherDoesIsLeftToIt(command: String) throws {
    let outcome = try Palaestra()(command)
    #expect(outcome.status == 2)
    #expect(outcome.complaint.hasSuffix(": `./palaestra \(command)` in the package's folder.\n"))
  }
}
