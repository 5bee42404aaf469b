import Foundation
import Simulation

/// Exploration by the action values that a network estimates.
extension Exploration {
  /// Returns an action that is chosen without a look at its value; `nil` if the values are needed.
  func blindAction(
    of count: Int, allowing masks: ActionMasks, row: Int, using generator: inout RandomGenerator
  ) -> Int? {
    guard case .epsilonGreedy(let epsilon) = self, generator.random() < epsilon else { return nil }
    return masks.draw(from: 0..<count, inRow: row, using: &generator)
  }

  /// Returns an action for the values of all, when no blind one was chosen.
  func action(
    for values: Span<Float>, allowing masks: ActionMasks, row: Int, using generator: inout RandomGenerator
  ) -> Int {
    let greatest = values.greatest(allowing: masks, row: row)
    guard case .boltzmann(let temperature) = self else { return greatest }
    let allowsAll = masks.allowsAll(0..<values.count, inRow: row)
    let drawn = generator.index(among: values.count) { value in
      allowsAll || masks.allows(value, inRow: row) ? exp(Double(values[value] - values[greatest]) / temperature) : 0
    }
    return drawn ?? greatest
  }
}

extension Span<Float> {
  /// The index of the greatest number; the first of several.
  var greatest: Int {
    var best = 0
    for index in indices where self[index] > self[best] { best = index }
    return best
  }

  /// The index of the greatest number among those that a row of masks allows, from a place among its flags on.
  func greatest(allowing masks: ActionMasks, row: Int, from start: Int = 0) -> Int {
    guard masks.rows != nil, !masks.allowsAll(start..<start + count, inRow: row) else { return greatest }
    var best = -1
    for index in indices where masks.allows(start + index, inRow: row) {
      if best < 0 || self[index] > self[best] { best = index }
    }
    return best
  }
}
