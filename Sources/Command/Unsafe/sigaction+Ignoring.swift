import Foundation

extension sigaction {
  /// Reads the system's present action on a signal.
  init(of number: Int32) {
    self.init()
    sigaction(number, nil, &self)
  }

  /// True if the signal is ignored.
  var isIgnoring: Bool {
    unsafeBitCast(__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
