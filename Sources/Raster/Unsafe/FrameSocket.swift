import Foundation

/// The end of a stream socket through which another process is fed.
///
/// A socket rather than a pipe, since writing to one can be told not to raise SIGPIPE when the reader is gone: no
/// signal disposition, which belongs to the whole process, has to change.
struct FrameSocket: ~Copyable {
  /// Where what is written comes out; for the other process only.
  let reader: FileHandle
  private let descriptor: Int32

  /// A connected pair of ends, or `nil` when the system has none to give; `errno` then says why.
  init?() {
    var ends: (Int32, Int32) = (-1, -1)
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let result = withUnsafeMutableBytes(of: &ends) {
      socketpair(AF_UNIX, type, 0, $0.assumingMemoryBound(to: Int32.self).baseAddress)
    }
    guard result == 0 else { return nil }
    descriptor = ends.0
    reader = FileHandle(fileDescriptor: ends.1, closeOnDealloc: true)
  }

  deinit {
    close(descriptor)
  }

  /// Writes all of `bytes`, waiting for the reader as needed; `false` when the reader is gone.
  func write(_ bytes: RawSpan) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = send(
          descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
        if count < 0, errno != EINTR { return false }
        sent += max(count, 0)
      }
      return true
    }
  }
}
