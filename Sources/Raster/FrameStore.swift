import Foundation

/// Frames on disk, between an encoder that writes them and one that reads them when all are known.
///
/// It has no name, so that nothing is left of it however the process ends; other programs reach it by this process.
struct FrameStore {
  private let handle: FileHandle

  /// The path by which other programs open it while this process has it.
  var path: String { "/proc/\(ProcessInfo.processInfo.processIdentifier)/fd/\(handle.fileDescriptor)" }

  /// An empty one in a folder.
  init(in folder: URL) throws(VideoError) {
    let url = folder.appendingPathComponent(".frames-\(UUID().uuidString)")
    let descriptor = open(url.path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .notWritten(path: url.path, reason: String(cString: strerror(errno))) }
    unlink(url.path)
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }
}
