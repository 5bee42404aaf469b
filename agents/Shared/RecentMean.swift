/// A running mean over the last hundred updates or so: the plain mean of the first hundred, and then one that forgets.
enum RecentMean {
  /// Returns the weight of an update's number in the mean, 1 for the first one.
  static func weight(ofUpdate count: Int) -> Double { max(0.01, 1 / Double(count)) }
}

extension Double {
  /// Moves a running mean towards a number.
  mutating func average(_ number: Double, weight: Double) { self += weight * (number - self) }

  /// Moves a running mean towards a number.
  mutating func average(_ number: Float, weight: Double) { average(Double(number), weight: weight) }
}
