import Foundation

/// The values of all moves of a position as a search knows them: those that were never tried get a mixture of what is known.
///
/// Danihelka and others (2022), appendix D, equation 33, and the scale σ of equation 8. Values are from the mover's view.
struct CompletedValues {
  /// σ(Q) for each move: what the search adds to the logits.
  let bonuses: [Float]

  /// Completes the values of moves that are legal.
  ///
  /// - Parameters:
  ///   - logits: The logits of the moves.
  ///   - visits: The number of simulations through each.
  ///   - means: Their mean values; of no meaning without a visit.
  ///   - estimate: The position's own value by the network.
  init(logits: [Float], visits: [Int], means: [Float], estimate: Float) {
    let prior = Self.softmax(logits)
    let total = visits.reduce(0, +)
    var (tried, weighted) = (Float(0), Float(0))
    for move in logits.indices where visits[move] > 0 {
      tried += prior[move]
      weighted += prior[move] * means[move]
    }
    let mixed =
      total > 0
      ? (estimate + Float(total) * weighted / max(tried, .leastNormalMagnitude)) / Float(1 + total) : estimate
    let values = logits.indices.map { visits[$0] > 0 ? means[$0] : mixed }
    let (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
    let scale = (Self.firstVisits + Float(visits.max() ?? 0)) * Self.weight / max(greatest - least, 1e-8)
    bonuses = values.map { ($0 - least) * scale }
  }

  /// c_visit and c_scale of equation 8.
  private static let (firstVisits, weight) = (Float(50), Float(0.1))

  /// The improved policy: the softmax of logits and bonuses.
  func improvedPolicy(_ logits: [Float]) -> [Float] { Self.softmax(zip(logits, bonuses).map { $0 + $1 }) }

  static func softmax(_ logits: [Float]) -> [Float] {
    let greatest = logits.max() ?? 0
    let exponentials = logits.map { exp($0 - greatest) }
    let sum = exponentials.reduce(0, +)
    return exponentials.map { $0 / sum }
  }
}
