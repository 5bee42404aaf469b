import NeuralNet
import Safetensors
import Simulation
import Training

/// The world model that a run has learned: its prediction of the outcomes of actions.
///
/// ```swift
/// let checkpoint = try SafetensorsFile(contentsOf: folder.appending(path: "checkpoint.safetensors"))
/// let world = try DreamWorld(from: checkpoint, settings: configuration.agentConfiguration, actionCount: 2)
/// let step = world.step(observation, action, using: &generator)
/// ```
public struct DreamWorld: Sendable {
  private let world: WorldModel

  /// Reads the world of a checkpoint.
  ///
  /// - Parameters:
  ///   - checkpoint: The checkpoint of a run of `clm`.
  ///   - settings: The run's settings by name, as its configuration lists them.
  ///   - actionCount: How many actions there are.
  /// - Throws: `CheckpointError`, `SafetensorsError` or `ConfigurationError` if it has none, or does not fit the settings.
  public init(from checkpoint: SafetensorsFile, settings: [String: String], actionCount: Int) throws {
    let configuration = try ConfigurationOverrides(settings).applied(to: CLMConfiguration())
    var scope = CheckpointScope(reading: checkpoint, named: "learner")
    guard scope.holds("dqn") else {
      throw CheckpointError("It holds no world to dream in, only what another agent than clm has learned.")
    }
    guard scope.holds("world") else {
      throw CheckpointError(
        "It holds no world to dream in yet; train on, beyond \(configuration.world.worldStarts) steps.")
    }
    world = try scope.within("world") { scope in
      var world = try WorldModel(madeFor: &scope, actionCount: actionCount, configuration)
      try world.exchange(with: &scope)
      return world
    }
  }

  /// The number of components of a state.
  public var stateSize: Int { world.scale.stateSize }

  /// The number of actions.
  public var actionCount: Int { world.actionCount }

  /// Returns the imagined outcome of an action.
  public func step(_ state: [Float], _ action: Int, using random: inout RandomGenerator) -> DreamStep {
    steps(state, [action], using: &random)[0]
  }

  /// Returns the imagined outcomes of some actions, each in a state of its own.
  ///
  /// - Parameters:
  ///   - states: The states, one after the other.
  ///   - actions: An action for each.
  ///   - random: The source of chance.
  public func steps(_ states: [Float], _ actions: [Int], using random: inout RandomGenerator) -> [DreamStep] {
    precondition(
      states.count == actions.count * stateSize,
      "\(actions.count) actions need as many states of \(stateSize) numbers, not \(states.count) numbers")
    let made = world.imagine(states, actions, using: &random)
    return actions.indices.map { row in
      DreamStep(
        state: Array(made.successors[row * stateSize..<(row + 1) * stateSize]), reward: made.rewards[row],
        end: made.ends[row], realism: made.logits.isEmpty ? nil : world.realism(ofLogit: made.logits[row]))
    }
  }

  /// The transitions of a run that its world has not learned from, the oldest first.
  ///
  /// - Parameter checkpoint: The checkpoint of the run.
  /// - Returns: Single steps; `nil` if there are none.
  /// - Throws: `CheckpointError`, `SafetensorsError` or `ConfigurationError` if it is not this world's.
  public func heldOutTransitions(in checkpoint: SafetensorsFile) throws -> ReplayBatch? {
    let layout = try checkpoint.array("learner/history/layout", as: Int64.self, shape: [5])
    guard layout[0] >= layout[1], layout[1] > 0 else {
      throw CheckpointError("It remembers \(layout[0]) transitions of \(layout[1]) environments, which cannot be.")
    }
    var history = try ReplayBuffer(
      capacity: Int(layout[0]), environmentCount: Int(layout[1]),
      observations: RowLayout(.float32, shape: [stateSize]))
    var scope = CheckpointScope(reading: checkpoint, named: "learner")
    try scope.exchange("history", &history)
    try history.check(nil, .discrete(count: actionCount, start: 0), "history", in: scope)
    return history.heldOutSteps()
  }

  /// The units of a state's components: their deviations among the states that the run has seen.
  public var deviations: [Float] { world.scale.deviations }
}

/// One imagined step.
public struct DreamStep: Equatable, Sendable {
  /// The state that follows.
  public let state: [Float]
  /// The reward.
  public let reward: Float
  /// The probability that the episode is over.
  public let end: Float
  /// The probability that the discriminator gives it to be real; `nil` if there is none.
  public let realism: Float?
}
