import Foundation

/// A file that only grows, as a log does.
public final class GrowingFile: Sendable {
  private let file: FileDescriptor

  /// Opens a file for appending, and makes it if there is none; a link is refused.
  public init(at url: URL) throws(FileError) {
    file = try SystemCall.open(url, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW)
  }

  /// Appends bytes, at once.
  public func append(_ bytes: RawSpan) throws(FileError) { try file.write(bytes) }
}
