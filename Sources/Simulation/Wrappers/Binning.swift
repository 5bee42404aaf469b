/// Equal bins along each dimension of a box, numbered as one.
///
/// Counterpart of what Gymnasium's `DiscretizeObservation` and `DiscretizeAction` do with a box: numbers beyond a
/// bound fall into the bin next to it, and the last dimension runs fastest.
public struct Binning: Sendable, Equatable, Codable {
  /// The lower end of each dimension.
  public let low: [Double]
  /// The upper end of each dimension.
  public let high: [Double]
  /// How many bins each dimension has.
  public let bins: [Int]

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
  }

  /// Divides a box's own bounds.
  public init(_ box: Box<Float>, bins: [Int]) {
    self.init(low: box.low.map(Double.init), high: box.high.map(Double.init), bins: bins)
  }

  /// The number of bins of all dimensions together.
  public var binCount: Int { bins.reduce(1, *) }

  /// The number of the bin that a row of numbers falls into, in `0 ..< binCount`.
  @inlinable
  public func bin(of row: Span<Float>) -> Int {
    var number = 0
    for index in 0..<bins.count {
      let position = (Double(row[index]) - low[index]) / (high[index] - low[index]) * Double(bins[index])
      number = number * bins[index] + min(max(Int(max(min(position, 1e9), -1)), 0), bins[index] - 1)
    }
    return number
  }

  /// The middle of each bin of each dimension.
  public var centers: [[Double]] {
    bins.indices.map { index in
      let width = (high[index] - low[index]) / Double(bins[index])
      return (0..<bins[index]).map { low[index] + (Double($0) + 0.5) * width }
    }
  }
}
