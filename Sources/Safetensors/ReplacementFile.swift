import Foundation

/// A file that appears under its name whole or not at all.
///
/// It is written under another name in the same folder, flushed to the disk, and only then renamed.
struct ReplacementFile: ~Copyable {
  typealias Problem = SafetensorsError.Problem

  private let path: String
  private let temporaryPath: String
  private let descriptor: Int32
  private var isPublished = false

  init(path: String) throws(Problem) {
    self.path = path
    var attempt = 0
    while true {
      let candidate = Self.temporaryPath(for: path, attempt: attempt)
      let descriptor = open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        self.descriptor = descriptor
        temporaryPath = candidate
        return
      }
      guard errno == EEXIST, attempt < 1000 else { throw .unwritable(reason: systemMessage()) }
      attempt += 1
    }
  }

  deinit {
    close(descriptor)
    if !isPublished { unlink(temporaryPath) }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
    var done = 0
    while done < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
      // The qualified name tells the system's function from this method.
      let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        throw .unwritable(reason: systemMessage())
      }
    }
  }

  /// Gives the file its name, replacing what stood there.
  mutating func publish() throws(Problem) {
    guard fsync(descriptor) == 0, rename(temporaryPath, path) == 0 else {
      throw .unwritable(reason: systemMessage())
    }
    isPublished = true
    syncFolder()
  }

  /// Makes the new name itself durable.
  ///
  /// The file is whole either way, so a system that refuses is no failure.
  private func syncFolder() {
    let folder = open(Self.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  private static func folder(of path: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().path
  }

  private static func temporaryPath(for path: String, attempt: Int) -> String {
    let name = URL(fileURLWithPath: path).lastPathComponent
    return "\(folder(of: path))/.\(name).\(getpid())-\(attempt).tmp"
  }
}
