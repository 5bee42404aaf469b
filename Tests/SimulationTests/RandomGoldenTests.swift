import Simulation
import Testing

@Suite struct RandomGoldenTests {
  let golden: RandomGolden

  init() throws {
    golden = try RandomGolden.load()
  }

  @Test func integersOfEveryRangeEqualNumPy() throws {
    for row in golden.integers {
      var random = RandomGenerator(seed: row.seed)
      let low = try #require(Int(row.low))
      let last = try #require(Int(row.last))
      let draws = row.draws.map { _ in String(random.integers(low...last)) }
      #expect(draws == row.draws, "\(low)...\(last)")
      #expect(String(random.next()) == row.next, "\(low)...\(last)")
    }
  }

  @Test(arguments: ["standard_normal", "normal_3_2.5", "exponential", "exponential_0.7", "random_float"])
  func longStreamsEqualNumPy(name: String) throws {
    let row = try #require(golden.floats.first { $0.name == name })
    var random = RandomGenerator(seed: 2024)
    let values = (0..<row.count).map { _ in Self.draw(name, from: &random) }
    #expect(values.min() == row.minimum)
    #expect(values.max() == row.maximum)
    #expect(Array(values.suffix(5)) == row.last)
    #expect(RandomGolden.checksum(values) == row.checksum)
    #expect(String(random.next()) == row.next)
  }

  @Test func choicesEqualNumPy() {
    for row in golden.choices {
      var random = RandomGenerator(seed: row.seed ?? UInt64(row.count + row.picking))
      let picked = Self.pick(row, from: &random)
      #expect(Array(picked.prefix(400)) == row.picked, "\(row.kind) \(row.count) \(row.picking)")
      #expect(Self.integerChecksum(picked) == row.checksum, "\(row.kind) \(row.count) \(row.picking)")
      #expect(String(random.next()) == row.next, "\(row.kind) \(row.count) \(row.picking)")
    }
  }

  @Test func permutationsAndShufflesEqualNumPy() {
    for row in golden.orders {
      var random = RandomGenerator(seed: UInt64(row.count))
      let order = random.permutation(row.count)
      var items = (0..<row.count).map { "item \($0)" }
      random.shuffle(&items)
      #expect(Array(order.prefix(100)) == row.permutation)
      #expect(Self.integerChecksum(order) == row.checksum)
      #expect(Array(items.prefix(20)) == row.shuffled)
      #expect(String(random.next()) == row.next)
    }
  }

  @Test func seedSequencesOfAnySizeEqualNumPy() {
    for row in golden.seeds {
      var sequence = SeedSequence(entropy: row.entropy, spawnKey: row.key)
      #expect(sequence.generateState32(5).map { String($0) } == row.state)
      #expect(sequence.generateState64(3).map { String($0) } == row.state64)
      let children = sequence.spawn(3).dropFirst().map { $0.generateState32(3).map { String($0) } }
      #expect(children == row.children)
      var random = RandomGenerator(sequence)
      #expect(random.random() == row.first)
    }
  }

  @Test func spawningEqualsNumPy() {
    var random = RandomGenerator(seed: 5)
    _ = random.random()
    var children = random.spawn(2) + random.spawn(1)
    var numbers = children.indices.map { children[$0].random() }
    var grandchild = children[1].spawn(1)[0]
    numbers += [grandchild.random(), random.random()]
    #expect(numbers == golden.spawned)
  }

  @Test func drawsOfAllKindsInTurnEqualNumPy() {
    var random = RandomGenerator(seed: 99)
    var values: [Double] = []
    for round in 0..<30 {
      values += [random.random(), Double(random.integers(0..<10)), Double(random.randomFloat())]
      values += [random.standardNormal(), Double(random.integers(0..<(1 << 40)))]
      values += random.integers(0..<(200 as UInt8), count: 1).map(Double.init)
      values.append(random.uniform(-2, 5))
      values += random.permutation(round % 5).map(Double.init)
      values += [random.exponential(), Double(random.choice(probabilities: [0.2, 0.5, 0.3]))]
      values += random.integers(0..<(2 as Int8), count: round % 4).map(Double.init)
      values.append(Double(random.integers(-4 ..< -3)))
      values += random.choice(9, picking: 3, replacing: false).map(Double.init)
    }
    #expect(values == golden.interleaved)
  }
}

extension RandomGoldenTests {
  private static func draw(_ name: String, from random: inout RandomGenerator) -> Double {
    switch name {
    case "standard_normal": random.standardNormal()
    case "normal_3_2.5": random.normal(mean: 3, standardDeviation: 2.5)
    case "exponential": random.exponential()
    case "exponential_0.7": random.exponential(scale: 0.7)
    default: Double(random.randomFloat())
    }
  }

  private static func pick(_ row: RandomGolden.Choice, from random: inout RandomGenerator) -> [Int] {
    let probabilities = [0.1, 0, 0.3, 0.25, 0.05, 0.3]
    return switch row.kind {
    case "distinct": random.choice(row.count, picking: row.picking, replacing: false)
    case "replacing": random.choice(row.count, picking: row.picking)
    case "weighted": random.choice(probabilities: probabilities, picking: row.picking)
    default: random.choice(probabilities: probabilities, picking: row.picking, replacing: false)
    }
  }

  private static func integerChecksum(_ values: [Int]) -> String {
    RandomGolden.checksum(values.map(Double.init))
  }
}
