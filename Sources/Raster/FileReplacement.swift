import Foundation

/// A file that is written under another name in the same folder, and gets its own name when it is whole.
struct FileReplacement {
  let final: URL
  let temporary: URL

  /// A file that will be called as `final` says, its temporary name hidden and with the same extension.
  init(of final: URL) {
    self.final = final
    let name = ".\(final.deletingPathExtension().lastPathComponent)-\(UUID().uuidString.prefix(8))"
    temporary = final.deletingLastPathComponent().appendingPathComponent(name)
      .appendingPathExtension(final.pathExtension)
  }

  /// Gives the file its name; one that had it before is replaced at the same moment.
  func commit() throws(FileReplacementError) {
    guard rename(temporary.path, final.path) == 0 else {
      let reason = String(cString: strerror(errno))
      discard()
      throw FileReplacementError(reason: reason)
    }
  }

  /// Removes what was written so far.
  func discard() {
    unlink(temporary.path)
  }

  static func write(_ data: Data, to url: URL) throws {
    let file = FileReplacement(of: url)
    do {
      try data.write(to: file.temporary)
    } catch {
      file.discard()
      throw FileReplacementError(reason: error.localizedDescription)
    }
    try file.commit()
  }
}

struct FileReplacementError: Error, CustomStringConvertible {
  let reason: String

  var description: String { reason }
}
