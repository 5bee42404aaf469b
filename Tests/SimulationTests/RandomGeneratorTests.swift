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

  @Test(arguments: seeds) func randomFloatEqualsNumPy(seed: UInt64) throws {
    var random = RandomGenerator(seed: seed)
    let numbers = (0..<20).map { _ in random.randomFloat() }
    #expect(try numbers == NumPyGolden.stream(seed).randomFloat)
  }

  @Test(arguments: seeds) func standardNormalEqualsNumPy(seed: UInt64) throws {
    var random = RandomGenerator(seed: seed)
    let numbers = (0..<20).map { _ in random.standardNormal() }
    #expect(try numbers == NumPyGolden.stream(seed).standardNormal)
  }

  @Test(arguments: seeds) func choiceEqualsNumPy(seed: UInt64) throws {
    var random = RandomGenerator(seed: seed)
    let numbers = (0..<20).map { _ in random.choice(13) }
    #expect(try numbers == NumPyGolden.stream(seed).choice)
  }

  @Test(arguments: seeds) func permutationEqualsNumPy(seed: UInt64) throws {
    var random = RandomGenerator(seed: seed)
    #expect(try random.permutation(10) == NumPyGolden.stream(seed).permutation)
  }

  @Test(arguments: seeds) func drawsInTurnEqualNumPy(seed: UInt64) throws {
    var random = RandomGenerator(seed: seed)
    let numbers = (0..<4).flatMap { _ in
      let first = [random.random(), Double(random.integers(0..<10)), random.uniform(-1, 1)]
      return first + [random.standardNormal(), Double(random.integers(0..<2))]
    }
    #expect(try numbers == NumPyGolden.stream(seed).mixed)
  }

  @Test func choosingFiveOfTenEqualsNumPy() {
    var random = RandomGenerator(seed: 0)
    #expect(random.choice(10, picking: 5, replacing: false) == [4, 7, 2, 3, 5])
  }

  @Test func aRangeOfOneValueDrawsNothing() {
    var random = RandomGenerator(seed: 3)
    #expect(random.integers(4..<5) == 4)
    #expect(random == RandomGenerator(seed: 3))
  }

  @Test func anEmptyRangeIsAMistakeOfTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var random = RandomGenerator(seed: 3)
      _ = random.integers(4..<4)
    }
  }

  @Test func probabilitiesThatDoNotSumToOneAreAMistakeOfTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var random = RandomGenerator(seed: 3)
      _ = random.choice(probabilities: [0.5, 0.4])
    }
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
