import Simulation
import TestSupport
import Testing

/// Tuples and dictionaries as rows of several fields.
@Suite("Composite spaces") struct CompositeSpaceTests {
  private let speed = SpaceDescriptor.box(scalar: .float32, shape: [2], low: [-1, -1], high: [1, 1])
  private let place = SpaceDescriptor.discrete(count: 5, start: 2)

  @Test("a dictionary has a field for each value, and its leaves say where their numbers stand") func dictionary() {
    let space = SpaceDescriptor.dictionary([
      NamedSpace("speed", speed),
      NamedSpace("inner", .tuple([place, .multiDiscrete(counts: [2, 3], start: [0, 0])])),
      NamedSpace("mixed", .tuple([place, speed])),
    ])
    #expect(space.layout.fields.map(\.name) == ["speed", "inner", "mixed.0", "mixed.1"])
    #expect(space.layout.fields.map(\.kind) == [.float32, .int64, .int64, .float32])
    #expect(space.leaves.map(\.field) == [0, 1, 1, 2, 3] && space.leaves.map(\.start) == [0, 0, 1, 0, 0])
    #expect(
      space.leaves.map(\.path) == [
        [.key("speed")], [.key("inner"), .index(0)], [.key("inner"), .index(1)], [.key("mixed"), .index(0)],
        [.key("mixed"), .index(1)],
      ])
    #expect(space.scalarCount == 8 && space.elementCount == nil)
    #expect(
      "\(SpaceDescriptor.dictionary([NamedSpace("a", .discrete(count: 2, start: 0))]))" == "Dict('a': Discrete(2))")
  }

  @Test("a name with a dot is not that of another one's part") func dots() {
    let space = SpaceDescriptor.dictionary([
      NamedSpace("a", .dictionary([NamedSpace("b", place)])), NamedSpace("a.b", place),
    ])
    #expect(Set(space.layout.fields.map(\.name)).count == 2)
  }

  @Test("numbers of every kind are written as floats") func floats() {
    func written<Number: RowScalar>(_ numbers: [Number]) -> [Float] {
      let rows = RowBuffer(numbers, rowShape: [2])
      var floats = [Float](repeating: -1, count: 6)
      var span = floats.mutableSpan
      rows.writeFloats(1..<2, ofField: 0, of: 1..<3, into: &span, from: 1, every: 3)
      return floats
    }
    let expected: [Float] = [-1, 1, -1, -1, 0, -1]
    #expect(
      written([9, 9, 9, 1, 9, 0] as [Float]) == expected && written([9, 9, 9, 1, 9, 0] as [Double]) == expected)
    #expect(written([9, 9, 9, 1, 9, 0]) == expected && written([9, 9, 9, 1, 9, 0] as [UInt8]) == expected)
    #expect(
      written([9, 9, 9, 1, 9, 0] as [Int8]) == expected && written([9, 9, 9, 1, 9, 0] as [Int16]) == expected)
    #expect(
      written([9, 9, 9, 1, 9, 0] as [UInt16]) == expected && written([9, 9, 9, 1, 9, 0] as [Int32]) == expected)
    #expect(
      written([9, 9, 9, 1, 9, 0] as [UInt32]) == expected && written([9, 9, 9, 1, 9, 0] as [UInt64]) == expected)
    #expect(written([true, true, true, true, true, false]) == expected)
  }

  @Test("rows are converted between the precisions of floats, and to another shape, and to nothing else")
  func conversion() {
    let rows = RowBuffer([0.5, 1.5, 2.5, 3.5] as [Double], rowShape: [2])
    #expect(rows.converted(to: speed.layout) == RowBuffer([0.5, 1.5, 2.5, 3.5] as [Float], rowShape: [2]))
    #expect(rows.converted(to: speed.layout)?.converted(to: rows.layout) == rows)
    #expect(rows.converted(to: RowLayout(.float64, shape: [2, 1]))?.array() == [0.5, 1.5, 2.5, 3.5] as [Double])
    #expect(rows.converted(to: RowLayout(.float64, shape: [3])) == nil)
    #expect(rows.converted(to: RowLayout(.int64, shape: [2])) == nil)
  }

  @Test("one field of one row can be changed alone") func field() {
    var rows = RowBuffer(SpaceDescriptor.tuple([place, speed]).layout, count: 2)
    var numbers = rows.mutableField(1, ofRow: 1, as: Float.self)
    numbers[1] = 7
    #expect(rows.field(1, as: Float.self)[1][1] == 7 && rows.field(0, as: Int.self)[1][0] == 0)
    #expect(rows.field(1, as: Float.self)[0][1] == 0)
  }

  @Test("boxes of narrow integers hold what they draw", arguments: [ScalarKind.int8, .uint16, .int32, .uint64])
  func integers(kind: ScalarKind) throws {
    let space = try #require(SpaceDescriptor.box(scalar: kind, shape: [3], low: [0, 1, 2], high: [5, 1, 9]).space)
    var rows = RowBuffer(space.descriptor.layout, count: 50)
    var generator = RandomGenerator(seed: 1)
    space.sample(into: &rows, using: &generator)
    #expect(space.contains(rows) && Set(rows.doubles).count > 5)
    #expect(space.descriptor == .box(scalar: kind, shape: [3], low: [0, 1, 2], high: [5, 1, 9]))
  }
}
