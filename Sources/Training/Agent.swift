import Safetensors
import Simulation

/// A policy that learns from what its actions led to.
///
/// Agents see spaces and rows of numbers, never environments. A training loop calls ``Policy/act(on:into:using:)``
/// for the exploring actions, steps the environments, and hands what happened to ``observe(_:using:)``; then
/// ``learn(using:)`` may do as much work as the agent's update schedule asks for.
public protocol Agent<ObservationScalar, ActionScalar>: Policy {
  /// The policy without exploration, for evaluation and for saving.
  associatedtype Greedy: SavablePolicy<ObservationScalar, ActionScalar>

  /// The policy as learned so far, without exploration.
  var greedyPolicy: Greedy { get }

  /// What a report shows of the agent's inner life, such as its exploration and its temporal-difference error.
  var measurements: [Measurement] { get }

  /// Says how far the training is, from 0 to 1; schedules follow it.
  mutating func advance(to progress: Double)

  /// Takes in one step of the batch.
  mutating func observe(
    _ transitions: borrowing Transitions<ObservationScalar, ActionScalar>, using generator: inout RandomGenerator)

  /// Improves the policy, if an update is due.
  mutating func learn(using generator: inout RandomGenerator)

  /// How many updates were made.
  var updateCount: Int { get }

  /// What became not a number or infinite, such as "the loss is nan"; `nil` as long as all is well.
  ///
  /// A training loop reads it after every ``learn(using:)`` and gives up before anything bad is saved: it should cost
  /// next to nothing, and once not `nil` stay so.
  var divergence: String? { get }

  /// Adds everything that going on with the training needs, so that it goes on as if it had not stopped.
  ///
  /// That is what was learned, the state of optimizers, what is remembered, and what was prepared for the next step of
  /// the running episodes. The loop itself keeps the environments, the random generator and the progress. Names of
  /// tensors that begin with `episodes.` are the loop's.
  func writeCheckpoint(to writer: inout SafetensorsWriter)

  /// Goes on from what ``writeCheckpoint(to:)`` wrote.
  mutating func readCheckpoint(from file: SafetensorsFile) throws

  /// Forgets what belongs to the running episodes, such as an action chosen ahead: all environments begin new ones,
  /// though no transition has ended the old ones.
  ///
  /// It follows ``readCheckpoint(from:)`` when the episodes of a checkpoint cannot be taken up.
  mutating func discardEpisodes()
}

extension Agent {
  /// All is well.
  public var divergence: String? { nil }

  /// Nothing belongs to an episode.
  public mutating func discardEpisodes() {}
}

/// A policy that can be written to a file.
public protocol SavablePolicy<ObservationScalar, ActionScalar>: Policy {
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

/// One step of a batch: what was seen, what was done, and what came of it.
public struct Transitions<ObservationScalar: SpaceScalar, ActionScalar: SpaceScalar>: Sendable {
  /// What was acted on, one row per environment.
  public var observations: [ObservationScalar]
  /// What was done, one row per environment.
  public var actions: [ActionScalar]
  /// What came of it; see ``StepBatch`` for the final observations.
  public var outcome: StepBatch<ObservationScalar>

  /// Makes room for the steps of some environments.
  public init(_ environments: ErasedVectorEnvironment<ObservationScalar, ActionScalar>) {
    outcome = environments.makeBatch()
    observations = outcome.observations
    actions = environments.makeActions()
  }

  /// How many environments there are.
  public var count: Int { outcome.count }
}

/// A policy file that cannot be used.
public struct PolicyFileError: Error, CustomStringConvertible {
  /// One sentence or two: what was found, what was expected, and the way out.
  public let description: String

  /// Makes an error from its sentence.
  public init(_ description: String) { self.description = description }
}
