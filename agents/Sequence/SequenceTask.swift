import Simulation

/// A task of a sequence policy: what is seen and done in it, and how it is brought to numbers of one size.
///
/// A step is a row of features: the return that is still to come, the observation, and the action.
public struct SequenceTask: Codable, Equatable, Sendable {
  /// The id of the environment.
  public let environment: String
  /// The return that is asked for at the start of an episode.
  public var targetReturn: Double
  let observations: TokenEncoding
  let actions: TokenEncoding
  /// Of numbers that are observed; categories are left as they are.
  let observationStandardizer: Standardizer
  /// Of the returns that are still to come.
  let returnStandardizer: Standardizer

  /// How many numbers a step has.
  var width: Int { 1 + observations.featureCount + actions.featureCount }
  /// Where the observation stands in a step.
  var observationRange: Range<Int> { 1..<1 + observations.featureCount }
  /// Where the action stands.
  var actionRange: Range<Int> { 1 + observations.featureCount..<width }

  /// Whether it is a task; a file may say anything.
  var isUsable: Bool {
    observations.isUsable && actions.isUsable && targetReturn.isFinite && returnStandardizer.isUsable(width: 1)
      && observationStandardizer.isUsable(width: observations.featureCount)
  }

  /// Whether it is acted in as another one is.
  func suits(_ observationSpace: SpaceDescriptor, _ actionSpace: SpaceDescriptor) -> Bool {
    observations == TokenEncoding(observationsOf: observationSpace)
      && actions == TokenEncoding(actionsOf: actionSpace)
  }

  /// Writes the part of a step that is known before the action: the return to come, and the observation.
  func encode<Scalar: SpaceScalar>(
    _ observation: Span<Scalar>, returnToGo: Double, into step: inout MutableSpan<Float>
  ) {
    step[0] = returnStandardizer.apply(to: Float(returnToGo))
    var features = step._mutatingExtracting(observationRange)
    observations.encode(observation, into: &features)
    observationStandardizer.apply(to: &features)
  }

  /// Writes the rest of it.
  func encode<Scalar: SpaceScalar>(action: Span<Scalar>, into step: inout MutableSpan<Float>) {
    var features = step._mutatingExtracting(actionRange)
    actions.encode(action, into: &features)
  }
}
