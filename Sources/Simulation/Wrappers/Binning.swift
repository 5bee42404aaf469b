/// Equal bins along each dimension of a box, numbered as one.
///
/// Counterpart of what Gymnasium's `DiscretizeObservation` and `DiscretizeAction` do with a box: numbers beyond a
/// bound fall into the bin next to it, and the last dimension runs fastest.
public struct Binning: Sendable, Equatable {
  /// The lower end of each dimension.
  public let low: [Double]
  /// The upper end of each dimension.
  public let high: [Double]
  /// How many bins each dimension has.
  public let bins: [Int]

  private let axes: [Axis]

  /// Divides the interval `low[i] ... high[i]` of each dimension into `bins[i]` equal bins.
  ///
  /// - Precondition: As many bounds as numbers of bins, all finite, `low < high`, at least one bin each.
  public init(low: [Double], high: [Double], bins: [Int]) {
    precondition(
      low.count == bins.count && high.count == bins.count && !bins.isEmpty,
      "\(bins.count) numbers of bins need as many bounds, not \(low.count) and \(high.count)")
    for index in bins.indices {
      precondition(bins[index] > 0, "a dimension needs at least one bin, not \(bins[index])")
      precondition(
        low[index] < high[index] && (high[index] - low[index]).isFinite,
        "bins need finite bounds with low < high, not \(low[index]) and \(high[index])")
    }
    self.low = low
    self.high = high
    self.bins = bins
    axes = bins.indices.map { Axis(low: low[$0], high: high[$0], count: bins[$0]) }
  }

  /// Divides a box's own bounds.
  public init(_ box: Box<Float>, bins: [Int]) {
    self.init(low: box.low.map(Double.init), high: box.high.map(Double.init), bins: bins)
  }

  /// The number of bins of all dimensions together.
  public var binCount: Int { bins.reduce(1, *) }

  /// The number of the bin that a row of numbers falls into, in `0 ..< binCount`.
  ///
  /// - Precondition: As many numbers as dimensions, none of them NaN.
  public func bin(of row: Span<Float>) -> Int {
    precondition(row.count == bins.count, "\(row.count) numbers cannot fall into bins of \(bins.count) dimensions")
    var number = 0
    for index in 0..<axes.count { number = number * axes[index].count + axes[index].bin(of: row[index]) }
    return number
  }

  /// Writes the middle of a bin along each dimension.
  ///
  /// - Precondition: The bin is in `0 ..< binCount`.
  public func writeCenter(ofBin bin: Int, into row: inout MutableSpan<Float>) {
    var rest = bin
    for index in stride(from: bins.count - 1, through: 0, by: -1) {
      let place = rest % bins[index]
      row[index] = 0.5 * (axes[index].edge(place) + axes[index].edge(place + 1))
      rest /= bins[index]
    }
    precondition(bin >= 0 && rest == 0, "there is no bin \(bin) among \(binCount)")
  }
}

/// The bins of one dimension.
private struct Axis: Sendable, Equatable {
  let count: Int
  private let low: Float
  private let high: Float
  private let width: Float
  private let binsPerUnit: Double

  init(low: Double, high: Double, count: Int) {
    self.count = count
    self.low = Float(low)
    self.high = Float(high)
    width = (Float(high) - Float(low)) / Float(count)
    binsPerUnit = Double(count) / (high - low)
  }

  func bin(of number: Float) -> Int {
    let last = count - 1
    let share = (Double(number) - Double(low)) * binsPerUnit
    var place = Int(min(max(share, 0), Double(last)))
    // The product may miss an edge by its rounding; the edges themselves decide, as in Gymnasium.
    while place < last, number >= edge(place + 1) { place += 1 }
    while place > 0, number < edge(place) { place -= 1 }
    return place
  }

  /// Where a bin begins, rounded as `numpy.linspace` rounds it for float32 bounds.
  func edge(_ place: Int) -> Float { place == count ? high : Float(place) * width + low }
}

extension Binning: Codable {
  private enum CodingKeys: CodingKey { case low, high, bins }

  /// Reads bins from outside and refuses those that cannot be.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let low = try container.decode([Double].self, forKey: .low)
    let high = try container.decode([Double].self, forKey: .high)
    let bins = try container.decode([Int].self, forKey: .bins)
    let isPossible =
      !bins.isEmpty && low.count == bins.count && high.count == bins.count
      && zip(low, high).allSatisfy { $0 < $1 && ($1 - $0).isFinite } && bins.allSatisfy { $0 > 0 }
      && bins.reduce(1.0) { $0 * Double($1) } < 1e9
    guard isPossible else {
      throw DecodingError.dataCorruptedError(
        forKey: .bins, in: container, debugDescription: "bins \(bins) from \(low) to \(high) cannot be")
    }
    self.init(low: low, high: high, bins: bins)
  }

  /// Writes bounds and numbers of bins.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(low, forKey: .low)
    try container.encode(high, forKey: .high)
    try container.encode(bins, forKey: .bins)
  }
}
