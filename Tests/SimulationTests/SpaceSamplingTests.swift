import Simulation
import TestSupport
import Testing

/// The spaces of `make_spaces.py`.
private let spaces: [String: any Space] = [
  "box": Box<Float>(low: [-1, -2, 0], high: [1, 0.5, 1e-3]),
  "box of every kind": Box<Float>(
    low: [0.1, -.infinity, -.infinity, -3, 2, -.infinity],
    high: [.infinity, .infinity, 0.7, 3, .infinity, .infinity]),
  "box with axes": Box<Float>(low: -5, high: 5, shape: [2, 3]),
  "picture": Box<UInt8>(low: 0, high: 255, shape: [2, 3, 3]),
  "bytes": Box<UInt8>(low: [0, 7, 200], high: [1, 7, 255]),
  "discrete": Discrete(6),
  "discrete from -3": Discrete(5, start: -3),
  "one value": Discrete(1, start: 4),
  "multi-discrete": MultiDiscrete([3, 2, 7]),
  "multi-discrete from": MultiDiscrete([Discrete(3, start: 1), Discrete(2, start: -2), Discrete(7, start: 10)]),
  "bits": MultiBinary(5),
  "many bits": MultiBinary(37),
]

@Suite struct SpaceSamplingTests {
  @Test(arguments: spaces.keys.sorted())
  func samplesAndTheirFlatFormsEqualGymnasium(name: String) throws {
    let space = try #require(spaces[name])
    let rows = try SpacesGolden.load().samples.filter { $0.space == name }
    #expect(!rows.isEmpty)
    for row in rows { expectSamples(of: space, toEqual: row) }
  }

  private func expectSamples<S: Space>(of space: S, toEqual row: SpacesGolden.Samples) {
    var generator = RandomGenerator(seed: row.seed)
    let samples = row.samples.map { _ in space.sample(using: &generator) }
    #expect(samples == row.samples.map { $0.map { S.Scalar(clamping: $0) } }, "seed \(row.seed)")
    #expect(samples.map { space.flatten($0) } == row.flattened, "seed \(row.seed)")
    #expect(samples.allSatisfy { space.contains($0) }, "seed \(row.seed)")
    #expect(String(generator.next()) == row.next, "seed \(row.seed)")
  }

  @Test func masksAndProbabilitiesChooseAsGymnasiumDoes() throws {
    let space = Discrete(5, start: 2)
    for row in try SpacesGolden.load().chosen {
      var generator = RandomGenerator(seed: 11)
      let samples = row.samples.map { _ in
        row.kind == "mask"
          ? space.sample(mask: row.row.map { $0 == 1 }, using: &generator)
          : space.sample(probabilities: row.row, using: &generator)
      }
      #expect(samples == row.samples, "\(row.kind) \(row.row)")
      #expect(String(generator.next()) == row.next, "\(row.kind) \(row.row)")
    }
  }

  @Test func aTupleDrawsItsPartsInTurnFromOneStream() {
    var (whole, parts) = (RandomGenerator(seed: 3), RandomGenerator(seed: 3))
    for _ in 0..<20 {
      let drawn = [32, 11, 2].flatMap { Discrete($0).sample(using: &parts) }
      #expect(DiscreteTuple(32, 11, 2).sample(using: &whole) == drawn)
    }
  }

  @Test(.enabled(if: countsAllocations, "counting needs glibc"), arguments: spaces.keys.sorted())
  func samplingContainingAndFlatteningAllocateNothing(name: String) throws {
    let space = try #require(spaces[name])
    expectNoAllocations(in: space)
  }

  private func expectNoAllocations<S: Space>(in space: S) {
    var generator = RandomGenerator(seed: 1)
    var element = [S.Scalar](repeating: .zero, count: space.scalarCount)
    var flattened = [Float](repeating: 0, count: space.flattenedCount)
    var row = element.mutableSpan
    var flatRow = flattened.mutableSpan
    var elements = 0
    let counted = (0..<10).map { _ in
      allocations {
        space.sample(into: &row, using: &generator)
        space.flatten(row.span, into: &flatRow)
        elements += space.contains(row.span) ? 1 : 0
      }
    }
    #expect(elements == 10)
    #expect(counted.dropFirst().allSatisfy { $0 == 0 }, Comment(rawValue: counted.description))
  }
}
