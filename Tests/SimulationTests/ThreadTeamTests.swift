import Foundation
import Synchronization
import Testing

@testable import Simulation

@Suite("A team of threads")
struct ThreadTeamTests {
  /// How often each row of the last job was worked on.
  private final class Tally: Sendable {
    private let counts: Mutex<[Int]>

    init(rows: Int) { counts = Mutex(Array(repeating: 0, count: rows)) }

    func add(_ rows: Range<Int>) { counts.withLock { counts in rows.forEach { counts[$0] += 1 } } }

    var perRow: [Int] { counts.withLock { $0 } }
  }

  private func team(threads: Int) -> ThreadTeam<Tally> {
    ThreadTeam(threads: threads) { tally, rows in tally.add(rows) }
  }

  @Test("works on every row of a job once", arguments: [1, 2, 3, 8], [0, 1, 7, 64])
  func everyRowOnce(threads: Int, rows: Int) {
    let tally = Tally(rows: rows)
    team(threads: threads).perform(tally, rows: rows)
    #expect(tally.perRow == Array(repeating: 1, count: rows))
  }

  @Test("keeps jobs that follow each other apart", arguments: [2, 5])
  func jobsInARow(threads: Int) {
    let team = team(threads: threads)
    for job in 0..<2000 {
      let tally = Tally(rows: 1 + job % 40)
      team.perform(tally, rows: 1 + job % 40)
      #expect(tally.perRow.allSatisfy { $0 == 1 })
    }
  }

  @Test("wakes again after its threads fell asleep")
  func wakes() async throws {
    let team = ThreadTeam<Tally>(threads: 2) { tally, rows in
      tally.add(rows)
      Thread.sleep(forTimeInterval: 0.001)
    }
    for _ in 0..<20 {
      try await Task.sleep(for: .milliseconds(2))
      let tally = Tally(rows: 4)
      team.perform(tally, rows: 4)
      #expect(tally.perRow == [1, 1, 1, 1])
    }
  }

  @Test("shares a job between threads")
  func sharesWork() {
    let workers = Mutex<Set<String>>([])
    let team = ThreadTeam<Int>(threads: 2) { _, _ in
      workers.withLock { _ = $0.insert("\(Thread.current)") }
      Thread.sleep(forTimeInterval: 0.02)
    }
    team.perform(0, rows: 32)
    #expect(workers.withLock { $0.count } == 2)
  }

  @Test("lets go of its job and its threads")
  func letsGo() async throws {
    weak var lastJob: Tally?
    weak var work: Tally?
    do {
      let tally = Tally(rows: 8)
      let held = Tally(rows: 8)
      (lastJob, work) = (tally, held)
      let team = ThreadTeam<Tally>(threads: 3) { tally, rows in
        tally.add(rows)
        held.add(rows)
      }
      team.perform(tally, rows: 8)
    }
    let end = ContinuousClock.now + .seconds(300)
    while lastJob != nil || work != nil, ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(1))
    }
    #expect(lastJob == nil && work == nil)
  }
}
