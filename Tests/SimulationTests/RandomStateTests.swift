import Foundation
import Simulation
import Testing

/// The legacy generator, held against the numbers in `Golden/random_state.json`.
@Suite struct RandomStateTests {
  private static let seeds: [UInt64] = [0, 1, 42, 0xffff_ffff, 0x1_0000_0000, 5 << 32 | 3, .max]

  @Test(arguments: seeds)
  func wordsAreNumPys(seed: UInt64) throws {
    let golden = try RandomStateGolden.load().stream(seed)
    var random = RandomState(seed: seed)
    #expect((0..<6).map { _ in random.nextUInt32() } == golden.words)
    random = RandomState(seed: seed)
    let checksum = (0..<5000).reduce(0 as UInt64) { $0 &+ UInt64(random.nextUInt32()) &* UInt64(2 * $1 + 1) }
    #expect(String(checksum) == golden.checksum, "the words of several rounds")
  }

  @Test(arguments: seeds)
  func numbersAreNumPys(seed: UInt64) throws {
    var random = RandomState(seed: seed)
    #expect(try (0..<5).map { _ in random.random() } == RandomStateGolden.load().stream(seed).random)
  }

  @Test(arguments: seeds)
  func integersAreNumPys(seed: UInt64) throws {
    let golden = try RandomStateGolden.load()
    for (range, expected) in try zip(golden.ranges, golden.stream(seed).integers) {
      var random = RandomState(seed: seed)
      let bounds = try range.map { try #require(Int($0)) }
      #expect((0..<4).map { _ in String(random.integers(bounds[0]..<bounds[1])) } == expected, "\(range)")
    }
  }

  @Test(arguments: seeds)
  func drawsOfAllKindsInTurnAreNumPys(seed: UInt64) throws {
    var random = RandomState(seed: seed)
    var draws: [Double] = []
    for _ in 0..<40 {
      draws += [random.random(), Double(random.integers(0..<2)), Double(random.choice(7))]
      for _ in 0..<8 { draws.append(Double(random.integers(1..<6))) }
      draws.append(random.random())
    }
    #expect(try draws == RandomStateGolden.load().stream(seed).mixed)
  }

  @Test func aCopyGoesOnAlike() {
    var random = RandomState(seed: 7)
    _ = random.next()
    var copy = random
    #expect(copy == random)
    #expect(copy.next() == random.next())
    #expect((0..<700).map { _ in copy.next() } == (0..<700).map { _ in random.next() })
  }
}

private struct RandomStateGolden: Decodable {
  struct Stream: Decodable {
    let seed: String
    let words: [UInt32]
    let checksum: String
    let random: [Double]
    let integers: [[String]]
    let mixed: [Double]
  }

  let ranges: [[String]]
  let streams: [Stream]

  func stream(_ seed: UInt64) throws -> Stream {
    try #require(streams.first { $0.seed == String(seed) })
  }

  static func load() throws -> RandomStateGolden {
    try JSONDecoder().decode(RandomStateGolden.self, from: Data(contentsOf: Golden.url("random_state.json")))
  }
}
