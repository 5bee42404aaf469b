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
    let slashes = SpaceDescriptor.dictionary([
      NamedSpace("a\\", .dictionary([NamedSpace("b", place)])), NamedSpace("a\\.b", place),
    ])
    #expect(Set(slashes.layout.fields.map(\.name)).count == 2)
    // A dot with an accent is one character, and a dot all the same.
    let accents = SpaceDescriptor.dictionary([
      NamedSpace("a", .dictionary([NamedSpace("\u{301}b", place)])), NamedSpace("a.\u{301}b", place),
    ])
    #expect(Set(accents.layout.fields.map(\.name)).count == 2)
  }

  @Test("a dictionary of one value is read by its name, not as that value") func singleValue() {
    let space = CompositeSpace.dictionary(["a": Discrete(5, start: 2)])
    var rows = RowBuffer(space.layout, count: 20)
    var generator = RandomGenerator(seed: 2)
    space.sample(into: &rows, using: &generator)
    let field = rows.field(0, as: Int.self)
    #expect((0..<20).allSatisfy { (2...6).contains(field[$0][0]) } && space.contains(rows))
    #expect(rows.layout.kind == nil && rows.layout.scalarCount == 1)
    #expect(!rows.fits(place.layout) && rows.converted(to: place.layout)?.layout == place.layout)
  }

  @Test("the order of a dictionary is that of its names") func order() {
    let space = CompositeSpace.dictionary(["b": Discrete(2), "a": Box<Double>(low: [0], high: [1])])
    #expect(space.layout.fields.map(\.name) == ["a", "b"])
  }

  @Test("rows are filled and judged alike by a space and by the space of their bytes") func behindBytes() {
    let (space, bytes) = (Drifter().observationSpace, RowEnvironment(Drifter()).observationSpace)
    var (rows, others) = (RowBuffer(bytes.layout, count: 10), RowBuffer(bytes.layout, count: 10))
    var (generator, same) = (RandomGenerator(seed: 4), RandomGenerator(seed: 4))
    bytes.sample(into: &rows, using: &generator)
    space.sample(into: &others, using: &same)
    #expect(rows == others && bytes.contains(rows) && space.contains(rows))
    var copy = [UInt8](repeating: 0, count: rows.stride)
    var span = copy.mutableSpan
    rows.writeBytes(ofRow: 3, into: &span)
    #expect(copy == (0..<rows.stride).map { rows.rowBytes(3)[$0] })
    var far = rows.mutableRow(0, as: Float.self)
    far[0] = .infinity
    #expect(!bytes.contains(rows) && !space.contains(rows))
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

  @Test("rows of several fields are converted field by field") func fieldwise() {
    var rows = RowBuffer(RowLayout([.field("a", .float32, shape: [2]), .field("b", .uint8, shape: [])]), count: 2)
    for row in 0..<2 {
      var floats = rows.mutableField(0, ofRow: row, as: Float.self)
      floats[1] = Float(row) + 0.5
      var bytes = rows.mutableField(1, ofRow: row, as: UInt8.self)
      bytes[0] = UInt8(7 + row)
    }
    let target = RowLayout([.field("a", .float64, shape: [2]), .field("b", .uint8, shape: [])])
    let wide = rows.converted(to: target)
    #expect(wide?.field(0, as: Double.self)[1][1] == 1.5 && wide?.field(1, as: UInt8.self)[1][0] == 8)
    #expect(wide?.converted(to: rows.layout) == rows)
    let swapped = RowLayout([.field("b", .float32, shape: [2]), .field("a", .uint8, shape: [])])
    #expect(rows.converted(to: swapped) == nil)
  }

  @Test("the numbers of a row are read and replaced over all its fields") func allFields() {
    var rows = RowBuffer(SpaceDescriptor.tuple([place, speed]).layout, count: 2)
    rows.replaceNumbers(ofRow: 1, withDoubles: [4, 0.5, -1])
    #expect(rows.doubles(ofRow: 1) == [4, 0.5, -1] && rows.doubles(ofRow: 0) == [0, 0, 0])
    #expect(rows.scalars(ofRow: 1).map { "\($0)" } == ["4", "0.5", "-1.0"])
    let named = CompositeSpace.dictionary(["a": Discrete(5)])
    #expect(named.makeRow().doubles(ofRow: 0) == [0])
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
    #expect(space.contains(rows) && Set((0..<50).flatMap(rows.doubles(ofRow:))).count > 5)
    #expect(space.descriptor == .box(scalar: kind, shape: [3], low: [0, 1, 2], high: [5, 1, 9]))
  }
}
