/// A linear estimate of returns from what is observed and the time in the episode, fitted to one task's episodes.
///
/// Duan and others (2016), "Benchmarking deep reinforcement learning for continuous control", appendix: observations, their
/// squares, the time to the third power, and a constant. Time is counted in the longest episode's length, not in hundreds of
/// steps, so that it says as much in short episodes.
struct TimeBaseline {
  private let weights: [Double]

  /// Fits the estimate by least squares with a little weight decay.
  init(of experience: Experience, returns: [Float]) {
    let width = experience.count > 0 ? experience.inputs.count / experience.count : 0
    let size = 2 * width + 4
    var (products, moments) = ([Double](repeating: 0, count: size * size), [Double](repeating: 0, count: size))
    Self.forEachStep(of: experience) { step, features in
      for row in features.indices {
        moments[row] += features[row] * Double(returns[step])
        for column in 0...row { products[row * size + column] += features[row] * features[column] }
      }
    }
    for place in 0..<size { products[place * size + place] += 1e-5 }
    weights = Self.solution(of: products, moments)
  }

  /// The estimate for every step.
  func values(of experience: Experience) -> [Float] {
    var values = [Float](repeating: 0, count: experience.count)
    Self.forEachStep(of: experience) { step, features in
      values[step] = Float(zip(features, weights).reduce(0) { $0 + $1.0 * $1.1 })
    }
    return values
  }

  private static func forEachStep(of experience: Experience, _ body: (Int, [Double]) -> Void) {
    guard experience.count > 0 else { return }
    let width = experience.inputs.count / experience.count
    let longest = Double(experience.episodes.reduce(1) { max($0, $1.1 - $1.0) })
    var features = [Double](repeating: 1, count: 2 * width + 4)
    for (start, end) in experience.episodes {
      for step in start..<end {
        for place in 0..<width {
          let number = min(max(Double(experience.inputs[step * width + place]), -10), 10)
          (features[place], features[width + place]) = (number, number * number)
        }
        let time = Double(step - start) / longest
        for power in 0..<3 { features[2 * width + power] = (0...power).reduce(1) { product, _ in product * time } }
        body(step, features)
      }
    }
  }

  /// The solution of A x = b for a positive definite A, of which the lower half is given, by Cholesky's decomposition.
  private static func solution(of lower: [Double], _ right: [Double]) -> [Double] {
    let size = right.count
    var (factor, solution) = (lower, right)
    for column in 0..<size {
      for row in column..<size {
        let known = (0..<column).reduce(0) { $0 + factor[row * size + $1] * factor[column * size + $1] }
        let rest = factor[row * size + column] - known
        factor[row * size + column] =
          row == column ? max(rest, 1e-12).squareRoot() : rest / factor[column * size + column]
      }
    }
    for row in 0..<size {
      let known = (0..<row).reduce(0) { $0 + factor[row * size + $1] * solution[$1] }
      solution[row] = (solution[row] - known) / factor[row * size + row]
    }
    for row in (0..<size).reversed() {
      let known = (row + 1..<size).reduce(0) { $0 + factor[$1 * size + row] * solution[$1] }
      solution[row] = (solution[row] - known) / factor[row * size + row]
    }
    return solution
  }
}
