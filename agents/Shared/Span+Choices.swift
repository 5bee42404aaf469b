import Foundation
import Simulation

extension Span<Float> {
  /// Returns the index of the greatest number that is allowed; the first of several.
  ///
  /// - Parameters:
  ///   - masks: What is allowed.
  ///   - row: The row of the masks.
  ///   - start: The place of the first number among the row's flags.
  func greatest(allowing masks: ActionMasks, row: Int, from start: Int = 0) -> Int {
    let allowed = masks.allowed(start..<start + count, inRow: row)
    var best = -1
    for index in indices where allowed.contains(index) {
      if best < 0 || self[index] > self[best] { best = index }
    }
    return best
  }

  /// Returns an index drawn with a probability proportional to the exponential of its number over a temperature.
  ///
  /// - Parameters:
  ///   - temperature: The temperature; the higher, the more alike the probabilities.
  ///   - masks: What is allowed.
  ///   - row: The row of the masks.
  ///   - start: The place of the first number among the row's flags.
  ///   - generator: The source of randomness.
  func drawnByExponentials(
    temperature: Double = 1, allowing masks: ActionMasks, row: Int, from start: Int = 0,
    using generator: inout RandomGenerator
  ) -> Int {
    let greatest = greatest(allowing: masks, row: row, from: start)
    let allowed = masks.allowed(start..<start + count, inRow: row)
    let drawn = generator.index(among: count) { value in
      allowed.contains(value) ? exp(Double(self[value] - self[greatest]) / temperature) : 0
    }
    return drawn ?? greatest
  }
}
