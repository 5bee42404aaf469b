import Foundation
import Simulation
import Testing

@testable import Agents

@Suite struct ReplayPriorityTests {
  private func replay(
    of steps: Int, capacity: Int = 8, exponent: Double = 0.7
  ) throws -> ReplayBuffer {
    var replay = try ReplayBuffer(
      capacity: capacity, observations: RowLayout(.float32, shape: [1]),
      sampling: .prioritized(exponent: exponent, offset: 0.25))
    append(steps, to: &replay)
    return replay
  }

  private func append(_ steps: Int, to replay: inout ReplayBuffer) {
    for _ in 0..<steps {
      replay.append(
        observations: RowBuffer([Float(0)]), actions: RowBuffer([0]),
        outcome: StepBatch(count: 1, observations: RowLayout(.float32, shape: [1])))
    }
  }

  /// The weight of each transition when the exponent is 1: the smallest priority over its own.
  private func weights(_ replay: ReplayBuffer, exponent: Double = 1) -> [Int: Float] {
    var batch = replay.makeBatch()
    var random = RandomGenerator(seed: 0)
    replay.sample(count: 2000, importanceExponent: exponent, into: &batch, using: &random)
    return Dictionary(zip(batch.indices, batch.weights)) { first, _ in first }
  }

  @Test("Transitions are drawn in proportion to the errors' powers", arguments: [0, 0.5, 1])
  func drawsFollowTheErrors(exponent: Double) throws {
    var replay = try replay(of: 8, exponent: exponent)
    let errors: [Float] = [0, 0.5, -0.5, 1, 2, -3, 4, 8]
    replay.updatePriorities(Array(0..<8), errors: errors)
    var batch = replay.makeBatch()
    var random = RandomGenerator(seed: 1)
    var counts = [Double](repeating: 0, count: 8)
    for _ in 0..<4000 {
      replay.sample(count: 5, into: &batch, using: &random)
      for index in batch.indices { counts[index] += 1 }
    }
    let powers = errors.map { pow(Double(abs($0)) + 0.25, exponent) }
    let total = powers.reduce(0, +)
    // 20 000 draws: a share of 1/8 has a standard deviation of 0.0023, and stratified draws have less.
    for index in 0..<8 { #expect(abs(counts[index] / 20_000 - powers[index] / total) < 0.01) }
  }

  @Test("A batch takes one transition from each equal part of the priorities")
  func drawsAreStratified() throws {
    let replay = try replay(of: 8)
    var batch = replay.makeBatch()
    var random = RandomGenerator(seed: 1)
    for _ in 0..<20 {
      replay.sample(count: 8, into: &batch, using: &random)
      #expect(batch.indices == Array(0..<8))
    }
  }

  @Test("Weights are (N · P)^-β over the largest of the batch", arguments: [0, 0.4, 1])
  func weightsCorrectForTheDraws(exponent: Double) throws {
    var replay = try replay(of: 3, exponent: 0.5)
    replay.updatePriorities([0, 1, 2], errors: [0.75, 3.75, 15.75])
    // The priorities are 1, 2 and 4, hence P = 1/7, 2/7, 4/7 of N = 3.
    let raw = [1.0, 2, 4].map { pow(3 * $0 / 7, -exponent) }
    let weights = weights(replay, exponent: exponent)
    for index in 0..<3 {
      #expect(abs(Double(weights[index] ?? -1) - raw[index] / (raw.max() ?? 1)) < 1e-6)
    }
  }

  @Test("New transitions are as likely as any ever was")
  func newTransitionsAreAsLikelyAsAny() throws {
    var replay = try replay(of: 2, exponent: 0.5)
    replay.updatePriorities([0, 1], errors: [15.75, 0])
    replay.updatePriorities([0], errors: [3.75])
    append(1, to: &replay)
    // The priorities are 2, 0.5 and, though nothing else has it any more, 4.
    #expect(weights(replay) == [0: 0.25, 1: 1, 2: 0.125])
  }

  @Test("An error of a transition that was overwritten changes nothing")
  func overwrittenTransitionsArePassedOver() throws {
    var replay = try replay(of: 8)
    append(3, to: &replay)
    let before = weights(replay)
    replay.updatePriorities([0, 1, 2], errors: [0, 0, 100])
    #expect(weights(replay) == before)
    #expect(Set(before.keys) == Set(3..<11))
  }

  @Test("Errors that are not finite count as the largest", arguments: [Float.nan, .infinity, -.infinity])
  func errorsThatAreNotFinite(error: Float) throws {
    var replay = try replay(of: 2, exponent: 1)
    replay.updatePriorities([0, 1], errors: [1.75, 0.75])
    replay.updatePriorities([1], errors: [error])
    #expect(weights(replay) == [0: 1, 1: 1])
  }

  @Test("A replay that draws uniformly takes errors and goes on")
  func uniformReplaysIgnoreErrors() throws {
    var replay = try ReplayBuffer(capacity: 8, observations: RowLayout(.float32, shape: [1]))
    append(4, to: &replay)
    replay.updatePriorities([0, 3], errors: [1, 100])
    #expect(weights(replay) == [0: 1, 1: 1, 2: 1, 3: 1])
  }

  @Test("Errors for a transition that does not exist stop the program")
  func unknownTransitionsStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var replay = try ReplayBuffer(
        capacity: 8, observations: RowLayout(.float32, shape: [1]), sampling: .prioritized())
      replay.updatePriorities([0], errors: [1])
    }
  }
}

