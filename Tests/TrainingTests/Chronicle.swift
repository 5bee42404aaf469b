import Safetensors
import Simulation
import Training

/// An agent that folds all it sees, does and draws into one number, on which all that it does next depends.
///
/// Two runs that end with the same number were the same, bit for bit.
struct Chronicle<Observation: SpaceScalar, Action: SpaceScalar>: Agent {
  typealias ObservationScalar = Observation
  typealias ActionScalar = Action

  /// Draws from a stream that the number and the observation begin.
  struct Greedy: SavablePolicy {
    let digest: UInt64
    let space: any Space<Action>

    func act(
      on observations: Span<Observation>, into actions: inout MutableSpan<Action>,
      using generator: inout RandomGenerator
    ) {
      let size = space.scalarCount
      let rows = actions.count / size
      for row in 0..<rows {
        var seed = digest
        let width = observations.count / rows
        for index in row * width..<(row + 1) * width { fold(observations[index], into: &seed) }
        var draws = RandomGenerator(seed: seed)
        var action = actions._mutatingExtracting(row * size..<(row + 1) * size)
        space.sample(into: &action, using: &draws)
      }
    }

    func write(to writer: inout SafetensorsWriter) { writer.add("digest", [digest]) }
  }

  let space: any Space<Action>
  private(set) var digest: UInt64 = 1
  private(set) var updateCount = 0
  private(set) var progress = 0.0
  /// How many steps of each running episode it has seen.
  private(set) var episodeSteps: [Int]
  /// From which update on its loss is not a number.
  var divergesAt = Int.max

  init(in environments: ErasedVectorEnvironment<Observation, Action>) {
    space = environments.actionSpace
    episodeSteps = [Int](repeating: 0, count: environments.count)
  }

  var greedyPolicy: Greedy { Greedy(digest: digest, space: space) }
  var measurements: [Measurement] {
    [Measurement("train/progress", progress), Measurement("train/digest", Double(digest >> 11))]
  }
  var divergence: String? { updateCount >= divergesAt ? "the loss is nan" : nil }

  mutating func advance(to progress: Double) { self.progress = progress }

  func act(
    on observations: Span<Observation>, into actions: inout MutableSpan<Action>,
    using generator: inout RandomGenerator
  ) {
    Greedy(digest: digest ^ generator.next(), space: space).act(on: observations, into: &actions, using: &generator)
  }

  mutating func observe(
    _ transitions: borrowing Transitions<Observation, Action>, using generator: inout RandomGenerator
  ) {
    for number in transitions.observations { fold(number, into: &digest) }
    for number in transitions.actions { fold(number, into: &digest) }
    for row in 0..<transitions.count {
      for number in transitions.outcome.nextObservation(ofRow: row) { fold(number, into: &digest) }
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

  func writeCheckpoint(to writer: inout SafetensorsWriter) {
    writer.add("digest", [digest])
    writer.add("update_count", [updateCount])
    writer.add("episode_steps", episodeSteps)
  }

  mutating func readCheckpoint(from file: SafetensorsFile) throws {
    digest = try file.array("digest", as: UInt64.self, shape: [1])[0]
    updateCount = try file.array("update_count", as: Int.self, shape: [1])[0]
    episodeSteps = try file.array("episode_steps", as: Int.self, shape: [episodeSteps.count])
  }

  mutating func discardEpisodes() { episodeSteps = [Int](repeating: 0, count: episodeSteps.count) }
}

/// One step of the FNV-1a hash, a word at a time.
private func fold(_ word: UInt64, into digest: inout UInt64) { digest = (digest ^ word) &* 0x100_0000_01b3 }

private func fold(_ number: some SpaceScalar, into digest: inout UInt64) {
  fold(UInt64(number.floatValue.bitPattern), into: &digest)
}
