import Foundation
import Synchronization

/// What a closure gives on a thread of its own whose stack is small.
func onThread<Value: Sendable>(stackSize: Int, _ body: @escaping @Sendable () -> Value) -> Value? {
  let result = Result<Value>()
  let isDone = DispatchSemaphore(value: 0)
  let thread = Thread {
    let value = body()
    result.value.withLock { $0 = value }
    isDone.signal()
  }
  thread.stackSize = stackSize
  thread.start()
  isDone.wait()
  return result.value.withLock(\.self)
}

private final class Result<Value: Sendable>: Sendable {
  let value = Mutex<Value?>(nil)
}
