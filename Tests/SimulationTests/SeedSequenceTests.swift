import Simulation
import Testing

@Suite struct SeedSequenceTests {
  @Test func poolOfSeedZeroIsNumPys() {
    #expect(SeedSequence(seed: 0).pool == [4_265_667_335, 1_328_953_910, 1_320_288_413, 3_365_567_143])
  }

  @Test(arguments: [0, 1, 2, 3, 4] as [UInt64]) func stateIsNumPys(seed: UInt64) throws {
    let words = SeedSequence(seed: seed).generateState64(8).map { String($0) }
    #expect(try words == NumPyGolden.load().seedSequenceStates[String(seed)])
  }

  @Test func childrenOfSeedFortyTwoAreNumPys() {
    var sequence = SeedSequence(seed: 42)
    let children = sequence.spawn(1) + sequence.spawn(1)
    #expect(children[0].generateState32(2) == [2_684_470_948, 3_757_501_821])
    #expect(children[1].generateState32(2) == [4_091_952_314, 31_242_083])
  }
}
