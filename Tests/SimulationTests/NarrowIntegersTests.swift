import Simulation
import Testing

/// NumPy cuts random words into small integers, afresh in every call.
@Suite struct NarrowIntegersTests {
  @Test(arguments: ["uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64", "bool"])
  func fillsEqualNumPy(type: String) throws {
    for row in try RandomGolden.load().narrow where row.type == type {
      var random = RandomGenerator(seed: 7)
      let draws = try Self.draw(row, from: &random)
      #expect(draws == row.draws, "\(type) \(row.low)...\(row.last)")
      _ = random.random()
      #expect(random.nextUInt32() == row.next, "\(type) \(row.low)...\(row.last)")
    }
  }

  private static func draw(
    _ row: RandomGolden.Narrow, from random: inout RandomGenerator
  ) throws -> [String] {
    switch row.type {
    case "uint8": try draw(row, as: UInt8.self, from: &random)
    case "int8": try draw(row, as: Int8.self, from: &random)
    case "uint16": try draw(row, as: UInt16.self, from: &random)
    case "int16": try draw(row, as: Int16.self, from: &random)
    case "uint32": try draw(row, as: UInt32.self, from: &random)
    case "int32": try draw(row, as: Int32.self, from: &random)
    case "uint64": try draw(row, as: UInt64.self, from: &random)
    case "int64": try draw(row, as: Int64.self, from: &random)
    default: [37, 1, 3].flatMap { random.booleans(count: $0) }.map { $0 ? "1" : "0" }
    }
  }

  private static func draw<Value: FixedWidthInteger>(
    _ row: RandomGolden.Narrow, as type: Value.Type, from random: inout RandomGenerator
  ) throws -> [String] {
    let low = try #require(Value(row.low))
    let last = try #require(Value(row.last))
    return [37, 1, 3].flatMap { random.integers(low...last, count: $0) }.map { String($0) }
  }
}
