import Foundation
import Simulation

/// A dataset's metadata: Minari's `metadata.json`.
public struct MinariMetadata: Equatable, Sendable {
  /// The id, such as `LunarLander-v3/heuristic-v0`.
  public var id: String
  /// The space of observations.
  public var observationSpace: SpaceDescriptor
  /// The space of actions.
  public var actionSpace: SpaceDescriptor
  /// Gymnasium's `EnvSpec` as JSON, from which Minari makes the environment again; `nil` if there is none.
  public var environmentSpecification: String?
  /// The changed and the varied parameters of the environment, by Palaestra's names.
  public var environmentOverrides = ConfigurationOverrides()
  /// The wrappers around the environment, such as `frameStack=4`, the innermost first.
  public var environmentWrappers: [String] = []
  /// The policy that played, or the person, such as `heuristic`.
  public var algorithm: String?
  /// The authors of the dataset.
  public var authors: [String] = []
  /// The email addresses of the authors.
  public var authorEmails: [String] = []
  /// The link to the code that made the dataset.
  public var codePermalink: String?
  /// The description of the dataset in words.
  public var summary: String?
  /// The Python packages that the environment needs, such as `gymnasium[box2d]`.
  public var requirements: [String] = []
  /// The datasets that it was merged from.
  public var combinedDatasets: [String] = []
  /// The number of episodes, as the file states it.
  public internal(set) var episodeCount = 0
  /// The number of steps of all episodes together, as the file states it.
  public internal(set) var stepCount = 0
  /// The release of Minari whose layout it has.
  public internal(set) var minariVersion = Self.writtenVersion
  /// True if pictures, if there are any, are stored as JPEG, as Minari understands it.
  public internal(set) var encodesJPEG = false

  /// The release of Minari whose layout is written.
  public static let writtenVersion = "0.5.4"

  /// Describes a dataset that is to be written.
  ///
  /// - Parameters:
  ///   - id: Its id.
  ///   - observationSpace: The space of observations.
  ///   - actionSpace: The space of actions.
  ///   - environmentSpecification: Gymnasium's `EnvSpec` as JSON.
  public init(
    id: String, observationSpace: SpaceDescriptor, actionSpace: SpaceDescriptor,
    environmentSpecification: String? = nil
  ) {
    self.id = id
    self.observationSpace = observationSpace
    self.actionSpace = actionSpace
    self.environmentSpecification = environmentSpecification
  }

  /// The id of the environment that the episodes were played in; `nil` if the dataset does not say.
  public var environment: String? {
    guard let text = environmentSpecification else { return nil }
    return (try? PythonJSON(parsing: text.utf8))?["id"]?.text
  }
}

extension MinariMetadata {
  /// Returns true if episodes of one dataset are episodes of the other: the same spaces, but for their bounds, and the
  /// same environment with the same changes and wrappers.
  func describesSameTask(as other: MinariMetadata) -> Bool {
    observationSpace.hasSameElements(as: other.observationSpace)
      && actionSpace.hasSameElements(as: other.actionSpace)
      && environment == other.environment && environmentOverrides == other.environmentOverrides
      && environmentWrappers == other.environmentWrappers
  }

  /// True if there are pictures, and Minari would take them for JPEG.
  var storesJPEG: Bool { encodesJPEG && (observationSpace.isPicture || actionSpace.isPicture) }

  /// The task in a few words.
  var task: String {
    let changes = (environmentOverrides.assignments + environmentWrappers).map { " \($0)" }.joined()
    return "\(environment ?? "an unnamed environment")\(changes), observing \(observationSpace) and acting with "
      + "\(actionSpace)"
  }
}

extension SpaceDescriptor {
  /// Returns true if two spaces have elements of the same form: of the same number type and shape, or the same
  /// categories.
  ///
  /// Bounds do not count, as they differ between releases of Gymnasium; neither does the precision of floats.
  public func hasSameElements(as other: SpaceDescriptor) -> Bool {
    switch (self, other) {
    case (.box(let scalar, let shape, _, _), .box(let otherScalar, let otherShape, _, _)):
      let areFloats = scalar.isFloatingPoint && otherScalar.isFloatingPoint
      return shape == otherShape && (areFloats || scalar == otherScalar)
    case (.tuple(let parts), .tuple(let otherParts)):
      return parts.count == otherParts.count && zip(parts, otherParts).allSatisfy { $0.hasSameElements(as: $1) }
    case (.dictionary(let parts), .dictionary(let otherParts)):
      return parts.map(\.name) == otherParts.map(\.name)
        && zip(parts, otherParts).allSatisfy { $0.space.hasSameElements(as: $1.space) }
    default: return self == other
    }
  }
}
