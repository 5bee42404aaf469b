import Foundation
import Testing

/// A limit for tests that may never end, whose clock begins when a test has its turn.
///
/// The clock of Testing's own limit begins when a test is put in line, and all of them are at once: on a busy machine
/// they run over it while they wait. Nothing can end a test that does not return, so that the whole process ends, and
/// says which test it was.
public struct HangGuard: TestTrait, SuiteTrait, TestScoping {
  let limit: Duration
  let line: WaitingLine?

  /// Every test of a suite is guarded, not the suite.
  public var isRecursive: Bool { true }

  /// Waits for its turn, and then runs the test before its limit is over.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await run("The test '\(test.displayName ?? test.name)'", function)
  }

  func run(_ name: String, _ function: @Sendable () async throws -> Void) async throws {
    // The tests of a line take long one after the other, so that they go before the others, which fill the other cores.
    if line != nil { withUnsafeCurrentTask { $0?.escalatePriority(to: .high) } }
    await line?.enter()
    let limit = limit
    let clock = DispatchSource.makeTimerSource()
    clock.schedule(deadline: .now() + .nanoseconds(Int(limit / .nanoseconds(1))))
    clock.setEventHandler {
      FileHandle.standardError.write(Data("\(name) has run for \(limit) and does not end.\n".utf8))
      abort()
    }
    clock.activate()
    let result: Result<Void, any Error>
    do { result = .success(try await function()) } catch { result = .failure(error) }
    clock.cancel()
    await line?.leave()
    try result.get()
  }
}

extension Trait where Self == HangGuard {
  /// Ends the process if the test runs longer than `limit`, which is to be far more than a busy machine needs.
  ///
  /// - Parameters:
  ///   - limit: How long the test may run, from its turn on.
  ///   - line: The line in which it waits for its turn, if it can only run while no other of that line does.
  public static func mayHang(limit: Duration = .seconds(1800), inLineFor line: WaitingLine? = nil) -> Self {
    HangGuard(limit: limit, line: line)
  }
}
