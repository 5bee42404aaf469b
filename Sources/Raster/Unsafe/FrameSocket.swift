import Files
import Foundation

/// The end of a stream socket through which another process is fed.
///
/// A socket rather than a pipe, since writing to one can be told not to raise SIGPIPE when the reader is gone: no
/// signal disposition, which belongs to the whole process, has to change.
struct FrameSocket: ~Copyable {
  /// The descriptor of the reading end; for the other process only.
  let reader: Int32
  private let descriptor: FileDescriptor
  private var readingEnd: FileDescriptor?

  /// A connected pair of ends.
  init() throws(FileError) {
    var ends: (Int32, Int32) = (-1, -1)
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let result = withUnsafeMutableBytes(of: &ends) {
      socketpair(AF_UNIX, type, 0, $0.assumingMemoryBound(to: Int32.self).baseAddress)
    }
    guard result == 0 else { throw FileError() }
    descriptor = FileDescriptor(ends.0)
    reader = ends.1
    readingEnd = FileDescriptor(ends.1)
  }

  /// Closes the end that the other process has by now.
  mutating func closeReader() { readingEnd = nil }

  /// Writes all of `bytes`, waiting for the reader as needed; `false` when the reader is gone.
  func write(_ bytes: RawSpan) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = send(
          descriptor.number, bytes.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
        if count < 0, errno != EINTR { return false }
        sent += max(count, 0)
      }
      return true
    }
  }
}
