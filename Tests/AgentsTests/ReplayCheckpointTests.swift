import Foundation
import Safetensors
import Simulation
import TestSupport
import Testing
import Training

@testable import Agents

@Suite struct ReplayCheckpointTests {
  private typealias Variant = ReplayBufferTests.Variant

  private func file(_ replay: ReplayBuffer) throws -> StoredFile {
    try StoredFile { try replay.writeCheckpoint(to: &$0) }
  }

  private func bytes(of file: StoredFile) throws -> Data {
    try withExtendedLifetime(file) { try Data(contentsOf: file.url) }
  }

  @Test(
    "A replay that was read goes on as the one that was written",
    arguments: ReplayBufferTests.Variant.all, [0, 1, 7, 40])
  func whatIsReadGoesOn(variant: ReplayBufferTests.Variant, steps: Int) throws {
    try goOn(variant, steps, of: Float.self)
    try goOn(variant, steps, of: UInt8.self)
  }

  private func goOn<Observation: SpaceScalar>(
    _ variant: Variant, _ steps: Int, of _: Observation.Type
  ) throws {
    var original = try variant.replay(of: Observation.self)
    var diary = ReplayDiary<Observation>(environmentCount: variant.environmentCount, seed: 5)
    var batches = [original.makeBatch(), original.makeBatch()]
    var random = RandomGenerator(seed: 2)
    for step in 0..<steps {
      if step % 11 == 10 { diary.reset() }
      diary.step(&original)
      original.sample(count: 4, into: &batches[0], using: &random)
      original.updatePriorities(batches[0].indices, errors: (0..<4).map { _ in Float(random.uniform(-2, 2)) })
    }
    let stored = try file(original)
    // What was there before must not shine through.
    var restored = try variant.replay(of: Observation.self)
    var otherDiary = ReplayDiary<Observation>(environmentCount: variant.environmentCount, seed: 6)
    for _ in 0..<25 { otherDiary.step(&restored) }
    try restored.readCheckpoint(from: stored.open())
    #expect(try bytes(of: file(restored)) == bytes(of: stored))
    otherDiary = diary
    for _ in 0..<15 {
      diary.step(&original)
      otherDiary.step(&restored)
      var otherRandom = random
      original.sample(count: 8, into: &batches[0], using: &random)
      restored.sample(count: 8, into: &batches[1], using: &otherRandom)
      #expect(random == otherRandom && batches[0].indices == batches[1].indices)
      #expect(batches[0].weights == batches[1].weights)
      for row in 0..<8 {
        let expected = diary.transition(batches[0].indices[row], original)
        #expect(batches[0].transition(row) == expected && batches[1].transition(row) == expected)
      }
      for replay in [0, 1] {
        let errors = batches[replay].indices.map { Float($0 % 7) }
        if replay == 0 {
          original.updatePriorities(batches[0].indices, errors: errors)
        } else {
          restored.updatePriorities(batches[1].indices, errors: errors)
        }
      }
    }
  }

  @Test("Only what was filled is written")
  func onlyTheFilledPartIsWritten() throws {
    var replay = try ReplayBuffer(
      capacity: 1_000_000, observations: RowLayout(.float32, shape: [3]), actions: RowLayout(.int64, shape: [2]))
    var diary = ReplayDiary<Float>(environmentCount: 1, seed: 5)
    for _ in 0..<10 { diary.step(&replay) }
    #expect(try bytes(of: file(replay)).count < 2000)
  }

  @Test("Two replays share a file by their prefixes")
  func prefixesKeepReplaysApart() throws {
    var replays = [Variant.all[0], Variant.all[1]].map { try? $0.replay(of: Float.self) }.compactMap(\.self)
    var diary = ReplayDiary<Float>(environmentCount: 1, seed: 5)
    for _ in 0..<3 { diary.step(&replays[0]) }
    for _ in 0..<8 { diary.step(&replays[1]) }
    let stored = try StoredFile {
      try replays[0].writeCheckpoint(to: &$0, named: "mine")
      try replays[1].writeCheckpoint(to: &$0, named: "theirs")
    }
    var restored = try Variant.all[1].replay(of: Float.self)
    try restored.readCheckpoint(from: stored.open(), named: "theirs")
    #expect(restored.count == 8)
    restored = try Variant.all[0].replay(of: Float.self)
    try restored.readCheckpoint(from: stored.open(), named: "mine")
    #expect(restored.count == 3)
  }
}

/// Files whose replays were tampered with.
///
/// They are of two environments, and three of seven slots are filled.
@Suite struct HostileReplayTests {
  private static let spaces = (observations: Discrete(10), actions: Discrete(4))

