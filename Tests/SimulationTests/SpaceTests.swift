import Foundation
import Simulation
import Testing

@Suite struct SpaceTests {
  @Test(
    arguments: [
      ([0, 0], true), ([-1, 1.5], true), ([1, 2], true), ([1.0001, 0], false), ([0, -0.0001], false), ([0], false),
      ([0, 0, 0], false), ([.nan, 0], false), ([.infinity, 0], false),
    ] as [([Float], Bool)])
  func aBoxContainsWhatLiesWithinItsBounds(element: [Float], isInside: Bool) {
    #expect(Box<Float>(low: [-1, 0], high: [1, 2]).contains(element) == isInside)
  }

  @Test func anUnboundedBoxContainsAllNumbersButNotNaN() {
    let space = Box<Float>(low: -.infinity, high: .infinity, shape: [1])
    #expect(space.contains([1e38]) && space.contains([-.infinity]))
    #expect(!space.contains([.nan]))
  }

  @Test(arguments: [([-3], true), ([1], true), ([2], false), ([-4], false), ([], false), ([0, 0], false)])
  func aDiscreteContainsItsRange(element: [Int], isInside: Bool) {
    #expect(Discrete(5, start: -3).contains(element) == isInside)
  }

  @Test(arguments: [([0, 1], true), ([2, 2], true), ([3, 1], false), ([0, 0], false), ([0], false)])
  func aMultiDiscreteContainsRowsOfItsCategories(element: [Int], isInside: Bool) {
    #expect(MultiDiscrete([Discrete(3), Discrete(2, start: 1)]).contains(element) == isInside)
  }

  @Test(arguments: [([0, 1, 1], true), ([0, 1, 2], false), ([0, 1], false)] as [([UInt8], Bool)])
  func aMultiBinaryContainsRowsOfBits(element: [UInt8], isInside: Bool) {
    #expect(MultiBinary(3).contains(element) == isInside)
  }

  @Test func tuplesFlattenAsGymnasiumsDo() throws {
    for row in try SpacesGolden.load().tuples {
      #expect(DiscreteTuple(32, 11, 2).flatten(row.element) == row.flattened, "\(row.element)")
    }
  }

  @Test func categoriesStartingElsewhereFlattenOneHot() {
    let space = MultiDiscrete([Discrete(3, start: 1), Discrete(2, start: -2)])
    #expect(space.flatten([3, -2]) == [0, 0, 1, 1, 0])
    #expect(space.flatten([1, -1]) == [1, 0, 0, 0, 1])
  }

  @Test func everyElementHasItsOwnIndexLastNumberRunningFastest() {
    let space = MultiDiscrete([Discrete(3, start: 1), Discrete(2, start: -2), Discrete(4)])
    var indices: [Int] = []
    for first in 1..<4 {
      for second in -2..<0 {
        for third in 0..<4 { indices.append(space.index(of: [first, second, third].span)) }
      }
    }
    #expect(indices == Array(0..<24))
    #expect(space.elementCount == 24)
  }
}

@Suite struct SpaceDescriptorTests {
  private static let described: [String: SpaceDescriptor] = [
    "discrete": Discrete(6).descriptor,
    "discrete from -3": Discrete(5, start: -3).descriptor,
    "multi-discrete": MultiDiscrete([3, 2, 7]).descriptor,
    "bits": MultiBinary(5).descriptor,
    "picture": Box<UInt8>(low: 0, high: 255, shape: [2, 3, 3]).descriptor,
    "box with axes": Box<Float>(low: -5, high: 5, shape: [2, 3]).descriptor,
  ]

  @Test func descriptionsAreGymnasiums() throws {
    let descriptions = try SpacesGolden.load().descriptions
    #expect(Self.described.mapValues(\.description) == descriptions)
  }

  @Test func boundsThatDifferAreListedUpToEight() {
    let short = Box<Float>(low: [-1, -.infinity], high: [1, .infinity])
    #expect(short.descriptor.description == "Box([-1.0 -inf], [1.0 inf], (2,), float32)")
    let long = Box<Float>(low: (0..<9).map { -Float($0) }, high: [Float](repeating: 1, count: 9))
    #expect(long.descriptor.description == "Box([-0.0 …], 1.0, (9,), float32)")
  }

