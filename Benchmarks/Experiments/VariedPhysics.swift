import Agents
import ArgumentParser
import Environments
import Foundation
import Safetensors
import Simulation
import Training

/// The share of episodes in which a policy succeeds while the physics vary: Packer and others (2018), "Assessing generalization in
/// deep reinforcement learning".
struct VariedPhysics: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "varied-physics",
    abstract: "Prints the share of trials whose last episode succeeds, by the rules of Packer and others (2018).",
    discussion:
      "CartPole-v0: 195 steps. MountainCar-v0: the goal within 110. Acrobot-v1: up within 90. Pendulum-v1: within "
      + "π/3 of upright for the last 100 of 200.")

  @Argument(help: "The environment.") var environment: String
  @Argument(help: "The policy's file.") var policy: String
  @Option(help: "Draws a parameter anew for each trial: key=low..high.") var vary: [String] = []
  @Option(help: "A wrapper.") var wrap: [String] = []
  @Option(help: "The number of trials.") var trials = 1000
  @Option(help: "The seed of the first trial.") var seed: UInt64 = 5_000_000

  func run() throws {
    let overrides = try ConfigurationOverrides(parsing: [], varying: vary)
    let task = try Catalog.standard.entry(environment).task(overrides, wrappers: try WrapperList(parsing: wrap))
    let file = try SafetensorsFile(contentsOf: URL(fileURLWithPath: policy))
    let policy = try AgentCatalog.standard.policy(from: file, for: task.specification)
    let rule = try SuccessRule(environment)
    var (successes, done) = (0, 0)
    while done < trials {
      let count = min(250, trials - done)
      successes += Self.successes(of: policy, in: task.makeVector(count: count), rule, seed: seed &+ UInt64(done))
      done += count
    }
    show(String(format: "%.1f", 100 * Double(successes) / Double(trials)))
  }

  /// The number of rows whose trial's last episode succeeds.
  private static func successes(
    of policy: any Policy, in environments: VectorTask, _ rule: SuccessRule, seed: UInt64
  ) -> Int {
    var (policy, batch, actions) = (policy, environments.makeBatch(), environments.makeActions())
    var generator = RandomGenerator(actingBeside: seed)
    let reader = TrialReader(environments.specification.observationSpace)
    environments.reset(seed: seed, into: &batch)
    policy.beginEpisodes()
    var watches = [EpisodeWatch](repeating: EpisodeWatch(), count: environments.count)
    var results = [Bool?](repeating: nil, count: environments.count)
    while results.contains(nil) {
      policy.act(on: batch.observations, allowing: batch.masks, into: &actions, using: &generator)
      environments.step(actions, into: &batch)
      policy.observeOutcome(batch)
      for row in results.indices where results[row] == nil {
        let isOver = batch.statuses[row].isFinished
        let hasEnded = reader?.hasEnded(row, after: batch) ?? isOver
        let seen = isOver ? batch.finalObservations : batch.observations
        // In a trial, the last action and the end of its episode stand before what is observed.
        watches[row].step(isUpright: rule == .upright && seen.doubles(ofRow: row)[reader == nil ? 0 : 2] >= 0.5)
        if isOver { results[row] = watches[row].succeeds(by: rule) }
        if hasEnded { watches[row] = EpisodeWatch() }
      }
    }
    return results.count { $0 == true }
  }
}

/// A rule by which an episode succeeds.
private enum SuccessRule: Equatable {
  case lasts(Int)
  case ends(within: Int)
  case upright

  init(_ environment: String) throws {
    switch environment {
    case "CartPole-v0": self = .lasts(195)
    case "MountainCar-v0": self = .ends(within: 110)
    case "Acrobot-v1": self = .ends(within: 90)
    case "Pendulum-v1": self = .upright
    default: throw ValidationError("There is no rule for \(environment).")
    }
  }
}

/// The course of an episode so far, as far as rules ask for it.
private struct EpisodeWatch {
  private var steps = 0
  private var uprightSteps = 0

  mutating func step(isUpright: Bool) {
    steps += 1
    uprightSteps = isUpright ? uprightSteps + 1 : 0
  }

  func succeeds(by rule: SuccessRule) -> Bool {
    switch rule {
    case .lasts(let least): steps >= least
    case .ends(let most): steps <= most
    case .upright: uprightSteps >= 100
    }
  }
}
