import Foundation

/// The right to write in a folder, which one holder has at a time; let go of, or when its process ends, it is free.
///
/// The lock is on the folder itself (`flock`), so that nothing is left behind. File systems that know no such locks are
/// written without.
public final class FolderLock: Sendable {
  private let folder: FileDescriptor

  private init(_ folder: consuming FileDescriptor) { self.folder = folder }

  /// Takes the lock, or does not: `nil` if another holds it.
  ///
  /// - Throws: A ``FileError`` if there is no such folder.
  public static func take(_ url: URL) throws(FileError) -> FolderLock? {
    let folder = try SystemCall.open(url, O_RDONLY | O_DIRECTORY)
    while flock(folder.number, LOCK_EX | LOCK_NB) != 0 {
      switch errno {
      case EINTR: continue
      case EWOULDBLOCK: return nil
      default: return FolderLock(folder)
      }
    }
    return FolderLock(folder)
  }
}
