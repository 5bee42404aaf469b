import Files
import Foundation

/// A folder of one's own for a run.
extension RunFolder {
  /// Makes the first folder that is free; another run may be looking for one at the same time.
  static func makeFree(_ configuration: RunConfiguration, under root: URL) throws -> (URL, FolderLock) {
    // A folder that tasks are read from follows a colon, and would make folders of its own.
    let name = configuration.environment.prefix { $0 != ":" }
    let parent = root.appending(path: String(name))
    let stem = "\(configuration.agent)-\(configuration.plan.seed)"
    try make(parent)
    var number = 1
    while true {
      let url = parent.appending(path: "\(stem)-\(number)")
      do throws(FileError) {
        try Folder.makeNew(url)
      } catch {
        guard error.code == EEXIST else { throw RunFolderError.notMade(url, error.reason) }
        number += 1
        continue
      }
      return (url, try claim(url))
    }
  }

  /// Makes a folder, or takes one that is there and empty.
  static func makeEmpty(_ url: URL) throws -> (URL, FolderLock) {
    try refuseRun(in: url)
    let isTaken = RunFolderError("\(url.relativePath) is not an empty folder; choose another one.")
    if let kind = url.status?.kind, kind != .folder { throw isTaken }
    try make(url)
    let lock = try claim(url)
    // Another process may have made a run here meanwhile, and be done with it.
    try refuseRun(in: url)
    FileReplacement.sweep(url, isOwn: false)
    guard try contents(of: url).isEmpty else { throw isTaken }
    return (url, lock)
  }

  private static func refuseRun(in url: URL) throws {
    guard url.appending(path: configurationName).status != nil else { return }
    throw RunFolderError(
      "\(url.relativePath) holds a run already; choose another folder, or go on with it by --resume "
        + "\(Shell.quoted(path: url.relativePath))."
    )
  }

  /// Takes the right to train in a folder.
  static func claim(_ url: URL) throws -> FolderLock {
    do throws(FileError) {
      if let lock = try FolderLock.take(url) { return lock }
    } catch {
      throw RunFolderError("The folder \(url.relativePath) cannot be opened: \(error).")
    }
    throw RunFolderError(
      "\(url.relativePath) is being trained by another process; wait until it has ended, or choose another folder.")
  }

  /// Removes the unfinished files of earlier processes in a folder that is claimed.
  static func sweep(_ url: URL) {
    FileReplacement.sweep(url, isOwn: true)
    for name in (try? Folder.names(in: url)) ?? [] where isOldLeftover(name) {
      try? Folder.remove(url.appending(component: name))
    }
  }

  /// Returns true if a name is one that versions before 0.2 gave to files that they were writing.
  private static func isOldLeftover(_ name: String) -> Bool {
    name.hasPrefix(".dat.nosync") || name.contains(/^\..+\.[0-9]+-[0-9]+\.tmp$/)
      || name.contains(/^\.curve-[0-9A-F]{8}\.png$/)
  }

  private static func contents(of url: URL) throws -> [String] {
    do throws(FileError) {
      return try Folder.names(in: url)
    } catch {
      throw RunFolderError("The folder \(url.relativePath) cannot be read: \(error).")
    }
  }

  private static func make(_ url: URL) throws {
    do throws(FileError) {
      try Folder.make(url)
    } catch {
      throw RunFolderError.notMade(url, error.reason)
    }
  }
}
