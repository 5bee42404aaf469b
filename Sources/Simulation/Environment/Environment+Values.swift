/// A step as a value: the observation beside the reward and the status.
public struct Step<Observation: Sendable>: Sendable {
  /// What is observed after the step.
  public let observation: Observation
  /// The reward of the step.
  public let reward: Double
  /// Whether the episode goes on, and if not, why.
  public let status: EpisodeStatus
}

/// The friendly face: observations and actions as values, as in Gymnasium.
///
/// Each call allocates an array for the observation; loops that must be fast use
/// ``Environment/step(_:into:)`` or a vector environment.
extension Environment where Self: ~Copyable {
  /// Starts an episode and returns its first observation.
  public mutating func reset(seed: UInt64? = nil) -> [ObservationSpace.Scalar] {
    var observation = [ObservationSpace.Scalar](repeating: .zero, count: observationSpace.scalarCount)
    var row = observation.mutableSpan
    reset(seed: seed, into: &row)
    return observation
  }

  /// Advances by one step with an action of several numbers.
  public mutating func step(_ action: [ActionSpace.Scalar]) -> Step<[ObservationSpace.Scalar]> {
    var observation = [ObservationSpace.Scalar](repeating: .zero, count: observationSpace.scalarCount)
    var row = observation.mutableSpan
    let result = step(action.span, into: &row)
    return Step(observation: observation, reward: result.reward, status: result.status)
  }

  /// Advances by one step with an action of one number.
  public mutating func step(_ action: ActionSpace.Scalar) -> Step<[ObservationSpace.Scalar]> {
    step([action])
  }
}

extension Environment where Self: ~Copyable, ObservationSpace == Discrete {
  /// Starts an episode and returns its first state.
  public mutating func reset(seed: UInt64? = nil) -> Int {
    let observation: [Int] = reset(seed: seed)
    return observation[0]
  }

  /// Advances by one step and returns the state as a number.
  public mutating func step(_ action: ActionSpace.Scalar) -> Step<Int> {
    let step: Step<[Int]> = step([action])
    return Step(observation: step.observation[0], reward: step.reward, status: step.status)
  }
}
