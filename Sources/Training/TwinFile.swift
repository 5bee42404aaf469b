import Foundation

/// A text file that grows at its end and yet is only ever replaced whole.
///
/// Writing it anew each time would cost the more the longer it is. So two copies take turns: what is new goes into the
/// spare one, where nobody reads it, and then the two change places by renaming, so that a crash leaves a whole file in
/// any case. What a file ends with, such as a closing bracket, gives way to what is added.
struct TwinFile {
  private let url: URL
  /// How long the file is without its ending.
  private var length: Int
  /// What the spare copy lacks, without the ending; `nil` if there is no spare copy.
  private var lacking: Data?

  /// Writes a new file.
  init(at url: URL, _ body: String, ending: String) throws {
    self.url = url
    length = body.utf8.count
    removeSpare()
    try naming(url) { try Data((body + ending).utf8).write(to: url, options: .atomic) }
  }

  /// Adds to the body, and ends the file otherwise than before.
  mutating func append(_ text: String, ending: String) throws {
    do {
      if lacking == nil { try copy() }
      let addition = (lacking ?? Data()) + Data(text.utf8)
      try write(addition + Data(ending.utf8), at: length + text.utf8.count - addition.count)
      try changePlaces()
    } catch {
      removeSpare()
      throw RunFolderError.notWritten(url, error.reason)
    }
    length += text.utf8.count
    if lacking != nil { lacking = Data(text.utf8) }
  }

  /// Leaves nothing but the file itself.
  mutating func removeSpare() {
    lacking = nil
    for other in [spare, retired] { unlink(other.path) }
  }

  private var spare: URL { sibling("spare") }
  private var retired: URL { sibling("retired") }

  private func sibling(_ kind: String) -> URL {
    url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).\(kind)")
  }

  private mutating func copy() throws {
    try Data(contentsOf: url).prefix(length).write(to: spare, options: .withoutOverwriting)
    lacking = Data()
  }

  private func write(_ data: Data, at offset: Int) throws {
    let file = try FileHandle(forUpdating: spare)
    defer { try? file.close() }
    try file.truncate(atOffset: UInt64(offset))
    try file.seek(toOffset: UInt64(offset))
    try file.write(contentsOf: data)
  }

  /// Puts the spare copy in the file's place, and keeps the old one as the spare, where the file system can.
  private mutating func changePlaces() throws {
    let isKept = link(url.path, retired.path) == 0
    guard rename(spare.path, url.path) == 0 else { throw POSIXError(POSIXError.Code(rawValue: errno) ?? .EIO) }
    if !isKept || rename(retired.path, spare.path) != 0 { lacking = nil }
  }

  private func naming(_ url: URL, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      throw RunFolderError.notWritten(url, error.reason)
    }
  }
}
