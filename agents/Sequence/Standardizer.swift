/// Moves numbers to the mean 0 and the deviation 1 of those that it was made from.
struct Standardizer: Codable, Equatable, Sendable {
  /// The mean of every feature.
  private(set) var mean: [Float]
  /// The deviation of every feature; 1 where all numbers are the same.
  private(set) var deviation: [Float]

  /// How far from the mean a number may be, in deviations; what is farther counts as that far.
  static let limit: Float = 10

  /// Leaves numbers as they are.
  init(leaving count: Int) {
    mean = Array(repeating: 0, count: count)
    deviation = Array(repeating: 1, count: count)
  }

  /// Measures rows of numbers, which lie one after the other.
  init(_ rows: [Float], width: Int) {
    var (sums, squares) = ([Double](repeating: 0, count: width), [Double](repeating: 0, count: width))
    let count = Double(max(rows.count / max(width, 1), 1))
    for (index, number) in rows.enumerated() { sums[index % width] += Double(number) }
    let means = sums.map { $0 / count }
    for (index, number) in rows.enumerated() {
      let distance = Double(number) - means[index % width]
      squares[index % width] += distance * distance
    }
    mean = means.map { Float($0) }
    deviation = zip(squares, means).map { square, mean in
      let deviation = (square / count).squareRoot()
      // Of equal numbers rounding leaves a little.
      return deviation > 1e-6 * max(abs(mean), 1) ? Float(deviation) : 1
    }
  }

  /// Moves a row of numbers in place.
  func apply(to row: inout MutableSpan<Float>) {
    for index in row.indices { row[index] = apply(to: row[index], at: index) }
  }

  /// Moves one number.
  func apply(to number: Float, at index: Int = 0) -> Float {
    min(max((number - mean[index]) / deviation[index], -Self.limit), Self.limit)
  }

  /// Whether it moves rows of a width to numbers; a file may say anything.
  func isUsable(width: Int) -> Bool {
    mean.count == width && deviation.count == width && mean.allSatisfy(\.isFinite)
      && deviation.allSatisfy { $0 > 0 && $0.isFinite }
  }
}
