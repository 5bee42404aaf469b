import Dispatch
import Foundation
import Synchronization

/// Notices Ctrl-C, so that a command can finish its step and save; a second one ends the program at once.
final class Interrupt {
  private final class Flag: Sendable {
    let isRaised = Atomic(false)
  }

  private let flag = Flag()
  private let sources: [any DispatchSourceSignal]

  /// Starts to listen.
  init() {
    sources = [SIGINT, SIGTERM].map { [flag] number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        flag.isRaised.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
      source.resume()
      return source
    }
  }

  deinit {
    sources.forEach { $0.cancel() }
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
  }

  /// Whether Ctrl-C was pressed.
  var isNoticed: Bool { flag.isRaised.load(ordering: .relaxed) }
}
