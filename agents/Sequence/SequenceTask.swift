import Simulation

/// A task of a sequence policy: its observations and actions, and their normalization.
///
/// A step is a row of features: the return that is still to come, the observation, and the action.
public struct SequenceTask: Codable, Equatable, Sendable {
  /// The id of the environment.
  public let environment: String
  /// The return that is asked for at the start of an episode.
  public var targetReturn = 0.0
  let observations: TaskFeatures
  let actions: TaskActions
  /// The normalizer of observed numbers; `nil` leaves categories as they are.
  var normalizer: ObservationNormalizer?
  /// The normalizer of the returns that are still to come, which the network sees as well.
  var returnNormalizer: ObservationNormalizer?

  init(_ environment: String, _ observations: TaskFeatures, _ actions: TaskActions) {
    self.environment = environment
    self.observations = observations
    self.actions = actions
  }

  /// The number of features of a step.
  var width: Int { 1 + observations.count + actions.count }
  /// The range of the observation in a step.
  var observationRange: Range<Int> { 1..<1 + observations.count }
  /// The range of the action in a step.
  var actionRange: Range<Int> { 1 + observations.count..<width }

  /// True if the task is usable; a file may hold anything.
  var isUsable: Bool {
    observations.isUsable && actions.isUsable && targetReturn.isFinite
      && returnNormalizer?.isUsable(featureCount: 1) != false
      && normalizer?.isUsable(featureCount: observations.count) != false
  }

  /// Returns true if the task observes and acts in spaces like these.
  func suits(_ observationSpace: SpaceDescriptor, _ actionSpace: SpaceDescriptor) -> Bool {
    observations == TaskFeatures(observationSpace) && actions == TaskActions(actionSpace)
  }
}
