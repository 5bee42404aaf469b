import Foundation

/// A file that appears under its name whole or not at all.
///
/// It is written under a hidden name in the same folder, and then renamed; let go of before, it leaves nothing behind.
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
  public let temporaryURL: URL
  private let file: FileDescriptor

  /// Begins to write a file, which is there from now on under its hidden name.
  ///
  /// A hidden file of that name is never opened, whatever it is: another is chosen.
  public init(of url: URL) throws(FileError) {
    self.url = url
    var number = 0
    while true {
      let candidate = TemporaryName(number: number, extension: url.pathExtension).url(beside: url)
      do throws(FileError) {
        file = try SystemCall.open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
        temporaryURL = candidate
        return
      } catch {
        guard error.code == EEXIST, number < 1000 else { throw error }
        number += 1
      }
    }
  }

  deinit { _ = SystemCall.withPath(of: temporaryURL, unlink) }

  /// Appends bytes.
  public func write(_ bytes: RawSpan) throws(FileError) { try file.write(bytes) }

  /// Gives the file its name; what had it before is replaced at the same moment.
  ///
  /// - Parameter synchronizes: Whether to wait until the disk has it, so that it outlives a loss of power.
  public consuming func commit(synchronizes: Bool = false) throws(FileError) {
    if synchronizes { try SystemCall.check(fsync(file.number)) }
    try Folder.rename(temporaryURL, to: url)
    guard synchronizes, let folder = try? SystemCall.open(url.deletingLastPathComponent(), O_RDONLY | O_DIRECTORY)
    else { return }
    // The file is whole either way, so a system that refuses is no failure.
    fsync(folder.number)
  }

  /// Replaces a file by one of the given contents.
  public static func write(_ data: Data, to url: URL, synchronizes: Bool = false) throws(FileError) {
    let file = try FileReplacement(of: url)
    try file.write(data.bytes)
    try file.commit(synchronizes: synchronizes)
  }

  /// Removes what processes that were killed left half written in a folder.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - isOwn: Whether no other process can be writing there, as under a ``FolderLock``: then all goes, and else what
  ///     belongs to processes of this machine that are gone.
  public static func sweep(_ folder: URL, isOwn: Bool) {
    for name in (try? Folder.names(in: folder)) ?? [] {
      guard let leftover = TemporaryName(name), isOwn ? !leftover.isOfThisProcess : leftover.isAbandoned else {
        continue
      }
      try? Folder.remove(folder.appending(component: name))
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

  var isOfThisProcess: Bool { process == getpid() }
  var isAbandoned: Bool { kill(process, 0) != 0 && errno == ESRCH }

  func url(beside url: URL) -> URL { url.deletingLastPathComponent().appending(component: text) }
}
