import Simulation

/// A number with the interval in which it lies with 95 % confidence, by bootstrap over the seeds.
struct Estimate {
  let value: Double
  let low: Double
  let high: Double

  /// Estimates a statistic of as many numbers as there are seeds.
  ///
  /// Agarwal and others (2021), "Deep reinforcement learning at the edge of the statistical precipice": percentiles of
  /// the statistic over resampled seeds.
  init(_ count: Int, resamples: Int = 2000, of statistic: ([Int]) -> Double) {
    var generator = RandomGenerator(seed: 0)
    let values = (0..<resamples).map { _ in statistic((0..<count).map { _ in generator.integers(0..<count) }) }
      .sorted()
    value = statistic(Array(0..<count))
    low = values[Int(0.025 * Double(resamples))]
    high = values[Int(0.975 * Double(resamples))]
  }
}

extension [Double] {
  /// The mean of the middle half; the two numbers at its edges count in part.
  var interquartileMean: Double {
    let sorted = sorted()
    let (low, high) = (Double(count) / 4, 3 * Double(count) / 4)
    var (sum, weight) = (0.0, 0.0)
    for (index, value) in sorted.enumerated() {
      let share = Swift.max(0, Swift.min(Double(index + 1), high) - Swift.max(Double(index), low))
      sum += share * value
      weight += share
    }
    return sum / weight
  }

  /// The arithmetic mean.
  var mean: Double { reduce(0, +) / Double(count) }

  /// The middle number, or the mean of the two in the middle.
  var median: Double {
    let sorted = sorted()
    return count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2
  }

  /// The population standard deviation.
  var deviation: Double { (squareSum / Double(count)).squareRoot() }

  /// The standard error of the mean.
  var standardError: Double { (squareSum / Double(Swift.max(count - 1, 1)) / Double(count)).squareRoot() }

  /// The sum of the squared distances from the mean.
  private var squareSum: Double {
    let mean = mean
    return map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
  }

  /// The root of the mean square.
  var rootMeanSquare: Double { map { $0 * $0 }.mean.squareRoot() }
}
