import Foundation
import Synchronization

/// Notices Ctrl-C, so that a command can finish its step and save; a second one ends the program at once.
///
/// One at a time: signals are the process's, and so is what they leave behind.
final class Interrupt {
  /// A handler of signals can reach nothing but what is static.
  private static let isRaised = Atomic(false)
  private static let signals = [SIGINT, SIGTERM]

  /// Starts to listen.
  init() {
    Self.isRaised.store(false, ordering: .relaxed)
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { _ in Interrupt.isRaised.store(true, ordering: .relaxed) }
    // The second signal finds the system's own handler; a write that the first one interrupts goes on.
    action.sa_flags = CInt(bitPattern: UInt32(SA_RESETHAND)) | SA_RESTART
    for number in Self.signals { sigaction(number, &action, nil) }
  }

  deinit {
    for number in Self.signals { signal(number, SIG_DFL) }
  }

  /// Whether Ctrl-C was pressed.
  var isNoticed: Bool { Self.isRaised.load(ordering: .relaxed) }
}
