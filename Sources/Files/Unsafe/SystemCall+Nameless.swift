import CFiles
import Foundation

/// Files without a name, which go away with the process unless they are given one.
extension SystemCall {
  /// Opens a new file without a name in a folder; `nil` where the system or the file system knows no such files.
  static func openNameless(in folder: URL) -> FileDescriptor? {
    #if os(Linux)
      guard let file = try? open(folder, O_WRONLY | temporaryFileFlag),
        access(placeOfNumber(file.number), F_OK) == 0
      else { return nil }
      return file
    #else
      return nil
    #endif
  }

  /// Gives a file without a name one that is free.
  static func name(_ file: borrowing FileDescriptor, _ url: URL) throws(FileError) {
    #if os(Linux)
      let place = placeOfNumber(file.number)
      try check(withPath(of: url) { linkat(AT_FDCWD, place, AT_FDCWD, $0, AT_SYMLINK_FOLLOW) })
    #else
      throw FileError(code: ENOTSUP)
    #endif
  }

  /// Gives a file without a name one that may be taken, by way of a free one, which it keeps in no case.
  static func name(
    _ file: borrowing FileDescriptor, _ url: URL, byWayOf temporary: URL
  ) throws(FileError) {
    #if os(Linux)
      let place = placeOfNumber(file.number)
      let code = withPath(of: temporary) { way in withPath(of: url) { palaestra_replace_file(place, way, $0) } }
      guard code == 0 else { throw FileError(code: code) }
    #else
      throw FileError(code: ENOTSUP)
    #endif
  }

  #if os(Linux)
    /// `O_TMPFILE`, which Swift does not see, as it is a sum of two in C.
    private static let temporaryFileFlag: Int32 = 0o20_000_000 | O_DIRECTORY

    private static func placeOfNumber(_ number: Int32) -> String { "/proc/self/fd/\(number)" }
  #endif
}
