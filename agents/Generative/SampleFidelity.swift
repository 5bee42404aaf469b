/// The fidelity and the diversity of generated samples, compared with real ones.
///
/// Naeem and others (2020), "Reliable fidelity and diversity metrics for generative models": both are measured by balls
/// around the real samples that reach to their k-th nearest neighbours.
public struct SampleFidelity: Sendable, Equatable {
  /// The number of balls around a generated sample, divided by k: about 1 if generated samples lie where real ones do.
  public let density: Double
  /// The share of the balls with a generated sample in them: 1 if nothing real is left out.
  public let coverage: Double
  /// The mean distance of a generated sample to its nearest real one, in units of a real one's to its nearest other.
  ///
  /// About 1 where made samples are drawn from the same distribution, near 0 where real ones were copied, large where
  /// they lie far off.
  public let novelty: Double

  /// Compares samples.
  ///
  /// - Parameters:
  ///   - made: Made samples, one row after the other.
  ///   - real: Real ones.
  ///   - size: How many numbers a row has.
  ///   - neighbors: The k of the k-th nearest neighbour.
  /// - Precondition: There are made samples, and more than k real ones.
  public init(made: [Float], real: [Float], size: Int, neighbors: Int = 5) {
    let (madeCount, realCount) = (made.count / size, real.count / size)
    precondition(
      madeCount > 0 && realCount > neighbors && neighbors > 0,
      "\(madeCount) made samples and \(realCount) real ones cannot be compared by \(neighbors) neighbours")
    var radii: [Float] = []
    var nearest = 0.0
    for row in 0..<realCount {
      let distances = (0..<realCount).filter { $0 != row }
        .map { Self.squaredDistance(real, row, real, $0, size) }.sorted()
      radii.append(distances[neighbors - 1])
      nearest += Double(distances[0].squareRoot())
    }
    var (hits, distance) = (0, 0.0)
    var isReached = Array(repeating: false, count: realCount)
    for row in 0..<madeCount {
      var least = Float.infinity
      for other in 0..<realCount {
        let square = Self.squaredDistance(made, row, real, other, size)
        least = min(least, square)
        guard square <= radii[other] else { continue }
        hits += 1
        isReached[other] = true
      }
      distance += Double(least.squareRoot())
    }
    density = Double(hits) / Double(neighbors * madeCount)
    coverage = Double(isReached.count { $0 }) / Double(realCount)
    novelty = distance / Double(madeCount) / max(nearest / Double(realCount), 1e-12)
  }

  private static func squaredDistance(_ first: [Float], _ row: Int, _ second: [Float], _ other: Int, _ size: Int)
    -> Float
  {
    var sum: Float = 0
    for index in 0..<size {
      let difference = first[row * size + index] - second[other * size + index]
      sum += difference * difference
    }
    return sum
  }
}
