import Simulation

extension RandomGenerator {
  /// Draws an index with a probability proportional to its weight; `nil` where rounding leaves none.
  ///
  /// - Parameters:
  ///   - count: The number of indices.
  ///   - weight: Returns the weight of an index, which is not negative; it is asked twice.
  mutating func index(among count: Int, weight: (Int) -> Double) -> Int? {
    var total = 0.0
    for index in 0..<count { total += weight(index) }
    var rest = random() * total
    for index in 0..<count {
      rest -= weight(index)
      if rest < 0 { return index }
    }
    return nil
  }
}
