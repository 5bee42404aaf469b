import Simulation
import Training

/// Draws minibatches of rows: every row once, in random order, before any comes again.
///
/// A batch that reaches the end of the rows goes on with the next order, so that all batches are of one size. Drawing
/// allocates nothing.
public struct MinibatchSampler: Sendable, Equatable {
  private var order: [Int]
  private var position: Int

  /// Makes a sampler of the rows from 0 to below a count.
  public init(of count: Int) {
    order = Array(0..<count)
    position = count
  }

  /// The number of rows.
  public var count: Int { order.count }

  /// Adds rows, up to a new count; all are then drawn in a new order.
  public mutating func grow(to count: Int) {
    precondition(count >= order.count, "\(order.count) rows cannot grow to \(count)")
    order.append(contentsOf: order.count..<count)
    position = count
  }

  /// Draws a batch.
  ///
  /// - Parameters:
  ///   - batch: Receives as many rows as it has places.
  ///   - generator: The source of randomness, drawn from once all rows have had their turn.
  /// - Precondition: There is a row.
  public mutating func draw(into batch: inout [Int], using generator: inout RandomGenerator) {
    precondition(!order.isEmpty, "there are no rows to draw from")
    for place in batch.indices {
      if position == order.count {
        generator.shuffle(&order)
        position = 0
      }
      batch[place] = order[position]
      position += 1
    }
  }
}

extension MinibatchSampler: Checkpointable {
  /// Exchanges the order and the place in it.
  public mutating func exchange(with scope: inout CheckpointScope) throws {
    try scope.exchange("order", &order, in: 0..<max(count, 1))
    try scope.exchange("position", count: &position, in: 0...count)
    guard !scope.isReading || Set(order).count == count else {
      throw CheckpointError("Its '\(scope.path("order"))' is no order of \(count) rows.")
    }
  }
}
