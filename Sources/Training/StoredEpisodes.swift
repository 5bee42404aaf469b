import Safetensors
import Simulation

/// Running episodes as a checkpoint holds them.
struct StoredEpisodes<Observation: SpaceScalar, Action: SpaceScalar> {
  /// The random stream with which each began.
  let starts: [RandomGenerator]
  /// The number of steps of each so far.
  let lengths: [Int]
  /// The return of each so far.
  let returns: [Double]
  /// The observations to act on next, by which a replay is checked.
  let observations: [Observation]
  /// The last actions of all environments, one round after the other, as many as the longest episode has had.
  let actions: [Action]
}

extension StoredEpisodes {
  /// Adds all but the random streams, which are no tensors.
  func write(to writer: inout SafetensorsWriter) {
    let (rows, rounds) = (lengths.count, lengths.max() ?? 0)
    writer.add("episodes.lengths", lengths)
    writer.add("episodes.returns", returns)
    writer.add("episodes.observations", scalars: observations, shape: [rows, observations.count / rows])
    writer.add(
      "episodes.actions", scalars: actions, shape: [rounds, rows, rounds > 0 ? actions.count / rounds / rows : 0])
  }

  /// Reads what ``write(to:)`` wrote; the file it comes from may hold anything.
  ///
  /// - Throws: If the file holds no episodes, or none that can be played in these environments.
  init(
    from file: SafetensorsFile, starts: [RandomGenerator]?,
    for environments: ErasedVectorEnvironment<Observation, Action>
  ) throws(EpisodesLost) {
    guard environments.episodeStarts != nil else { throw .unknownStreams }
    guard let starts else { throw .notStored }
    let (rows, space) = (environments.count, environments.actionSpace)
    do throws(SafetensorsError) {
      lengths = try file.array("episodes.lengths", as: Int.self, shape: [rows])
      returns = try file.array("episodes.returns", as: Double.self, shape: [rows])
      observations = try file.scalars(
        "episodes.observations", shape: [rows, environments.observationSpace.scalarCount])
      let rounds = lengths.max() ?? 0
      actions = try file.scalars("episodes.actions", shape: [rounds, rows, rounds > 0 ? space.scalarCount : 0])
    } catch {
      throw .damaged("\(error)")
    }
    self.starts = starts
    guard starts.count == rows, lengths.allSatisfy({ $0 >= 0 }), Self.areActions(actions, in: space) else {
      throw .damaged("what it holds of them does not fit the environments")
    }
  }

  /// Returns true if every action is an element of a space.
  private static func areActions(_ actions: [Action], in space: any Space<Action>) -> Bool {
    defer { withExtendedLifetime(actions) {} }
    let size = space.scalarCount
    return stride(from: 0, to: actions.count, by: size).allSatisfy {
      space.contains(actions.span.extracting($0..<$0 + size))
    }
  }
}

/// A loss of the running episodes of a checkpoint, which cannot be resumed.
struct EpisodesLost: Error {
  /// The rest of a sentence that begins with "the running episodes are lost: ".
  let reason: String

  static let unknownStreams = EpisodesLost(reason: "the environments do not show their random streams")
  static let notStored = EpisodesLost(
    reason: "the checkpoint does not hold them, as where they are too long to be recorded")
  static let differing = EpisodesLost(
    reason: "played again they come out differently, as on another machine or after a change of the environment")

  static func damaged(_ sentence: String) -> EpisodesLost {
    EpisodesLost(
      reason: "the checkpoint is damaged: \(sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence)")
  }
}

extension SafetensorsWriter {
  /// Adds a tensor of observed numbers or of actions, if their type can be stored.
  fileprivate mutating func add<Scalar: SpaceScalar>(_ name: String, scalars: [Scalar], shape: [Int]) {
    guard let type = Scalar.self as? any SafetensorsElement.Type else { return }
    func add<Element: SafetensorsElement>(as type: Element.Type) {
      // By way of `Any` the array is cast whole, and not number by number.
      let values: Any = scalars
      if let values = values as? [Element] { self.add(name, values, shape: shape) }
    }
    add(as: type)
  }
}

extension SafetensorsFile {
  /// The numbers of a tensor of observed numbers or of actions.
  fileprivate func scalars<Scalar: SpaceScalar>(_ name: String, shape: [Int]) throws(SafetensorsError) -> [Scalar] {
    func read<Element: SafetensorsElement>(as type: Element.Type) throws(SafetensorsError) -> [Scalar] {
      let values: Any = try array(name, as: Element.self, shape: shape)
      return values as? [Scalar] ?? []
    }
    guard let type = Scalar.self as? any SafetensorsElement.Type else { return [] }
    return try read(as: type)
  }
}
