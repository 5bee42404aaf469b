import Foundation

/// A limit of the process's address space, as `ulimit -v` sets.
enum AddressSpaceLimit {
  private static let threads = "OPENBLAS_NUM_THREADS"

  /// Starts the program anew with one thread in OpenBLAS, if its address space is limited and nobody has said how many there
  /// shall be.
  ///
  /// OpenBLAS starts its threads when it is loaded, before the program has a say, and each asks for a buffer of many
  /// megabytes again and again until it has one. Products take one thread in any case.
  static func restartIfNeeded() {
    #if os(Linux)
      var limit = rlimit()
      guard getenv(threads) == nil, getrlimit(__rlimit_resource_t(UInt32(RLIMIT_AS.rawValue)), &limit) == 0,
        limit.rlim_cur != rlim_t(bitPattern: -1)
      else { return }
      setenv(threads, "1", 1)
      // Where the system will not, all goes on as it can.
      execv("/proc/self/exe", CommandLine.unsafeArgv)
    #endif
  }
}
