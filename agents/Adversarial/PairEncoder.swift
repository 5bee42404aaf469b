import NeuralNet
import Simulation

/// Turns pairs of observation and action into the rows that a discriminator takes.
///
/// A row holds the features, a one for the action among zeros, and whether the episode is over. Of an episode that is
/// over, only that is told.
struct PairEncoder: Sendable {
  let features: ObservationEncoder
  let actionCount: Int
  /// The normalizer of the features; `nil` leaves them as they are.
  let normalizer: ObservationNormalizer?

  init(_ features: ObservationEncoder, actionCount: Int, normalizer: ObservationNormalizer? = nil) {
    self.features = features
    self.actionCount = actionCount
    self.normalizer = normalizer
  }

  /// The width of a row.
  var width: Int { features.featureCount + actionCount + 1 }

  /// The rows of some pairs.
  func rows(observations: RowBuffer, actions: [Int], in pool: MemoryPool?) -> Tensor {
    Tensor(shape: [actions.count, width], in: pool) { span in
      for index in span.indices { span[index] = 0 }
      for (row, action) in actions.enumerated() {
        var numbers = span._mutatingExtracting(row * width..<(row + 1) * width)
        write(observations, row, action, into: &numbers)
      }
    }
  }

  /// The row of an episode that is over.
  var absorbedRow: Tensor {
    Tensor((1...width).map { $0 == width ? 1 : 0 }, shape: [1, width])
  }

  private func write(
    _ observations: RowBuffer, _ index: Int, _ action: Int, into row: inout MutableSpan<Float>
  ) {
    guard action != StateActionPairs.absorbed else {
      row[width - 1] = 1
      return
    }
    let count = features.featureCount
    var numbers = row._mutatingExtracting(0..<count)
    features.encode(observations, rows: index..<index + 1, into: &numbers)
    normalizer?.normalize(&numbers)
    row[count + action] = 1
  }
}
