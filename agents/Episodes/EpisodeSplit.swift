import Demonstrations
import Simulation

/// A split of episodes into those that are learned from and those that are held out, to tell whether it was learned.
///
/// Neighbouring steps are much alike: only whole episodes that were not learned from show what was.
public struct EpisodeSplit: Sendable, Equatable {
  /// The numbers of the episodes to learn from, in order.
  public let training: [Int]
  /// The numbers of the episodes that are held out, in order.
  public let heldOut: [Int]

  /// Divides episodes at random.
  ///
  /// - Parameters:
  ///   - count: How many there are.
  ///   - fraction: The share that is held out, from 0 to below 1: rounded, but at least one of two or more episodes,
  ///     and never all. Zero holds none out, and a single episode is always learned from.
  ///   - generator: The source of randomness; it is not drawn from if none is held out.
  public init(of count: Int, holdingOut fraction: Double, using generator: inout RandomGenerator) {
    precondition(
      count >= 0 && (0..<1).contains(fraction), "\(fraction) of \(count) episodes cannot be held out")
    guard fraction > 0, count > 1 else {
      training = Array(0..<count)
      heldOut = []
      return
    }
    let heldOutCount = min(max(Int((Double(count) * fraction).rounded()), 1), count - 1)
    let order = generator.permutation(count)
    heldOut = order.prefix(heldOutCount).sorted()
    training = order.dropFirst(heldOutCount).sorted()
  }

  /// Lines up the steps of episodes of a task, on both sides of the split.
  ///
  /// - Precondition: There is a step to learn from.
  func rows(of episodes: [Episode], in task: TaskSpecification) -> (training: EpisodeRows, heldOut: EpisodeRows) {
    let rows = EpisodeRows(training.lazy.map { episodes[$0] }, of: task)
    precondition(rows.count > 0, "there is no step to learn from in \(episodes.count) episodes")
    return (rows, EpisodeRows(heldOut.lazy.map { episodes[$0] }, of: task))
  }
}
