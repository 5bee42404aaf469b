import NeuralNet
import Simulation

extension ActionMasks {
  /// The penalty of a value that is not allowed; finite, so that its product with a probability of 0 is 0.
  private static let never: Float = -1e30

  /// Returns the penalties of values that are not allowed, to be added to the outputs for them; `nil` where all always are.
  ///
  /// - Parameters:
  ///   - chosen: The rows; −1 for a row without a mask.
  ///   - counts: The number of values of each category.
  ///   - pool: The pool of memory; `nil` for none.
  func penalties(_ chosen: [Int], of counts: [Int], in pool: MemoryPool?) -> Tensor? {
    guard rows != nil else { return nil }
    let width = counts.reduce(0, +)
    return Tensor(shape: [chosen.count, width], in: pool) { span in
      for (index, row) in chosen.enumerated() {
        var start = 0
        for count in counts {
          let first = index * width + start
          for value in 0..<count { span[first + value] = 0 }
          if row >= 0 {
            let allowed = allowed(start..<start + count, inRow: row)
            for value in 0..<count where !allowed.contains(value) { span[first + value] = Self.never }
          }
          start += count
        }
      }
    }
  }
}
