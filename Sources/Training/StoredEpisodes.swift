import Simulation

/// Running episodes as a checkpoint holds them.
struct StoredEpisodes: Checkpointable {
  /// The random stream with which each began.
  private(set) var starts: [RandomGenerator]
  /// The number of steps of each so far.
  private(set) var lengths: [Int]
  /// The return of each so far.
  private(set) var returns: [Double]
  /// The observations to act on next, by which a replay is checked.
  private(set) var observations: RowBuffer
  /// The last actions of all environments, one round after the other, as many as the longest episode has had.
  private(set) var actions: RowBuffer

  init(starts: [RandomGenerator], lengths: [Int], returns: [Double], observations: RowBuffer, actions: RowBuffer) {
    (self.starts, self.lengths, self.returns) = (starts, lengths, returns)
    (self.observations, self.actions) = (observations, actions)
  }

  /// Makes room for the episodes of some environments.
  init(of environments: VectorTask) {
    let (rows, task) = (environments.count, environments.specification)
    self.init(
      starts: [], lengths: Array(repeating: 0, count: rows), returns: Array(repeating: 0, count: rows),
      observations: RowBuffer(task.observationLayout, count: 0), actions: RowBuffer(task.actionLayout, count: 0))
  }

  mutating func exchange(with scope: inout CheckpointScope) throws {
    let rows = lengths.count
    try scope.exchange("starts", json: &starts)
    try scope.exchange("lengths", &lengths)
    try scope.exchange("returns", &returns)
    try scope.exchange("observations", &observations, count: rows)
    let rounds = lengths.max() ?? 0
    try scope.exchange("actions", &actions, shape: [rounds, rows, rounds > 0 ? actions.rowSize : 0])
  }

  /// True if they can be played in some environments; the file they come from may hold anything.
  func fit(_ environments: VectorTask) -> Bool {
    starts.count == environments.count && lengths.allSatisfy { $0 >= 0 }
      && environments.specification.actionSpace.space?.contains(actions) ?? false
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
