import Files
import Simulation
import Training

/// An encoder of observations as numbers of states, the rows of a table.
public enum StateEncoder: Sendable, Equatable {
  /// Observations that are a state already, or a few categories that make one.
  case categories(counts: [Int], starts: [Int])
  /// Numbers that are sorted into bins.
  case bins(Binning)

  /// Numbers the elements of a space of categories; `nil` if they have other numbers.
  public init?(_ space: SpaceDescriptor) {
    guard let space = space.space as? any CategoricalSpace else { return nil }
    self = .categories(counts: space.categories.map(\.count), starts: space.categories.map(\.start))
  }

  /// The number of states: of combinations, or of bins.
  public var stateCount: Int {
    switch self {
    case .categories(let counts, _): counts.reduce(1, *)
    case .bins(let binning): binning.binCount
    }
  }

  /// The number of components of an observation.
  public var scalarCount: Int {
    switch self {
    case .categories(let counts, _): counts.count
    case .bins(let binning): binning.bins.count
    }
  }

  /// Returns true if the encoder takes the observations of a space.
  public func fits(_ space: SpaceDescriptor) -> Bool {
    switch self {
    case .categories: StateEncoder(space) == self
    case .bins: if case .box(.float32, _, _, _) = space { space.scalarCount == scalarCount } else { false }
    }
  }

  /// The number of a row's state, in `0 ..< stateCount`: the position of the element, the last category running fastest,
  /// or the number of the bin.
  public func state(ofRow row: Int, _ observations: borrowing RowBuffer) -> Int {
    switch self {
    case .categories(let counts, let starts):
      let observation = observations.row(row, as: Int.self)
      var state = 0
      for index in counts.indices { state = state * counts[index] + observation[index] - starts[index] }
      return state
    case .bins(let binning): return binning.bin(of: observations.row(row, as: Float.self))
    }
  }
}

extension StateEncoder: Codable {
  private enum Key: String, CodingKey { case counts, starts, binning }

  /// The bins that a file holds, not yet checked.
  private struct Bins: Decodable {
    let low: [Double]
    let high: [Double]
    let bins: [Int]
  }

  /// Writes what sets the encoder apart by its keys.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .categories(let counts, let starts):
      try container.encode(counts, forKey: .counts)
      try container.encode(starts, forKey: .starts)
    case .bins(let binning): try container.encode(binning, forKey: .binning)
    }
  }

  /// Reads an encoder; the file it comes from may hold anything.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if container.contains(.binning) {
      self = .bins(try Self.checked(try container.decode(Bins.self, forKey: .binning)))
      return
    }
    let counts = try container.decode([Int].self, forKey: .counts)
    let starts = try container.decode([Int].self, forKey: .starts)
    guard starts.count == counts.count else {
      throw PolicyFileError("Its encoder has \(counts.count) counts, but \(starts.count) starts.")
    }
    try StateCount.check(counts)
    self = .categories(counts: counts, starts: starts)
  }

  private static func checked(_ found: Bins) throws(PolicyFileError) -> Binning {
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
    return Binning(low: found.low, high: found.high, bins: found.bins)
  }
}

/// Checks of the number of states of a table.
enum StateCount {
  /// A table of 100 million states takes some gigabytes.
  static let limit = 100_000_000

  /// Returns true if the product of some counts is a number of states that a table can have.
  static func isUsable(_ counts: [Int]) -> Bool {
    !counts.isEmpty && counts.allSatisfy { $0 > 0 } && Untrusted.product(counts, atMost: limit) != nil
  }

  static func check(_ counts: [Int]) throws(PolicyFileError) {
    guard isUsable(counts) else {
      throw PolicyFileError(
        "Its encoder has the counts \(counts), but they must be positive and make at most \(limit) states.")
    }
  }
}
