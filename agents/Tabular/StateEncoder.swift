import Simulation

/// Turns an observation into the number of a state, the row of a table.
public protocol StateEncoder<Scalar>: Sendable, Equatable, Codable {
  /// The type of each observed number.
  associatedtype Scalar: SpaceScalar

  /// How many states there are.
  var stateCount: Int { get }

  /// How many numbers an observation has.
  var scalarCount: Int { get }

  /// The number of the state, in `0 ..< stateCount`.
  func state(of observation: Span<Scalar>) -> Int
}

/// The observation is a state already, or a few categories that make one.
public struct CategoryEncoder: StateEncoder {
  private let counts: [Int]
  private let starts: [Int]

  /// Numbers the elements of a space.
  public init(_ space: any CategoricalSpace) {
    counts = space.categories.map(\.count)
    starts = space.categories.map(\.start)
  }

  /// The number of combinations.
  public var stateCount: Int { counts.reduce(1, *) }

  /// One number per category.
  public var scalarCount: Int { counts.count }

  /// The position of the element, the last category running fastest.
  public func state(of observation: Span<Int>) -> Int {
    var state = 0
    for index in 0..<counts.count { state = state * counts[index] + observation[index] - starts[index] }
    return state
  }
}

/// The observation is sorted into bins.
public struct BinEncoder: StateEncoder {
  /// The bins.
  public let binning: Binning

  /// Encodes by bins.
  public init(_ binning: Binning) { self.binning = binning }

  /// The number of bins.
  public var stateCount: Int { binning.binCount }

  /// One number per dimension.
  public var scalarCount: Int { binning.bins.count }

  /// The number of the bin.
  public func state(of observation: Span<Float>) -> Int { binning.bin(of: observation) }
}