@Suite struct SumTreeTests {
  private static let counts = [1, 7, 8, 9, 64, 65, 600]

  @Test("Every mass finds the leaf that a search from the left finds", arguments: counts)
  func massesFindTheirLeaves(count: Int) {
    var random = RandomGenerator(seed: UInt64(count))
    var tree = SumTree(count: count)
    var leaves = [Int](repeating: 0, count: count)
    for _ in 0..<3 * count {
      // Whole numbers have exact sums. A third of the leaves is 0.
      let leaf = random.integers(0..<count)
      leaves[leaf] = max(0, random.integers(-2..<5))
      tree.set(Double(leaves[leaf]), at: leaf)
    }
    if leaves.allSatisfy({ $0 == 0 }) {
      leaves[0] = 1
      tree.set(1, at: 0)
    }
    let expected = leaves.indices.flatMap { [Int](repeating: $0, count: leaves[$0]) }
    #expect(tree.total == Double(expected.count))
    #expect(found(in: tree, at: expected.indices.map { Double($0) }) == expected)
    #expect(found(in: tree, at: expected.indices.map { Double($0) + 0.999 }) == expected)
    #expect(found(in: tree, at: [tree.total]) == [expected[expected.count - 1]])
  }

  private func found(in tree: SumTree, at masses: [Double]) -> [Int] {
    var (masses, leaves) = (masses, [Int](repeating: -1, count: masses.count))
    tree.findLeaves(at: &masses, &leaves)
    return leaves
  }

  @Test("Changes leave no trace: a tree is the same as one that is built from its leaves", arguments: counts)
  func nothingDrifts(count: Int) {
    var random = RandomGenerator(seed: UInt64(count))
    var tree = SumTree(count: count)
    for _ in 0..<2000 {
      let first = random.integers(0..<count)
      let width = random.integers(1...min(5, count - first))
      tree.fill(first..<first + width, with: pow(10, random.uniform(-12, 12)))
    }
    var rebuilt = SumTree(count: count)
    rebuilt.replaceLeaves(with: (0..<count).map { tree[$0] })
    #expect(rebuilt.lines == tree.lines)
    let sum = (0..<count).reduce(0) { $0 + tree[$1] }
    #expect(abs(tree.total - sum) <= 1e-12 * sum)
  }
}
