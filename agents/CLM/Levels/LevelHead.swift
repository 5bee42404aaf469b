import NeuralNet

/// Makes levels of a generator's numbers: each from 0 to 1, seen in units of its deviation among designed levels.
struct LevelHead: GeneratorHead, Equatable {
  let means: [Float]
  let deviations: [Float]

  /// Measures designed levels.
  init(of designed: [[Float]]) {
    precondition(!designed.isEmpty, "without designed levels there are no units for levels")
    let count = Float(designed.count)
    var (sums, squares) = (designed[0].map { _ in Float(0) }, designed[0].map { _ in Float(0) })
    for level in designed {
      for (index, number) in level.enumerated() { sums[index] += number / count }
    }
    for level in designed {
      for (index, number) in level.enumerated() {
        squares[index] += (number - sums[index]) * (number - sums[index]) / count
      }
    }
    means = sums
    // A number that never varies in designed levels may still vary a little in made ones.
    deviations = squares.map { max($0.squareRoot(), 0.01) }
  }

  var sampleSize: Int { means.count }
  var inputSize: Int { means.count }

  func samples(of numbers: Tensor, chance: Tensor?) -> Tensor {
    (numbers.sigmoid() - Tensor(means, shape: [means.count])) / Tensor(deviations, shape: [means.count])
  }

  /// A level as networks see it.
  func sample(of level: [Float]) -> [Float] {
    level.indices.map { (level[$0] - means[$0]) / deviations[$0] }
  }

  /// The level that a sample stands for.
  func level(of sample: ArraySlice<Float>) -> [Float] {
    zip(sample, zip(means, deviations)).map { min(max($0 * $1.1 + $1.0, 0), 1) }
  }
}
