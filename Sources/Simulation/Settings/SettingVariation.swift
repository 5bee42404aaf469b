/// A variation of a setting: the ranges that its numbers are drawn from.
///
/// Its text is that of `--vary`: `5..15`, or several ranges, `1..5,15..20`. Real numbers are uniform over all ranges
/// together, whole ones equally likely.
public struct SettingVariation: Hashable, Sendable {
  /// The ranges, in the order in which they were given.
  public let ranges: [ClosedRange<Double>]
  /// The text, as it was given.
  public let text: String

  /// Reads ranges; `nil` if the text is of another form, or a range ends before it begins.
  public init?(text: String) {
    var ranges: [ClosedRange<Double>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let dots = part.firstRange(of: ".."), let low = Double(part[..<dots.lowerBound]),
        let high = Double(part[dots.upperBound...]), low <= high, low.isFinite, high.isFinite
      else { return nil }
      ranges.append(low...high)
    }
    self.ranges = ranges
    self.text = text
  }

  /// The only number; `nil` if there are several.
  var onlyNumber: Double? {
    let low = lowest
    return ranges.allSatisfy { ($0.lowerBound, $0.upperBound) == (low, low) } ? low : nil
  }

  /// The least number.
  var lowest: Double { ranges.reduce(.infinity) { min($0, $1.lowerBound) } }
  /// The greatest number.
  var highest: Double { ranges.reduce(-.infinity) { max($0, $1.upperBound) } }

  /// Draws a number.
  func draw(_ kind: DrawnNumbers, using generator: inout RandomGenerator) -> Double {
    switch kind {
    case .real: number(generator.random() * ranges.reduce(0) { $0 + Self.size($1, kind) }, kind)
    case .whole:
      number(Double(generator.integers(0..<Int(ranges.reduce(0) { $0 + Self.size($1, kind) }))), kind)
    }
  }

  /// The number at a place, counted from the beginning of the first range on.
  private func number(_ place: Double, _ kind: DrawnNumbers) -> Double {
    var place = place
    for range in ranges {
      let size = Self.size(range, kind)
      if place < size { return min(range.lowerBound + place, range.upperBound) }
      place -= size
    }
    return ranges[ranges.count - 1].upperBound
  }

  /// The length of a range, or how many whole numbers are in it.
  private static func size(_ range: ClosedRange<Double>, _ kind: DrawnNumbers) -> Double {
    range.upperBound - range.lowerBound + (kind == .whole ? 1 : 0)
  }
}
