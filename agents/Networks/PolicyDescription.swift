import Safetensors
import Simulation
import Training

/// The description of a policy's network in the metadata of a policy's file, and its encoder and head beside it.
struct PolicyDescription<Network: Codable> {
  let encoder: ObservationEncoder
  let head: any ActionHead
  /// The description of the network: whatever that kind of network needs.
  let network: Network

  /// Adds the description.
  func write(to writer: inout SafetensorsWriter) {
    writer.metadata["head"] = type(of: head).name
    writer.metadata["network"] = StoredText.text(of: self)
  }

  /// Reads the description of a policy for a task.
  ///
  /// A file may say anything: that the parts fit together is checked by each kind of network.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - task: The task.
  ///   - encoder: The encoder of what the policy sees of an observation, if it is not all of it.
  /// - Throws: `PolicyFileError` when there is none, or it describes a policy for another task.
  init(
    from file: SafetensorsFile, for task: TaskSpecification, observing encoder: ObservationEncoder? = nil
  ) throws(PolicyFileError) {
    guard let own = encoder ?? ObservationEncoder(task.observationSpace) else {
      throw PolicyFileError("No network takes observations of \(task.observationSpace).")
    }
    let text = file.metadata["network"] ?? ""
    guard let parts = Self.parts(of: text, try ActionHeads.kind(of: file, for: task)) else {
      throw PolicyFileError(
        "The 'network' in its metadata does not describe one for such observations and actions: \(text.prefix(120))"
      )
    }
    (self.encoder, head, network) = parts
    guard self.encoder == own else {
      throw PolicyFileError(
        "Its network takes features of the shape \(self.encoder.shape), but the environment observes "
          + "\(task.observationSpace).")
    }
    guard head.serves(task.actionSpace) else {
      throw PolicyFileError(
        "Its network says \(head.actionSize) numbers of an action within other bounds than the environment's, "
          + "\(task.actionSpace).")
    }
  }

  init(encoder: ObservationEncoder, head: any ActionHead, network: Network) {
    self.encoder = encoder
    self.head = head
    self.network = network
  }

  private static func parts<Head: ActionHead>(
    of text: String, _: Head.Type
  ) -> (ObservationEncoder, any ActionHead, Network)? {
    guard let coded = StoredText.value(CodedParts<Head>.self, of: text),
      let network = StoredText.value(Network.self, of: text)
    else { return nil }
    return (coded.features, coded.head, network)
  }
}

/// The parts of a description that all kinds of networks have.
private struct CodedParts<Head: ActionHead>: Decodable {
  let features: ObservationEncoder
  let head: Head
}

extension PolicyDescription: Encodable {
  private enum Key: String, CodingKey { case features, head }

  /// Writes one object, of the network's keys and two more.
  func encode(to encoder: any Encoder) throws {
    try network.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(self.encoder, forKey: .features)
    try container.encode(head, forKey: .head)
  }
}
