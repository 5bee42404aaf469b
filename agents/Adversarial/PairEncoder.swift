import NeuralNet
import Simulation

/// Turns pairs of what was seen and done into the rows that a discriminator takes.
///
/// A row holds the features, a one for the action among zeros, and whether the episode is over. Of an episode that is
/// over, only that is told.
struct PairEncoder<Features: FeatureEncoder>: Sendable {
  let features: Features
  let actionCount: Int
  /// What every feature is shifted by and then multiplied with.
  private var scales: [(shift: Float, factor: Float)] = []

  init(_ features: Features, actionCount: Int) {
    self.features = features
    self.actionCount = actionCount
  }

  /// How many numbers a row has.
  var width: Int { features.featureCount + actionCount + 1 }

  /// The rows of some pairs.
  func rows(observations: [Features.Scalar], actions: [Int], in pool: MemoryPool?) -> Tensor {
    withExtendedLifetime(observations) {
      Tensor(shape: [actions.count, width], in: pool) { span in
        for index in span.indices { span[index] = 0 }
        for (row, action) in actions.enumerated() {
          var numbers = span._mutatingExtracting(row * width..<(row + 1) * width)
          let size = features.observationSize
          write(observations.span.extracting(row * size..<(row + 1) * size), action, into: &numbers)
        }
      }
    }
  }

  /// The row of an episode that is over.
  var absorbedRow: Tensor {
    Tensor((1...width).map { $0 == width ? 1 : 0 }, shape: [1, width])
  }

  private func write(_ observation: Span<Features.Scalar>, _ action: Int, into row: inout MutableSpan<Float>) {
    guard action != StateActionPairs<Features.Scalar>.absorbed else {
      row[width - 1] = 1
      return
    }
    let count = features.featureCount
    var numbers = row._mutatingExtracting(0..<count)
    features.encode(observation, into: &numbers)
    for (index, scale) in scales.enumerated() { numbers[index] = (numbers[index] + scale.shift) * scale.factor }
    row[count + action] = 1
  }

  /// Brings every feature of some pairs to a mean of 0 and, unless it is always the same, a deviation of 1.
  mutating func normalize(by pairs: StateActionPairs<Features.Scalar>) {
    scales = []
    let alive = pairs.actions.indices.filter { pairs.actions[$0] >= 0 }
    guard !alive.isEmpty else { return }
    let rows = rows(observations: pairs.observations, actions: pairs.actions, in: nil)
    scales = rows.withValues { values in
      (0..<features.featureCount).map { feature in
        var (sum, squares) = (0.0, 0.0)
        for row in alive { sum += Double(values[row * width + feature]) }
        let mean = sum / Double(alive.count)
        for row in alive { squares += (Double(values[row * width + feature]) - mean).squared }
        let deviation = (squares / Double(alive.count)).squareRoot()
        return (Float(-mean), deviation > 1e-6 ? Float(1 / deviation) : 1)
      }
    }
  }
}

extension Double {
  fileprivate var squared: Double { self * self }
}
