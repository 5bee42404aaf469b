import Foundation
import Simulation
import Testing

@Suite struct PCG64Tests {
  @Test(arguments: [0, 1, 2, 3, 4] as [UInt64])
  func seedingGivesNumPysState(seed: UInt64) throws {
    let expected = try NumPyGolden.stream(seed).stateAfterSeeding
    let bits = PCG64(SeedSequence(seed: seed))
    #expect("0x" + String(bits.state, radix: 16) == expected.state)
    #expect("0x" + String(bits.increment, radix: 16) == expected.inc)
  }

  @Test(arguments: [0, 1, 2, 3, 4] as [UInt64])
  func wordsAreNumPys(seed: UInt64) throws {
    var bits = PCG64(SeedSequence(seed: seed))
    let words = (0..<20).map { _ in String(bits.next()) }
    #expect(try words == NumPyGolden.stream(seed).rawUInt64)
  }

  @Test func decodingGoesOnWhereEncodingStopped() throws {
    var random = RandomGenerator(seed: 7)
    _ = random.nextUInt32()
    var copy = try JSONDecoder().decode(RandomGenerator.self, from: JSONEncoder().encode(random))
    #expect(copy == random)
    #expect(copy.nextUInt32() == random.nextUInt32())
    #expect(copy.next() == random.next())
  }

  @Test(arguments: [#"{"state":"0x1","increment":"0x2"}"#, #"{"state":"one","increment":"0x1"}"#])
  func decodingRefusesWhatNoGeneratorWrote(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(PCG64.self, from: Data(json.utf8))
    }
  }
}
