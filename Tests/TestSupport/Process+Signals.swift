import Foundation

extension Process {
  /// Starts the process with no signal blocked.
  ///
  /// Tests run on threads that block most signals, which a process would inherit: it could not be ended and would not
  /// hear of Ctrl-C.
  public func runWithSignalsUnblocked() throws {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try run()
  }
}
