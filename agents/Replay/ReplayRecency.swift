import Foundation
import Simulation

/// An emphasis of recent experience: Wang and Ross (2019), equation 2.
///
/// Update k of K draws from the newest N η^(1000 k / K) of the N transitions.
struct ReplayRecency: Sendable {
  /// The factor η: 1 draws from all.
  let factor: Double

  init(_ factor: Double) { self.factor = factor }

  /// The number of the newest transitions that an update draws from.
  ///
  /// - Parameters:
  ///   - count: The number of transitions, N.
  ///   - update: The update's number in its round, from 0 on.
  ///   - updates: The number of updates in the round, K.
  ///   - least: The least number, if there are as many.
  func count(of count: Int, update: Int, of updates: Int, least: Int) -> Int {
    guard factor < 1 else { return count }
    let share = pow(factor, 1000 * Double(update + 1) / Double(updates))
    return min(count, max(Int(Double(count) * share), least))
  }
}

extension ReplayBuffer {
  /// Fills a batch with transitions that are drawn, equally likely, among the newest ones.
  ///
  /// - Parameters:
  ///   - count: The number of transitions to draw.
  ///   - newest: The number of transitions to draw from.
  ///   - batch: Receives the transitions; no allocation if its shape stays the same.
  ///   - generator: The source of randomness.
  /// - Precondition: Something was appended.
  public func sample(
    count: Int, amongNewest newest: Int, into batch: inout ReplayBatch, using generator: inout RandomGenerator
  ) {
    let stored = ring.stored
    precondition(newest > 0 && !isEmpty, "nothing can be drawn from \(newest) of \(self.count) transitions")
    batch.resize(to: count)
    batch.resizeWorkingMemory(stackDepth: stackDepth)
    let newest = max(stored.lowerBound, stored.upperBound - newest)..<stored.upperBound
    for index in 0..<count {
      batch.indices[index] = generator.integers(newest)
      batch.weights[index] = 1
    }
    gather(steps: returnSteps, into: &batch)
  }
}
