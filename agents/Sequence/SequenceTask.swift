import Simulation

/// A task of a sequence policy: what is seen and done in it, and how it is brought to numbers of one size.
///
/// A step is a row of features: the return that is still to come, the observation, and the action.
public struct SequenceTask: Codable, Equatable, Sendable {
  /// The id of the environment.
  public let environment: String
  /// The return that is asked for at the start of an episode.
  public var targetReturn = 0.0
  let observations: TaskFeatures
  let actions: TaskActions
  /// Of numbers that are observed; `nil` leaves categories as they are.
  var normalizer: ObservationNormalizer?
  /// Of the returns that are still to come, which the network sees as well.
  var returnNormalizer: ObservationNormalizer?

  init(_ environment: String, _ observations: TaskFeatures, _ actions: TaskActions) {
    self.environment = environment
    self.observations = observations
    self.actions = actions
  }

  /// How many numbers a step has.
  var width: Int { 1 + observations.count + actions.count }
  /// Where the observation stands in a step.
  var observationRange: Range<Int> { 1..<1 + observations.count }
  /// Where the action stands.
  var actionRange: Range<Int> { 1 + observations.count..<width }

  /// Whether it is a task; a file may say anything.
  var isUsable: Bool {
    observations.isUsable && actions.isUsable && targetReturn.isFinite
      && returnNormalizer?.isUsable(featureCount: 1) != false
      && normalizer?.isUsable(featureCount: observations.count) != false
  }

  /// Whether it is acted in as another one is.
  func suits(_ observationSpace: SpaceDescriptor, _ actionSpace: SpaceDescriptor) -> Bool {
    observations == TaskFeatures(observationSpace) && actions == TaskActions(actionSpace)
  }
}
