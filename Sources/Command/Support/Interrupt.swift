import Foundation
import Synchronization

/// Notices that the program is asked to end, by Ctrl-C, `kill` or a connection that is lost, so that a command can finish
/// its step and save.
///
/// Afterwards the program ends by the very signal (``endBySignal()``), so that a shell's loop ends, too. One who asks
/// twice does not want to wait: the second signal ends it at once, unless it comes together with the first, as when a
/// signal goes to a process and to its group.
///
/// One at a time: signals are the process's, and so is what they leave behind.
final class Interrupt {
  /// The signal that was noticed first; 0 for none.
  ///
  /// A handler can reach nothing but what is static.
  private static let noticed = Atomic<Int32>(0)
  /// The time of the first signal, in milliseconds.
  private static let noticedAt = Atomic(0)
  private static let signals = [SIGINT, SIGTERM, SIGHUP]
  /// The longest time between signals that come together, in milliseconds.
  private static let grace = 100

  private var before: [(signal: Int32, action: sigaction)] = []

  /// Starts to listen.
  init() {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { Interrupt.notice($0) }
    // A write that the signal interrupts goes on.
    action.sa_flags = SA_RESTART
    for number in Self.signals {
      let old = sigaction(of: number)
      // Who starts a program with nohup wants it to outlive the connection.
      if number == SIGHUP, old.isIgnoring { continue }
      before.append((number, old))
      sigaction(number, &action, nil)
    }
  }

  deinit {
    for (number, action) in before {
      var action = action
      sigaction(number, &action, nil)
    }
  }

  /// True once the program is asked to end.
  var isNoticed: Bool { Self.noticed.load(ordering: .relaxed) != 0 }

  /// Ends the program by the signal that was noticed, if one was.
  static func endBySignal() {
    let number = noticed.load(ordering: .relaxed)
    if number != 0 { end(by: number) }
  }

  /// Ends the program by a signal, as one that does not listen to it.
  static func end(by number: Int32) -> Never {
    signal(number, SIG_DFL)
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, number)
    sigprocmask(SIG_UNBLOCK, &set, nil)
    raise(number)
    exit(128 + number)
  }

  /// Handles a signal, by nothing but what is allowed in a handler.
  private static func notice(_ number: Int32) {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    let now = time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    if noticed.compareExchange(expected: 0, desired: number, ordering: .sequentiallyConsistent).exchanged {
      noticedAt.store(now, ordering: .sequentiallyConsistent)
    } else if number != SIGHUP, now - noticedAt.load(ordering: .sequentiallyConsistent) > grace {
      // A connection that is lost is told of by the terminal and by the shell, in any order and distance.
      signal(number, SIG_DFL)
      raise(number)
    }
  }
}