  private func replay(capacity: Int = 12) throws -> ReplayBuffer {
    try ReplayBuffer(
      capacity: capacity, environmentCount: 2, observations: RowLayout(.int64, shape: [1]),
      sampling: .prioritized(exponent: 0.5))
  }

  /// A replay with what all that it holds must suit.
  private struct Memory: Checkpointable {
    var replay: ReplayBuffer

    mutating func exchange(with scope: inout CheckpointScope) throws {
      try scope.exchange("replay", &replay)
      try replay.check(spaces.observations.descriptor, spaces.actions.descriptor, "replay", in: scope)
    }
  }

  /// The tensors of a replay that has seen `steps` steps, each of which ended one environment's episode.
  private func parts(steps: Int = 3) -> [String: any Part] {
    let (filled, observed) = (min(steps, 7), steps == 0 ? 0 : min(steps + 1, 7))
    let shape = [filled, 2]
    // Rows that have left the replay have no priority.
    let oldest = max(0, 2 * steps - 12)..<2 * steps
    let priorities = (0..<2 * filled).map { row in oldest.contains { $0 % 14 == row } ? 1.0 : 0 }
    return [
      "layout": Numbers([12, 2, 1, 1, 1] as [Int64]), "step_count": Numbers([steps], []),
      "observations": Numbers([Int](repeating: 9, count: 2 * observed), [observed, 2, 1]),
      "actions": Numbers([Int](repeating: 3, count: 2 * filled), shape + [1]),
      "rewards": Numbers([Float](repeating: 1, count: 2 * filled), shape),
      "statuses": Numbers((0..<2 * filled).map { UInt8($0 % 2 * 2) }, shape),
      "final_observations": Numbers([Int](repeating: 8, count: filled), [filled, 1]),
      "prioritization": Numbers([0.5, 2.0]), "priorities": Numbers(priorities, shape),
    ]
  }

  /// What reading complains of; `nil` if nothing.
  private func complaint(_ parts: [String: any Part], capacity: Int = 12) throws -> String? {
    let file = try StoredFile { writer in
      for (name, part) in parts { part.write(to: &writer, "replay/" + name) }
    }
    var memory = Memory(replay: try replay(capacity: capacity))
    do {
      try memory.readCheckpoint(from: file.open())
      var replay = memory.replay
      // What was taken must do no harm either.
      var batch = replay.makeBatch()
      var random = RandomGenerator(seed: 0)
      if !replay.isEmpty { replay.sample(count: 100, into: &batch, using: &random) }
      let outcome = StepBatch(count: 2, observations: RowLayout(.int64, shape: [1]))
      let zeros = RowBuffer([0, 0])
      for _ in 0..<20 { replay.append(observations: zeros, actions: zeros, outcome: outcome) }
      return nil
    } catch {
      #expect(memory.replay.isEmpty, "a replay that was refused was changed")
      return "\(error)".replacing(file.url.path, with: "F")
    }
  }

  @Test("The files that the others are changed from are taken", arguments: [0, 3, 6, 7, 8, 1 << 40])
  func theGoodFileIsTaken(steps: Int) throws {
    #expect(try complaint(parts(steps: steps)) == nil)
  }

