/// The Bayes-optimal value of a Bernoulli bandit with uniform chances, by dynamic programming.
///
/// After w wins and l losses an arm pays with probability (w + 1) / (w + l + 2). What is known of all arms is the state of
/// a Markov decision process, whose value is computed backwards from the last pull. Arms that were pulled alike are alike,
/// which keeps the states few: ten pulls take less than a second, twenty are too many.
///
/// ```swift
/// var belief = BanditBelief()
/// belief.value(arms: 5, pulls: 10)  // 6.66
/// ```
public struct BanditBelief {
  private var values: [[Arms]: Double] = [:]

  /// So many arms of which the same is known.
  private struct Arms: Hashable {
    var wins: Int
    var losses: Int
    var count: Int

    /// The probability that one of them pays.
    var mean: Double { Double(wins + 1) / Double(wins + losses + 2) }
  }

  /// Makes a table without values.
  public init() {}

  /// Returns the greatest expected number of wins.
  ///
  /// - Parameters:
  ///   - arms: The number of arms.
  ///   - pulls: The number of pulls, at most about ten.
  public mutating func value(arms: Int, pulls: Int) -> Double {
    precondition(arms > 0 && pulls >= 0, "\(arms) arms cannot be pulled \(pulls) times")
    values.removeAll(keepingCapacity: true)
    return value(of: [Arms(wins: 0, losses: 0, count: arms)], pullsLeft: pulls)
  }

  private mutating func value(of belief: [Arms], pullsLeft: Int) -> Double {
    guard pullsLeft > 0 else { return 0 }
    // The pulls so far are those that the belief tells of, so that those left need not be in the key.
    if let known = values[belief] { return known }
    var best = 0.0
    for group in belief.indices {
      let mean = belief[group].mean
      let afterWin = value(of: Self.belief(belief, after: true, from: group), pullsLeft: pullsLeft - 1)
      let afterLoss = value(of: Self.belief(belief, after: false, from: group), pullsLeft: pullsLeft - 1)
      best = max(best, mean * (1 + afterWin) + (1 - mean) * afterLoss)
    }
    values[belief] = best
    return best
  }

  /// Moves one arm of a group to the group of those with one win, or one loss, more.
  private static func belief(_ belief: [Arms], after isWin: Bool, from group: Int) -> [Arms] {
    var (next, moved) = (belief, belief[group])
    moved.count = 1
    if isWin { moved.wins += 1 } else { moved.losses += 1 }
    next[group].count -= 1
    if next[group].count == 0 { next.remove(at: group) }
    if let same = next.firstIndex(where: { ($0.wins, $0.losses) == (moved.wins, moved.losses) }) {
      next[same].count += 1
      return next
    }
    let place = next.firstIndex { (moved.wins, moved.losses) < ($0.wins, $0.losses) } ?? next.endIndex
    next.insert(moved, at: place)
    return next
  }
}
