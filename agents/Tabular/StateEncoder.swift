import Simulation
import Training

/// Turns an observation into the number of a state, the row of a table.
public protocol StateEncoder<Scalar>: Sendable, Equatable, Codable {
  /// The type of each observed number.
  associatedtype Scalar: SpaceScalar

  /// The number of states.
  var stateCount: Int { get }

  /// The number of components of an observation.
  var scalarCount: Int { get }

  /// Returns true if the encoder takes the observations of a space.
  func fits(_ space: SpaceDescriptor) -> Bool

  /// The number of the state, in `0 ..< stateCount`.
  func state(of observation: Span<Scalar>) -> Int
}

/// An encoder of observations that are a state already, or a few categories that make one.
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

  /// Returns true if the elements are those of a space.
  public func fits(_ space: SpaceDescriptor) -> Bool {
    guard let categories = space.categories else { return false }
    return categories.map(\.count) == counts && categories.map(\.start) == starts
  }

  /// The position of the element, the last category running fastest.
  public func state(of observation: Span<Int>) -> Int {
    var state = 0
    for index in 0..<counts.count { state = state * counts[index] + observation[index] - starts[index] }
    return state
  }
}

extension CategoryEncoder {
  private enum Key: String, CodingKey { case counts, starts }

  /// Reads an encoder; the file it comes from may hold anything.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    counts = try container.decode([Int].self, forKey: .counts)
    starts = try container.decode([Int].self, forKey: .starts)
    guard starts.count == counts.count else {
      throw PolicyFileError("Its encoder has \(counts.count) counts, but \(starts.count) starts.")
    }
    try StateCount.check(counts)
  }
}

/// An encoder that sorts observations into bins.
public struct BinEncoder: StateEncoder {
  /// The bins.
  public let binning: Binning

  /// Encodes by bins.
  public init(_ binning: Binning) { self.binning = binning }

  /// The number of bins.
  public var stateCount: Int { binning.binCount }

  /// One number per dimension.
  public var scalarCount: Int { binning.bins.count }

  /// Returns true if an observation of a space can be sorted into the bins.
  public func fits(_ space: SpaceDescriptor) -> Bool {
    if case .box(.float32, _, _, _) = space { space.scalarCount == scalarCount } else { false }
  }

  /// The number of the bin.
  public func state(of observation: Span<Float>) -> Int { binning.bin(of: observation) }
}

extension BinEncoder {
  private enum Key: String, CodingKey { case binning }

  /// The bins that a file holds, not yet checked.
  private struct Bins: Decodable {
    let low: [Double]
    let high: [Double]
    let bins: [Int]
  }

  /// Reads an encoder; the file it comes from may hold anything.
  public init(from decoder: any Decoder) throws {
    let found = try decoder.container(keyedBy: Key.self).decode(Bins.self, forKey: .binning)
    guard found.low.count == found.bins.count, found.high.count == found.bins.count else {
      throw PolicyFileError(
        "Its encoder has \(found.bins.count) dimensions, but \(found.low.count) lower and \(found.high.count) "
          + "upper bounds.")
    }
    try StateCount.check(found.bins)
    for (count, (low, high)) in zip(found.bins, zip(found.low, found.high)) {
      guard Binning.canDivide(low, high, into: count) else {
        throw PolicyFileError(
          "Its encoder has \(count) bins from \(low) to \(high), but bounds must be finite and rise, and bins begin at "
            + "different floats.")
      }
    }
    binning = Binning(low: found.low, high: found.high, bins: found.bins)
  }
}

extension SpaceDescriptor {
  /// The categories that an element is made of; `nil` if it has other numbers.
  var categories: [Discrete]? {
    switch self {
    case .box: return nil
    case .discrete(let count, let start): return [Discrete(count, start: start)]
    case .multiDiscrete(let counts, let starts): return zip(counts, starts).map { Discrete($0, start: $1) }
    case .multiBinary(let count): return Array(repeating: Discrete(2), count: count)
    case .tuple(let parts):
      let categories = parts.compactMap(\.categories)
      return categories.count == parts.count ? categories.flatMap(\.self) : nil
    }
  }
}

/// Checks of the number of states of a table.
enum StateCount {
  /// A table of 100 million states takes some gigabytes.
  static let limit = 100_000_000

  /// Returns true if the product of some counts is a number of states that a table can have.
  static func isUsable(_ counts: [Int]) -> Bool {
    var product = 1
    for count in counts {
      guard count > 0, count <= limit / product else { return false }
      product *= count
    }
    return !counts.isEmpty
  }

  static func check(_ counts: [Int]) throws(PolicyFileError) {
    guard isUsable(counts) else {
      throw PolicyFileError(
        "Its encoder has the counts \(counts), but they must be positive and make at most \(limit) states.")
    }
  }
}
