import Simulation
import Synchronization

/// A team of threads that work out independent results; these do not depend on the number of threads.
final class WorkTeam: Sendable {
  private typealias Work = @Sendable (Int) -> Void

  private let team: ThreadTeam<Work>?

  /// Makes a team of so many threads, the calling one among them.
  init(threads: Int) {
    team = threads > 1 ? ThreadTeam(threads: threads) { work, places in for place in places { work(place) } } : nil
  }

  /// Returns the results for the numbers from 0 to below a count, in their order.
  func map<Result: Sendable>(_ count: Int, _ result: @escaping @Sendable (Int) -> Result) -> [Result] {
    guard let team, count > 1 else { return (0..<count).map(result) }
    let results = Board([Result?](repeating: nil, count: count))
    let work: Work = { place in
      let found = result(place)
      results.value.withLock { $0[place] = found }
    }
    team.perform(work, rows: count)
    return results.value.withLock { $0.compactMap(\.self) }
  }
}

/// A value that several threads write to.
private final class Board<Value: Sendable>: Sendable {
  let value: Mutex<Value>

  init(_ value: Value) { self.value = Mutex(value) }
}
