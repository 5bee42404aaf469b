import Foundation

/// The schedule by which simulations are shared out among the moves at a root: sequential halving.
///
/// Karnin, Koren and Somekh (2013), as Danihelka and others (2022), "Policy improvement by planning with Gumbel", figure 1,
/// use it: in each of log₂ m phases all moves that are left are tried equally often, and the better half stays.
struct SequentialHalving: Equatable, Sendable {
  /// For each simulation, the number of visits that the move to be tried has had.
  let visits: [Int]

  /// Shares out simulations.
  ///
  /// - Parameters:
  ///   - simulations: The number of simulations.
  ///   - moves: The number of moves to begin with.
  init(simulations: Int, moves: Int) {
    guard moves > 1 else {
      visits = Array(0..<simulations)
      return
    }
    let phases = Int(log2(Double(moves)).rounded(.up))
    var (schedule, counts, left) = ([Int](), [Int](repeating: 0, count: moves), moves)
    while schedule.count < simulations {
      for _ in 0..<max(1, simulations / (phases * left)) {
        schedule += counts[..<left]
        for move in 0..<left { counts[move] += 1 }
      }
      left = max(2, left / 2)
    }
    visits = Array(schedule.prefix(simulations))
  }
}
