import Files
import Foundation

/// A file that is read at given places, from any thread.
///
/// Reading beats mapping here: a mapped file that someone shortens would kill the process instead of failing.
final class ReadableFile: Sendable {
  typealias Problem = SafetensorsError.Problem

  /// The size when the file was opened.
  let byteCount: Int

  private let file: FileDescriptor

  init(at url: URL) throws(Problem) {
    do throws(FileError) {
      // Without O_NONBLOCK, opening a named pipe would wait for a writer.
      file = try SystemCall.open(url, O_RDONLY | O_NONBLOCK)
      let status = try file.status()
      guard status.kind == .file else { throw FileError(reason: "it is not a regular file") }
      byteCount = status.byteCount
    } catch {
      throw .unreadable(reason: error.reason)
    }
  }

  /// Fills `buffer` with the bytes from `offset` on.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(Problem) {
    var done = 0
    while done < buffer.count {
      let count: Int
      do throws(FileError) {
        count = try file.read(at: offset + done, into: UnsafeMutableRawBufferPointer(rebasing: buffer[done...]))
      } catch {
        throw .unreadable(reason: error.reason)
      }
      guard count > 0 else { throw .truncated(byteCount: offset + done, expected: offset + buffer.count) }
      done += count
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
