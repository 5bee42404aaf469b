import Files

/// The record of a learner's looks at held-out data: the smallest loss, and the looks since.
struct HeldOutRecord: Codable, Equatable, Sendable {
  private var bestLoss: Double?
  @StoredCount private(set) var looksSinceBest = 0

  /// Takes in the loss of a look; one that is not finite is never the smallest, and hides no later one.
  ///
  /// - Returns: True if it is the smallest so far.
  mutating func note(_ loss: Double) -> Bool {
    let isBest = loss.isFinite && loss < bestLoss ?? .infinity
    if isBest { bestLoss = loss }
    looksSinceBest = isBest ? 0 : looksSinceBest + 1
    return isBest
  }
}
