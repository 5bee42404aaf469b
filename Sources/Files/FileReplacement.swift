import Foundation

/// A file that appears under its name whole or not at all.
///
/// Until then it has no name where the system knows such files, and elsewhere a hidden one in the same folder; let go of
/// before, it leaves nothing behind.
///
/// ```swift
/// let file = try FileReplacement(of: url)
/// try file.write(bytes.span.bytes)
/// try file.commit()
/// ```
public struct FileReplacement: ~Copyable {
  /// The file's name.
  public let url: URL
  /// The name that it has until then, for programs that write it themselves; with the same extension.
  public private(set) var temporaryURL: URL
  private let file: FileDescriptor
  private var hasTemporaryName: Bool

  /// Begins to write a file.
  ///
  /// - Parameters:
  ///   - url: The file's name.
  ///   - isNamed: Whether it is there under ``temporaryURL`` from now on. If not, not even a process that is killed leaves
  ///     it behind, as far as the file system can help it.
  /// - Throws: A ``FileError`` if the system refuses. A hidden file of that name is never opened, whatever it is: another
  ///   name is chosen.
  public init(of url: URL, isNamed: Bool = true) throws(FileError) {
    self.url = url
    hasTemporaryName = false
    temporaryURL = url
    if !isNamed, let file = SystemCall.openNameless(in: url.deletingLastPathComponent()) {
      self.file = file
      return
    }
    var opened: FileDescriptor?
    temporaryURL = try TemporaryName.firstFree(beside: url) { candidate throws(FileError) in
      opened = try Self.makeNew(candidate)
    }
    guard let file = opened.take() else { throw FileError(code: EEXIST) }
    self.file = file
    hasTemporaryName = true
  }

  deinit { if hasTemporaryName { _ = SystemCall.withPath(of: temporaryURL, unlink) } }

  /// Appends bytes.
  public func write(_ bytes: RawSpan) throws(FileError) { try file.write(bytes) }

  /// Gives the file its name; what had it before is replaced at the same moment.
  ///
  /// - Parameter synchronizes: Whether to wait until the disk has it, so that it outlives a loss of power.
  public consuming func commit(synchronizes: Bool = false) throws(FileError) {
    if synchronizes { try SystemCall.check(fsync(file.number)) }
    if hasTemporaryName {
      try Folder.rename(temporaryURL, to: url)
      hasTemporaryName = false
    } else {
      try nameNameless()
    }
    guard synchronizes, let folder = try? SystemCall.open(url.deletingLastPathComponent(), O_RDONLY | O_DIRECTORY)
    else { return }
    // The file is whole either way, so a system that refuses is no failure.
    fsync(folder.number)
  }

  /// Replaces a file by one of the given contents.
  public static func write(_ data: Data, to url: URL, synchronizes: Bool = false) throws(FileError) {
    let file = try FileReplacement(of: url, isNamed: false)
    try file.write(data.bytes)
    try file.commit(synchronizes: synchronizes)
  }
}

extension FileReplacement {
  /// Makes a file, locked for as long as it is written.
  private static func makeNew(_ url: URL) throws(FileError) -> FileDescriptor {
    let file = try SystemCall.open(url, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
    // Somebody may have swept it away between the two.
    guard !file.lock(waits: true) || file.nameCount > 0 else { throw FileError(code: EEXIST) }
    return file
  }

  /// Gives a file without a name the final one; over one that is there, by way of a hidden one for a moment.
  private func nameNameless() throws(FileError) {
    _ = file.lock(waits: true)
    do throws(FileError) {
      return try SystemCall.name(file, url)
    } catch {
      guard error.code == EEXIST else { throw error }
    }
    _ = try TemporaryName.firstFree(beside: url) { candidate throws(FileError) in
      try SystemCall.name(file, url, byWayOf: candidate)
    }
  }

  /// Removes what processes that were killed left half written in a folder.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - isOwn: Whether no other process can be writing there, as under a ``FolderLock``. It matters on file systems
  ///     without locks alone, where else only files of processes that are gone from this machine are removed.
  public static func sweep(_ folder: URL, isOwn: Bool) {
    for name in (try? Folder.names(in: folder)) ?? [] {
      guard let leftover = TemporaryName(name) else { continue }
      let url = folder.appending(component: name)
      // Whoever writes a file holds its lock; nothing is waited for, should it be a pipe.
      guard let file = try? SystemCall.open(url, O_WRONLY | O_NOFOLLOW | O_NONBLOCK) else { continue }
      let isAbandoned = file.lock(waits: false) || (errno != EWOULDBLOCK && (isOwn || leftover.isOfNobody))
      if isAbandoned { try? Folder.remove(url) }
    }
  }
}

/// The hidden name of a file that is being written: `.palaestra-PROCESS-NUMBER.EXTENSION`, short however long the file's
/// own name is.
private struct TemporaryName {
  private let process: Int32
  private let text: String

  init(number: Int, extension: String) {
    process = getpid()
    // A long extension is no file's type.
    let isType = (1...16).contains(`extension`.utf8.count)
    text = ".palaestra-\(process)-\(number).\(isType ? `extension` : "tmp")"
  }

  init?(_ name: String) {
    guard let match = name.wholeMatch(of: /\.palaestra-([0-9]+)-[0-9]+\..+/), let process = Int32(match.output.1)
    else {
      return nil
    }
    self.process = process
    text = name
  }

  /// The first hidden name beside a file that can be taken: `take` refuses one that is not free by `EEXIST`.
  static func firstFree(
    beside url: URL, _ take: (URL) throws(FileError) -> Void
  ) throws(FileError) -> URL {
    var number = 0
    while true {
      let name = TemporaryName(number: number, extension: url.pathExtension)
      let candidate = url.deletingLastPathComponent().appending(component: name.text)
      do throws(FileError) {
        try take(candidate)
        return candidate
      } catch {
        guard error.code == EEXIST, number < 1000 else { throw error }
        number += 1
      }
    }
  }

  /// True if the process that wrote the file is gone.
  var isOfNobody: Bool { kill(process, 0) != 0 && errno == ESRCH }
}
