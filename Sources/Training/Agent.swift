import Safetensors
import Simulation

/// A policy that learns from the outcomes of its own actions.
///
/// Agents see spaces and rows of numbers, never environments. A training loop calls `act(on:into:using:)`
/// for the exploring actions, steps the environments, and hands what happened to ``observe(_:using:)``; then
/// ``Learner/learn(using:)`` may do as much work as the agent's update schedule asks for.
public protocol Agent: Learner, Policy {
  /// Takes in one step of the batch.
  mutating func observe(_ transitions: borrowing Transitions, using generator: inout RandomGenerator)
}

/// A policy that can be written to a file.
public protocol SavablePolicy: Policy {
  /// Adds the tensors and the metadata that describe the policy.
  func write(to writer: inout SafetensorsWriter)
}

/// A named number in a report.
public struct Measurement: Sendable, Equatable {
  /// The name, in TensorBoard's form, such as `train/epsilon`.
  public let name: String
  /// The value.
  public let value: Double

  /// Makes a measurement.
  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }
}

/// One step of a batch: the observations, the actions and their outcome.
public struct Transitions: Sendable {
  /// The observations acted on, one row per environment.
  public var observations: RowBuffer
  /// The masks of the actions that were allowed; `nil` where all always are.
  public var actionMasks: RowBuffer?
  /// The actions taken, one row per environment.
  public var actions: RowBuffer
  /// The actions' outcome; see `StepBatch` for the final observations.
  public var outcome: StepBatch

  /// Makes room for the steps of some environments.
  public init(_ environments: VectorTask) {
    outcome = environments.makeBatch()
    observations = RowBuffer(outcome.observations.layout, count: outcome.count)
    actionMasks = outcome.actionMasks.map { RowBuffer($0.layout, count: $0.count) }
    actions = environments.makeActions()
  }

  /// The number of environments.
  public var count: Int { outcome.count }

  /// Makes the outcome of the last step the observations to act on in the next one; memory is exchanged, nothing copied.
  public mutating func advance() {
    swap(&observations, &outcome.observations)
    swap(&actionMasks, &outcome.actionMasks)
  }
}

/// A policy file that cannot be used.
public struct PolicyFileError: Error, CustomStringConvertible {
  /// One sentence or two: what was found, what was expected, and the way out.
  public let description: String

  /// Makes an error from its sentence.
  public init(_ description: String) { self.description = description }
}
