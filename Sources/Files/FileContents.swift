import Foundation

/// Whole files, read at once.
public enum FileContents {
  /// Reads a file, pipe or device to its end.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - limit: The most bytes that it may have.
  ///   - followsLinks: Whether a link is followed; if not, one is refused.
  /// - Throws: A ``FileError`` if it is a folder, too long, or the system refuses.
  public static func read(
    _ url: URL, atMost limit: Int = .max, followsLinks: Bool = true
  ) throws(FileError) -> Data {
    let file = try SystemCall.open(url, O_RDONLY | (followsLinks ? 0 : O_NOFOLLOW))
    return try read(file, atMost: limit)
  }

  /// Reads standard input to its end.
  public static func readStandardInput(atMost limit: Int = .max) throws(FileError) -> Data {
    let number = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
    guard number >= 0 else { throw FileError() }
    return try read(FileDescriptor(number), atMost: limit)
  }

  private static func read(_ file: borrowing FileDescriptor, atMost limit: Int) throws(FileError) -> Data {
    let status = try file.status()
    guard status.kind != .folder else { throw FileError(code: EISDIR) }
    var data = Data()
    // A file of the kernel's or a pipe says nothing true of its size.
    data.reserveCapacity(min(status.byteCount, limit, 1 << 26))
    while true {
      let part = try file.read(atMost: 1 << 18)
      guard !part.isEmpty else { return data }
      guard data.count <= limit - part.count else {
        throw FileError(reason: "it has more than \(limit) bytes")
      }
      data.append(contentsOf: part)
    }
  }
}
