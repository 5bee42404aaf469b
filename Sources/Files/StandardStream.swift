import Foundation
import Spans

/// Standard output and standard error.
public enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  /// Writes bytes, at once.
  public func write(_ bytes: RawSpan) throws(FileError) { try SystemCall.write(bytes, to: rawValue) }

  /// Writes a text as UTF-8, at once.
  public func write(_ text: String) throws(FileError) {
    try Array(text.utf8).withSpan { (span) throws(FileError) in try write(span.bytes) }
  }

  /// True if the stream was open when the program started; one that ``fillGaps()`` filled is open for reading alone.
  public var isOpen: Bool {
    let flags = fcntl(rawValue, F_GETFL)
    return flags >= 0 && flags & O_ACCMODE != O_RDONLY
  }

  /// True if the stream is a terminal.
  public var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Fills the places of standard streams that are closed, so that no file that is opened later takes one and what is
  /// meant for the stream ends in it.
  ///
  /// Using such a stream fails as before. It is to be called before any file is opened.
  public static func fillGaps() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
      // The lowest number that is free is this one; the direction is the one that nobody asks of it.
      let filler = open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
      if filler < 0 { _ = open("/", O_RDONLY) }
    }
  }
}