  @Test func aStartIsPartOfTheDescription() {
    let space = MultiDiscrete([Discrete(3, start: 1), Discrete(2)])
    #expect(space.descriptor.description == "MultiDiscrete([3 2], start=[1 0])")
    #expect(
      DiscreteTuple(32, 11, 2).descriptor.description == "Tuple(Discrete(32), Discrete(11), Discrete(2))")
  }

  @Test(arguments: [
    (Discrete(6).descriptor, #"{"dtype":"int64","n":6,"start":0,"type":"Discrete"}"#),
    (MultiDiscrete([3, 2]).descriptor, #"{"dtype":"int64","nvec":[3,2],"start":[0,0],"type":"MultiDiscrete"}"#),
    (MultiBinary(5).descriptor, #"{"n":5,"type":"MultiBinary"}"#),
    (
      Box<Float>(low: [-0.1, 0], high: [0.1, .infinity]).descriptor,
      #"{"dtype":"float32","high":[0.1,"Infinity"],"low":[-0.1,0],"shape":[2],"type":"Box"}"#
    ),
    (
      Box<UInt8>(low: 0, high: 255, shape: [96, 96, 3]).descriptor,
      #"{"dtype":"uint8","high":255,"low":0,"shape":[96,96,3],"type":"Box"}"#
    ),
    (
      Box<Float>(low: -.infinity, high: 2, shape: [1]).descriptor,
      #"{"dtype":"float32","high":[2],"low":["-Infinity"],"shape":[1],"type":"Box"}"#
    ),
    (
      Box<Float>(low: [-.infinity, -.infinity], high: [1, 2]).descriptor,
      #"{"dtype":"float32","high":[1,2],"low":"-Infinity","shape":[2],"type":"Box"}"#
    ),
    (
      DiscreteTuple(2).descriptor,
      #"{"subspaces":[{"dtype":"int64","n":2,"start":0,"type":"Discrete"}],"type":"Tuple"}"#
    ),
  ])
  func jsonNamesWhatMinariNames(descriptor: SpaceDescriptor, json: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(String(decoding: try encoder.encode(descriptor), as: UTF8.self) == json)
  }

  @Test(
    arguments: [
      (Discrete(6, start: 2).descriptor, 6, 1), (MultiDiscrete([3, 2, 7]).descriptor, 42, 3),
      (MultiBinary(5).descriptor, 32, 5), (MultiBinary(70).descriptor, nil, 70),
      (DiscreteTuple(32, 11, 2).descriptor, 704, 3),
      (Box<Float>(low: 0, high: 1, shape: [2, 3]).descriptor, nil, 6),
      (.tuple([Discrete(2).descriptor, Box<Float>(low: 0, high: 1, shape: [4]).descriptor]), nil, 5),
    ] as [(SpaceDescriptor, Int?, Int)])
  func elementsAndScalarsAreCounted(descriptor: SpaceDescriptor, elements: Int?, scalars: Int) {
    #expect(descriptor.elementCount == elements)
    #expect(descriptor.scalarCount == scalars)
  }
}

@Suite struct CategoricalSpaceTests {
  @Test(arguments: [Discrete(5, start: 2), MultiDiscrete([5]), DiscreteTuple(5)] as [any CategoricalSpace])
  func theRangesOfAnyCategoricalSpaceCanBeRead(space: any CategoricalSpace) {
    #expect(space.categories.map(\.count) == [5])
    #expect(space.elementCount == 5)
  }
}

@Suite("Layouts of spaces") struct SpaceLayoutTests {
  @Test("A tuple of one kind of numbers is one field, one of several kinds a field for each part")
  func tuples() {
    let pair = SpaceDescriptor.tuple([.discrete(count: 3, start: 0), .discrete(count: 2, start: 1)])
    #expect(pair.layout == RowLayout(.int64, shape: [2]))
    let box = SpaceDescriptor.box(scalar: .float32, shape: [2], low: [0, 0], high: [1, 1])
    #expect(
      SpaceDescriptor.tuple([.multiBinary(count: 3), box]).layout
        == RowLayout([.field("0", .uint8, shape: [3]), .field("1", .float32, shape: [2])]))
    #expect(
      SpaceDescriptor.tuple([box, .tuple([.multiBinary(count: 3), box])]).layout
        == RowLayout([
          .field("0", .float32, shape: [2]), .field("1.0", .uint8, shape: [3]), .field("1.1", .float32, shape: [2]),
        ]))
  }

  @Test("A space comes back from its descriptor")
  func spaces() {
    let spaces: [any Space] = [
      Box<Float>(low: [-1, 0], high: [1, .infinity]), Box<UInt8>(low: 0, high: 255, shape: [2, 3]),
      Discrete(3, start: 2),
      MultiDiscrete([3, 2]), MultiBinary(4), DiscreteTuple(2, 5), Box<Int32>(low: [0], high: [1]),
      CompositeSpace.dictionary(["a": Discrete(2), "b": Box<Double>(low: [0], high: [1])]),
    ]
    for space in spaces { #expect(space.descriptor.space?.descriptor == space.descriptor) }
    #expect(SpaceDescriptor.box(scalar: .float16, shape: [1], low: [0], high: [1]).space == nil)
  }

  @Test("A double becomes a number of each kind")
  func clamping() {
    #expect(Int(clamping: 1e300) == .max && Int(clamping: -.infinity) == .min && Int(clamping: Double.nan) == 0)
    #expect(UInt8(clamping: 300.0) == 255 && UInt8(clamping: -1.0) == 0 && UInt8(clamping: 7.9) == 7)
    #expect(Float(clamping: 1e300) == .infinity && Double(clamping: 0.1) == 0.1)
  }

  @Test("A box of integers may have bounds beyond its kind")
  func farBounds() throws {
    let descriptor = SpaceDescriptor.box(scalar: .int8, shape: [2], low: [-.infinity, 0], high: [.infinity, 1e9])
    let box = try #require(descriptor.space as? Box<Int8>)
    #expect(box.low == [.min, 0] && box.high == [.max, .max])
  }
}
