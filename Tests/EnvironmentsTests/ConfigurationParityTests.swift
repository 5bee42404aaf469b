import Environments
import Foundation
import Simulation
import Testing

/// Gymnasium's arguments, reset options and constants as configurations: the same numbers come of them.
@Suite("Parity of configurations with Gymnasium")
struct ConfigurationParityTests {
  @Test(arguments: try GoldenRun.load())
  func aConfigurationGivesWhatGymnasiumsArgumentsGive(golden: GoldenRun) throws {
    switch golden.id {
    case "CartPole-v1": try replay(golden, CartPole.self)
    case "MountainCar-v0": try replay(golden, MountainCar.self)
    case "MountainCarContinuous-v0": try replay(golden, MountainCarContinuous.self)
    case "Pendulum-v1": try replay(golden, Pendulum.self)
    case "Acrobot-v1": try replay(golden, Acrobot.self)
    case "Blackjack-v1": try replay(golden, Blackjack.self)
    case "FrozenLake-v1": try replay(golden, FrozenLake.self)
    case "CliffWalking-v1": try replay(golden, CliffWalking.self)
    case "Taxi-v4": try replay(golden, Taxi.self)
    default: Issue.record("no environment for \(golden.id)")
    }
  }

  private func replay<Task: ConfigurableEnvironment>(_ golden: GoldenRun, _: Task.Type) throws {
    var environment = try Task(golden.overrides.applied(to: Task.Configuration()))
    var observations: [Task.ObservationSpace.Scalar] = environment.reset(seed: golden.seed)
    var (rewards, ends, probabilities) = ([Double](), "", [Double]())
    for action in golden.actions {
      let step: Step<[Task.ObservationSpace.Scalar]> = environment.step(Task.ActionSpace.Scalar(clamping: action))
      observations += step.observation
      rewards.append(step.reward)
      ends += step.status == .terminated ? "T" : "."
      probabilities.append((environment as? any ChancyEnvironment)?.transitionProbability ?? 1)
      if step.status.isFinished { observations += environment.reset() }
    }
    #expect(observations == golden.observations.map { Task.ObservationSpace.Scalar(clamping: $0) })
    #expect(rewards == golden.rewards)
    #expect(ends == golden.ends)
    #expect(probabilities == golden.probabilities ?? golden.actions.map { _ in 1 })
    #expect(environment.generator.bits.state == UInt128(golden.state.dropFirst(2), radix: 16))
    #expect(environment.generator.spareHalf == golden.spare)
  }
}

/// An environment that tells how likely its last transition was.
private protocol ChancyEnvironment {
  var transitionProbability: Double { get }
}

extension FrozenLake: ChancyEnvironment {}
extension CliffWalking: ChancyEnvironment {}
extension Taxi: ChancyEnvironment {}

/// A run of Gymnasium under some arguments, without a time limit.
struct GoldenRun: Decodable, CustomTestStringConvertible {
  let id: String
  let settings: [String: String]
  let seed: UInt64
  let actions: [Double]
  /// What resets and steps gave, one after the other.
  let observations: [Double]
  let rewards: [Double]
  /// A letter per step, T where the episode terminated.
  let ends: String
  /// How likely each transition was; `nil` if all were certain.
  let probabilities: [Double]?
  /// The generator's state at the end.
  let state: String
  let spare: UInt32?

  var overrides: ConfigurationOverrides { ConfigurationOverrides(settings) }

  var testDescription: String {
    ([id] + settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }).joined(separator: " ")
  }

  static func load() throws -> [GoldenRun] {
    try JSONDecoder().decode([GoldenRun].self, from: Data(contentsOf: Golden.url("configurations.json")))
  }
}
