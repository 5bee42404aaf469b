import Foundation

/// A file that is read at given places, from any thread.
///
/// Reading beats mapping here: a mapped file that someone shortens would kill the process instead of failing.
final class ReadableFile: Sendable {
  typealias Problem = SafetensorsError.Problem

  /// The size when the file was opened.
  let byteCount: Int

  private let descriptor: Int32

  init(path: String) throws(Problem) {
    // Without O_NONBLOCK, opening a named pipe would wait for a writer.
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(reason: systemMessage()) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      close(descriptor)
      throw .unreadable(reason: systemMessage())
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .unreadable(reason: "it is not a regular file")
    }
    byteCount = Int(status.st_size)
  }

  deinit {
    close(descriptor)
  }

  /// Fills `buffer` with the bytes from `offset` on.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(Problem) {
    var done = 0
    while done < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
      if count > 0 {
        done += count
      } else if count == 0 {
        throw .truncated(byteCount: offset + done, expected: offset + buffer.count)
      } else if errno != EINTR {
        throw .unreadable(reason: systemMessage())
      }
    }
  }

  func bytes(at offset: Int, count: Int) throws(Problem) -> [UInt8] {
    try [UInt8](count: count) { buffer throws(Problem) in try read(at: offset, into: buffer) }
  }
}

extension Array where Element: BitwiseCopyable {
  /// An array of `count` elements whose bytes are written by `fill`.
  init<Failure: Error>(
    count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    var failure: Failure?
    self.init(unsafeUninitializedCapacity: count) { buffer, initialized in
      do throws(Failure) {
        try fill(UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[..<count])))
        initialized = count
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }
}

/// What the system says about the last failure.
func systemMessage() -> String {
  String(cString: strerror(errno))
}
