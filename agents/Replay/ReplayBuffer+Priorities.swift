import Foundation
import Simulation

extension ReplayBuffer {
  /// Makes transitions as likely to be drawn again as their errors say; does nothing if all are equally likely.
  ///
  /// - Parameters:
  ///   - indices: The ``ReplayBatch/indices`` of the batch that was learned from; transitions that have been
  ///     overwritten since are passed over.
  ///   - errors: Their temporal-difference errors. One that is not a number, as a network that diverges yields, counts
  ///     as the largest so far.
  @inlinable
  public mutating func updatePriorities(_ indices: [Int], errors: [Float]) {
    precondition(
      indices.count == errors.count, "\(indices.count) transitions do not have \(errors.count) errors")
    guard case .prioritized(let exponent, let offset) = sampling else { return }
    for sample in indices.indices where indices[sample] >= ring.stored.lowerBound {
      precondition(indices[sample] < ring.end, "there is no transition \(indices[sample]) before \(ring.end)")
      let found = pow(Double(abs(errors[sample])) + offset, exponent)
      let priority = found.isFinite ? found : maximumPriority
      maximumPriority = max(maximumPriority, priority)
      let row = ring.row(of: indices[sample])
      priorities?.set(priority, at: row)
    }
  }

  /// Draws transitions in proportion to their priorities, one from each of as many equal parts of their sum.
  ///
  /// Schaul et al. (2016), algorithm 1 and section 3.4. The weights are (N · P(i))^-β over their largest, which is
  /// (smallest drawn priority / priority of i)^β.
  @inlinable
  func draw(
    from priorities: SumTree, _ exponent: Double, _ indices: inout [Int], _ weights: inout [Float],
    _ masses: inout [Double], using generator: inout RandomGenerator
  ) {
    let width = priorities.total / Double(indices.count)
    for sample in masses.indices { masses[sample] = (Double(sample) + generator.random()) * width }
    priorities.findLeaves(at: &masses, &indices)
    var smallest = Double.infinity
    for sample in indices.indices {
      let row = indices[sample]
      indices[sample] = ring.index(ofRow: row)
      masses[sample] = priorities[row]
      smallest = min(smallest, priorities[row])
    }
    for sample in indices.indices { weights[sample] = Float(pow(smallest / masses[sample], exponent)) }
  }
}
