import Foundation

extension Process {
  /// Starts the process with no signal blocked, and hangups not ignored.
  ///
  /// Tests run on threads that block most signals, and perhaps under `nohup`, all of which a process would inherit: it
  /// could not be ended and would not hear of Ctrl-C.
  public func runWithSignalsUnblocked() throws {
    hearHangups
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try run()
  }
}

/// Hears hangups and does nothing, where they are ignored: what is ignored is inherited, and what is heard is not.
private let hearHangups: Void = {
  let before = signal(SIGHUP) { _ in }
  // SIG_IGN is the address 1.
  if unsafeBitCast(before, to: Int.self) != 1 { signal(SIGHUP, before) }
}()
