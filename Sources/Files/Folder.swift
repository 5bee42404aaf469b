import Foundation

/// Folders: what is in them, making and removing.
public enum Folder {
  /// The names of all that is in a folder, hidden files too, sorted.
  public static func names(in url: URL) throws(FileError) -> [String] { try SystemCall.names(in: url).sorted() }

  /// Makes a folder and those above it, as far as they are missing.
  public static func make(_ url: URL) throws(FileError) {
    if url.isFolder { return }
    let parent = url.deletingLastPathComponent()
    if parent.path != url.path, !parent.isFolder { try make(parent) }
    do throws(FileError) {
      try makeNew(url)
    } catch {
      guard error.code == EEXIST else { throw error }
      // Another process may have been faster; a link that leads nowhere or in a circle is in the way.
      guard try url.lookUp().kind == .folder else { throw error }
    }
  }

  /// Makes a folder where there is nothing.
  public static func makeNew(_ url: URL) throws(FileError) {
    try SystemCall.check(SystemCall.withPath(of: url) { mkdir($0, 0o777) })
  }

  /// Removes a file, a link, or a folder.
  ///
  /// - Parameters:
  ///   - url: The file; a link is not followed.
  ///   - withContents: Whether a folder goes with all that is in it; if not, one that is not empty stays.
  /// - Throws: A ``FileError`` if the system refuses; that there is nothing to remove is no failure.
  public static func remove(_ url: URL, withContents: Bool = false) throws(FileError) {
    guard let kind = url.ownStatus?.kind else { return }
    guard kind == .folder else {
      return try SystemCall.check(SystemCall.withPath(of: url, unlink))
    }
    if withContents {
      for name in try names(in: url) { try remove(url.appending(component: name), withContents: true) }
    }
    try SystemCall.check(SystemCall.withPath(of: url, rmdir))
  }

  /// Gives a file or folder another name on the same file system, over what has it.
  public static func rename(_ url: URL, to other: URL) throws(FileError) {
    try SystemCall.check(
      SystemCall.withPath(of: url) { old in SystemCall.withPath(of: other) { Foundation.rename(old, $0) } })
  }
}
