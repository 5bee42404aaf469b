import Safetensors
import Simulation
import Training

/// The description of a policy network with its encoder and head, in the metadata of a policy's file.
protocol PolicyDescription: Codable {
  /// The type of the encoder of observations.
  associatedtype Features: FeatureEncoder
  /// The type of the head, which turns the network's outputs into actions.
  associatedtype Head: ActionHead

  var features: Features { get }
  var head: Head { get }
}

extension PolicyDescription {
  /// Adds the description.
  func write(to writer: inout SafetensorsWriter) {
    writer.metadata["head"] = Head.name
    writer.metadata["network"] = StoredText.text(of: self)
  }

  /// Reads the description of a policy for a task.
  ///
  /// Whether its parts fit together is for the kind of network to see; a file may say anything.
  ///
  /// - Throws: `PolicyFileError` when there is none, or it describes a policy for another task.
  init(from file: SafetensorsFile, for task: PolicyTask) throws {
    let text = file.metadata["network"] ?? ""
    guard let description = StoredText.value(Self.self, of: text) else {
      throw PolicyFileError(
        "The 'network' in its metadata does not describe one for such observations and actions: \(text.prefix(120))"
      )
    }
    guard Features(task.observationSpace) == description.features else {
      throw PolicyFileError(
        "Its network takes features of the shape \(description.features.shape), but the environment observes "
          + "\(task.observationSpace).")
    }
    guard description.head.serves(task.actionSpace) else {
      throw PolicyFileError(
        "Its network says \(description.head.actionSize) numbers of an action within other bounds than the "
          + "environment's, \(task.actionSpace).")
    }
    self = description
  }
}