  @Test("A replay of other settings is refused")
  func otherSettingsAreRefused() throws {
    #expect(
      try complaint(parts(), capacity: 14)
        == "Its 'replay/layout' says that the replay has the capacity 12, but 14 was expected; go on with the settings of the run that wrote "
        + "it.")
  }

  private static let changes: [(String, any Part, String)] = [
    ("layout", Numbers([12, 3, 1, 1, 1] as [Int64]), "has the environments 3, but 2 was expected"),
    ("layout", Numbers([12, 2, 1, 1] as [Int64]), "has the shape [4], but [5] was expected"),
    ("layout", Numbers([12, 2, -1, 1, 1] as [Int64]), "has the observation size -1, but 1 was expected"),
    ("step_count", Numbers([-1], []), "'replay/step_count' is -1, but must be from 0 to 1099511627776."),
    ("step_count", Numbers([Int.max], []), "is 9223372036854775807, but must be"),
    ("step_count", Numbers([Int.min], []), "is -9223372036854775808, but must be"),
    ("step_count", Numbers([4], []), "has the shape [4, 2, 1], but [5, 2, 1] was expected."),
    ("step_count", Numbers([0], []), "has the shape [4, 2, 1], but [0, 2, 1] was expected."),
    ("step_count", Numbers([] as [Int]), "has the shape [0], but [] was expected."),
    ("observations", Numbers([9, 9], [1, 2, 1]), "has the shape [1, 2, 1], but [4, 2, 1] was expected."),
    ("observations", Numbers([Float](repeating: 0, count: 8), [4, 2, 1]), "holds F32, but I64 was asked for."),
    (
      "observations", Numbers([9, 9, 9, 9, 9, 9, 9, 10], [4, 2, 1]),
      "Row 7 of its 'replay/observations' is 10, which is not in Discrete(10)."
    ),
    (
      "actions", Numbers([3, 3, 3, 3, 3, 4], [3, 2, 1]),
      "Row 5 of its 'replay/actions' is 4, which is not in Discrete(4)."
    ),
    ("actions", Numbers([3, 3, 3, -1, 3, 3], [3, 2, 1]), "Row 3 of its 'replay/actions' is -1, which is not in"),
    ("rewards", Numbers([1, 1] as [Float], [1, 2]), "has the shape [1, 2], but [3, 2] was expected."),
    ("statuses", Numbers([0, 0, 0, 0, 0, 3] as [UInt8], [3, 2]), "have the value 3, but 0, 1 or 2 was expected."),
    (
      "statuses", Numbers([0, 0, 0, 0, 0, 1] as [UInt8], [3, 2]), "has the shape [3, 1], but [1, 1] was expected."
    ),
    (
      "final_observations", Numbers([8, 8, -8], [3, 1]),
      "'replay/final_observations' is -8, which is not in Discrete(10)."
    ),
    ("final_observations", Numbers([8, 8], [2, 1]), "has the shape [2, 1], but [3, 1] was expected."),
    ("prioritization", Numbers([0.6, 2.0]), "is [0.6, 2.0], but the exponent 0.5"),
    ("prioritization", Numbers([0.5, 0.0]), "is [0.5, 0.0], but the exponent 0.5 and a largest priority above 0"),
    ("prioritization", Numbers([0.5, -1.0]), "is [0.5, -1.0], but"),
    ("prioritization", Numbers([0.5, Double.infinity]), "is [0.5, inf], but"),
    ("prioritization", Numbers([0.5, Double.nan]), "is [0.5, nan], but"),
    (
      "priorities", Numbers([1, 1, 1, 0.0, 1, 1], [3, 2]),
      "have the value 0.0 in row 3, but one above 0 and at most 2.0"
    ),
    ("priorities", Numbers([1, 1, 1, -1.0, 1, 1], [3, 2]), "have the value -1.0 in row 3"),
    ("priorities", Numbers([1, 1, 1, 2.5, 1, 1], [3, 2]), "have the value 2.5 in row 3"),
    ("priorities", Numbers([1, 1, Double.nan, 1, 1, 1], [3, 2]), "have the value nan in row 2"),
    ("priorities", Numbers([Double.infinity, 1, 1, 1, 1, 1], [3, 2]), "have the value inf in row 0"),
  ]

  @Test("A changed file is refused with what was found and expected", arguments: changes.indices)
  func changedFilesAreRefused(index: Int) throws {
    let (name, part, sentence) = Self.changes[index]
    var parts = parts()
    parts[name] = part
    let complaint = try complaint(parts)
    #expect(complaint?.contains(sentence) == true, "\(complaint ?? "nothing")")
  }

  @Test("A priority in a row that has left the replay is refused")
  func prioritiesOfOverwrittenRowsAreRefused() throws {
    var parts = parts(steps: 8)
    parts["priorities"] = Numbers([Double](repeating: 1, count: 14), [7, 2])
    #expect(
      try complaint(parts) == "Its 'replay/priorities' have the value 1.0 in row 2, but 0 was expected.")
  }

  @Test("A file without one of the tensors is refused")
  func missingTensorsAreRefused() throws {
    for name in parts().keys {
      var parts = parts()
      parts[name] = nil
      #expect(try complaint(parts)?.hasPrefix("F: has no tensor \"replay/\(name)\"; it has ") == true)
    }
  }

  @Test("Priorities are refused where draws are uniform")
  func prioritiesAreRefusedWhereDrawsAreUniform() throws {
    let parts = parts()
    let file = try StoredFile { writer in
      for (name, part) in parts { part.write(to: &writer, "replay/" + name) }
    }
    var replay = try ReplayBuffer(capacity: 12, environmentCount: 2, observations: RowLayout(.int64, shape: [1]))
    let error = #expect(throws: CheckpointError.self) {
      try replay.readCheckpoint(from: file.open(), named: "replay")
    }
    #expect(error?.description == "It has 'replay/priorities', but its replay is to be drawn from uniformly.")
  }
}

/// A tensor of a file in the making.
private protocol Part: Sendable {
  func write(to writer: inout SafetensorsWriter, _ name: String)
}

private struct Numbers<Number: SafetensorsElement>: Part {
  let values: [Number]
  let shape: [Int]

  init(_ values: [Number], _ shape: [Int]? = nil) {
    self.values = values
    self.shape = shape ?? [values.count]
  }

  func write(to writer: inout SafetensorsWriter, _ name: String) { writer.add(name, values, shape: shape) }
}
