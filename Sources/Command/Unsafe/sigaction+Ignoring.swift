import Foundation

extension sigaction {
  /// What the system does now when a signal comes.
  init(of number: Int32) {
    self.init()
    sigaction(number, nil, &self)
  }

  /// Whether the signal is ignored.
  var isIgnoring: Bool {
    unsafeBitCast(__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
