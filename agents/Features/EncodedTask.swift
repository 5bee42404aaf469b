import Simulation
import Training

/// A task as networks see it: its spaces, the encoder of its observations, and the head for its actions.
public struct EncodedTask: Sendable {
  /// The spaces and row layouts.
  public let specification: TaskSpecification
  /// The encoder of observations.
  public let encoder: ObservationEncoder
  /// The head, which turns a network's outputs into actions.
  public let head: any ActionHead

  /// Chooses the encoder and the first of some kinds of heads that take the task's spaces.
  ///
  /// - Throws: `ConfigurationError` if no network takes the observations, or no head the actions.
  public init(
    _ specification: TaskSpecification,
    heads: [any ActionHead.Type] = [CategoricalHead.self, BernoulliHead.self, GaussianHead.self]
  ) throws(ConfigurationError) {
    guard let encoder = ObservationEncoder(specification.observationSpace) else {
      throw ConfigurationError("No network takes observations of \(specification.observationSpace).")
    }
    guard let head = heads.lazy.compactMap({ $0.init(specification.actionSpace) }).first else {
      throw ConfigurationError("No network acts with elements of \(specification.actionSpace).")
    }
    self.specification = specification
    self.encoder = encoder
    self.head = head
  }

  /// The layout of a frame, or of an observation that is none of stacked ones.
  var frameLayout: RowLayout {
    let layout = specification.observationLayout
    guard encoder.frames > 1 else { return layout }
    return RowLayout(layout.fields[0].kind, shape: [layout.scalarCount / encoder.frames])
  }
}
