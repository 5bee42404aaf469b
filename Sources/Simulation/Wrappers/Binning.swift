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
  ///
  /// - Precondition: As many numbers as dimensions, none of them NaN.
  public func bin(of row: Span<Float>) -> Int {
    precondition(row.count == bins.count, "\(row.count) numbers cannot fall into bins of \(bins.count) dimensions")
    var number = 0
    for index in bins.indices { number = number * bins[index] + bin(of: row[index], along: index) }
    return number
  }

  /// Writes the middle of a bin along each dimension.
  ///
  /// - Precondition: The bin is in `0 ..< binCount`.
  public func writeCenter(ofBin bin: Int, into row: inout MutableSpan<Float>) {
    var rest = bin
    for index in stride(from: bins.count - 1, through: 0, by: -1) {
      let place = rest % bins[index]
      row[index] = 0.5 * (edge(place, along: index) + edge(place + 1, along: index))
      rest /= bins[index]
    }
    precondition(bin >= 0 && rest == 0, "there is no bin \(bin) among \(binCount)")
  }

  private func bin(of number: Float, along index: Int) -> Int {
    let last = bins[index] - 1
    let share = (Double(number) - low[index]) / (high[index] - low[index])
    var place = Int(min(max(share * Double(bins[index]), 0), Double(last)))
    // The division may miss an edge by its rounding; the edges themselves decide, as in Gymnasium.
    while place < last, number >= edge(place + 1, along: index) { place += 1 }
    while place > 0, number < edge(place, along: index) { place -= 1 }
    return place
  }

  /// Where a bin begins, rounded as `numpy.linspace` rounds it for float32 bounds.
  private func edge(_ place: Int, along index: Int) -> Float {
    let (low, high) = (Float(low[index]), Float(high[index]))
    return place == bins[index] ? high : Float(place) * ((high - low) / Float(bins[index])) + low
  }
}
