import Simulation
import Testing

@Suite struct RandomGeneratorTests {
  private static let seeds: [UInt64] = [0, 1, 2, 3, 4]

  @Test(arguments: seeds) func randomEqualsNumPy(seed: UInt64) throws {
    var random = RandomGenerator(seed: seed)
    let numbers = (0..<20).map { _ in random.random() }
    #expect(try numbers == NumPyGolden.stream(seed).random)
  }

  @Test(arguments: seeds) func uniformEqualsNumPy(seed: UInt64) throws {
    var random = RandomGenerator(seed: seed)
    let numbers = (0..<20).map { _ in random.uniform(-1, 1) }
    #expect(try numbers == NumPyGolden.stream(seed).uniform)
  }

  @Test(arguments: seeds) func integersEqualNumPy(seed: UInt64) throws {
    var random = RandomGenerator(seed: seed)
    let numbers = (0..<20).map { _ in random.integers(0..<10) }
    let expected = try NumPyGolden.stream(seed)
    #expect(numbers == expected.integers)
    #expect(numbers == expected.integersOneByOne)
  }

  @Test(arguments: seeds) func negativeRangesEqualNumPy(seed: UInt64) throws {
    var random = RandomGenerator(seed: seed)
    let numbers = (0..<20).map { _ in random.integers(-9999..<9999) }
    #expect(try numbers == NumPyGolden.stream(seed).wideIntegers)
  }

  @Test func aRangeOfOneValueDrawsNothing() {
    var random = RandomGenerator(seed: 3)
    #expect(random.integers(4..<5) == 4)
    #expect(random == RandomGenerator(seed: 3))
  }

  @Test func theSpareHalfSurvivesWiderDraws() {
    var random = RandomGenerator(seed: 0)
    let first = RandomGenerator(seed: 0).words(1)[0]
    #expect(random.nextUInt32() == UInt32(truncatingIfNeeded: first))
    _ = random.next()
    #expect(random.nextUInt32() == UInt32(truncatingIfNeeded: first >> 32))
  }
}

extension RandomGenerator {
  fileprivate func words(_ count: Int) -> [UInt64] {
    var copy = self
    return (0..<count).map { _ in copy.next() }
  }
}
