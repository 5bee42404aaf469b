import Safetensors
import Simulation
import Training

/// An agent that folds all it sees, does and draws into one number, on which all that it does next depends.
///
/// Two runs that end with the same number were the same, bit for bit.
struct Chronicle: Agent {
  /// Draws from a stream that the number and the observation begin.
  struct Greedy: SavablePolicy {
    let digest: UInt64
    let space: any Space

    func act(
      on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
    ) {
      var action = RowBuffer(actions.layout, count: 1)
      for row in 0..<actions.count {
        var seed = digest
        fold(observations, row..<row + 1, into: &seed)
        var draws = RandomGenerator(seed: seed)
        space.sample(into: &action, using: &draws)
        actions.copyRows(0..<1, of: action, to: row)
      }
    }

    func write(to writer: inout SafetensorsWriter) { writer.add("digest", [digest]) }
  }

  let space: any Space
  private(set) var digest: UInt64 = 1
  private(set) var updateCount = 0
  private(set) var progress = 0.0
  /// How many steps of each running episode it has seen.
  private(set) var episodeSteps: [Int]
  /// From which update on its loss is not a number.
  var divergesAt = Int.max
  /// The parts that have failed after some of the updates.
  var impairments: [Int: [String]] = [:]

  init(in environments: VectorTask) {
    guard let space = environments.specification.actionSpace.space else {
      preconditionFailure("no space to act in")
    }
    self.space = space
    episodeSteps = [Int](repeating: 0, count: environments.count)
  }

  var greedyPolicy: Greedy { Greedy(digest: digest, space: space) }
  var measurements: [Measurement] {
    [Measurement("train/progress", progress), Measurement("train/digest", Double(digest >> 11))]
  }
  var status: LearnerStatus {
    if updateCount >= divergesAt { return .diverged("the loss is nan") }
    return impairments[updateCount].map(LearnerStatus.impaired) ?? .learning
  }

  mutating func advance(to progress: Double) { self.progress = progress }

  func act(
    on observations: borrowing RowBuffer, into actions: inout RowBuffer, using generator: inout RandomGenerator
  ) {
    Greedy(digest: digest ^ generator.next(), space: space).act(on: observations, into: &actions, using: &generator)
  }

  mutating func observe(
    _ transitions: borrowing Transitions, using generator: inout RandomGenerator
  ) {
    fold(transitions.observations, 0..<transitions.count, into: &digest)
    fold(transitions.actions, 0..<transitions.count, into: &digest)
    for row in 0..<transitions.count {
      fold(transitions.outcome.nextObservations(ofRow: row), row..<row + 1, into: &digest)
      fold(transitions.outcome.rewards[row].bitPattern, into: &digest)
      episodeSteps[row] = transitions.outcome.statuses[row].isFinished ? 0 : episodeSteps[row] + 1
      fold(UInt64(episodeSteps[row]), into: &digest)
    }
  }

  mutating func learn(using generator: inout RandomGenerator) {
    updateCount += 1
    fold(UInt64(generator.nextUInt32()), into: &digest)
    fold(progress.bitPattern, into: &digest)
  }

  mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("digest", &digest)
    try scope.exchange("updates", count: &updateCount)
    try scope.exchange("episode_steps", &episodeSteps)
  }

  mutating func discardEpisodes() { episodeSteps = [Int](repeating: 0, count: episodeSteps.count) }
}

/// One step of the FNV-1a hash, a word at a time.
private func fold(_ word: UInt64, into digest: inout UInt64) { digest = (digest ^ word) &* 0x100_0000_01b3 }

/// All bytes of some rows.
private func fold(_ buffer: borrowing RowBuffer, _ rows: Range<Int>, into digest: inout UInt64) {
  let bytes = buffer.bytes
  for index in rows.lowerBound * buffer.stride..<rows.upperBound * buffer.stride {
    fold(UInt64(bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)), into: &digest)
  }
}
