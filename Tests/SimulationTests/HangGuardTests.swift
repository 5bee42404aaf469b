import Foundation
import Synchronization
import Testing

@testable import TestTraits

@Suite("A guard against tests that hang") struct HangGuardTests {
  @Test("ends the process, and says which test it was")
  func hangs() async throws {
    let result = try await #require(
      processExitsWith: .signal(SIGABRT), observing: [\.standardErrorContent]
    ) {
      try await HangGuard(limit: .milliseconds(50), line: nil).run("A test") { while true { usleep(1000) } }
    }
    let said = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(said.contains("A test has run for 0.05 seconds and does not end.\n"), "\(said)")
  }

  @Test("does not count the time in which others have their turn")
  func waits() async throws {
    let line = WaitingLine()
    await line.enter()
    let isOver = Mutex(false)
    async let test: Void = HangGuard(limit: .seconds(0.2), line: line).run("A test") {
      isOver.withLock { $0 = true }
    }
    try await Task.sleep(for: .seconds(0.5))
    #expect(!isOver.withLock { $0 })
    await line.leave()
    try await test
    #expect(isOver.withLock { $0 })
    try await HangGuard(limit: .seconds(60), line: line).run("Another test") {}
  }

  @Test("passes on what a test throws, and gives the turn to the next")
  func throwing() async throws {
    let hangGuard = HangGuard(limit: .seconds(60), line: WaitingLine())
    for _ in 0..<2 {
      await #expect(throws: CancellationError.self) {
        try await hangGuard.run("A test") { throw CancellationError() }
      }
    }
  }
}
