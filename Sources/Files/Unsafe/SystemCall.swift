import Foundation

/// The calls of the system that take a path, with the path's own bytes.
enum SystemCall {
  /// Lends the path of a file to C.
  static func withPath<Result>(of url: URL, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    withBytes(of: url.path, body)
  }

  private static func withBytes<Result>(of path: String, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (path.pathBytes + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { $0.baseAddress.map(body) ?? path.withCString(body) }
    }
  }

  /// Opens a file; the descriptor is not handed on to other programs.
  static func open(_ url: URL, _ flags: Int32, mode: mode_t = 0o666) throws(FileError) -> FileDescriptor {
    guard !url.path.utf8.contains(0) else { throw FileError(reason: "a path holds no NUL") }
    while true {
      let number = withPath(of: url) { Foundation.open($0, flags | O_CLOEXEC, mode) }
      if number >= 0 { return FileDescriptor(number) }
      guard errno == EINTR else { throw FileError() }
    }
  }

  /// Throws the refusal of a call that reports failure by a number below 0.
  static func check(_ result: Int32) throws(FileError) { if result < 0 { throw FileError() } }

  /// A variable of the environment, its bytes as a path's.
  static func environment(_ name: String) -> String? {
    getenv(name).map { text(of: $0) }
  }

  /// The folder that the process is in; `nil` if it is gone or cannot be known.
  static var workingFolder: String? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return text(of: path)
  }

  private static func text(of path: UnsafePointer<CChar>) -> String {
    String(pathBytes: UnsafeBufferPointer(start: path, count: strlen(path)).map(UInt8.init(bitPattern:)))
  }

  /// The names in a folder, but for `.` and `..`.
  static func names(in url: URL) throws(FileError) -> [String] {
    guard let stream = withPath(of: url, opendir) else { throw FileError() }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      names.append(withUnsafeBytes(of: &entry.pointee.d_name) { String(pathBytes: $0.prefix { $0 != 0 }) })
    }
    guard errno == 0 else { throw FileError() }
    return names.filter { $0 != "." && $0 != ".." }
  }
}

/// An open file of the system's, closed when it is let go of.
struct FileDescriptor: ~Copyable, Sendable {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  deinit { close(number) }

  /// Reads at most so many bytes from where the last reading ended; none at the end.
  func read(atMost count: Int) throws(FileError) -> [UInt8] {
    while true {
      var read = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        read = Foundation.read(number, buffer.baseAddress, count)
        initialized = max(read, 0)
      }
      if read >= 0 { return bytes }
      guard errno == EINTR else { throw FileError() }
    }
  }

  /// Writes all bytes.
  func write(_ bytes: RawSpan) throws(FileError) {
    let failure: FileError? = bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = Foundation.write(number, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        if count < 0, errno != EINTR { return FileError() }
        done += max(count, 0)
      }
      return nil
    }
    if let failure { throw failure }
  }

  /// The kind and size of the file.
  func status() throws(FileError) -> FileStatus {
    var status = stat()
    try SystemCall.check(fstat(number, &status))
    return FileStatus(status)
  }
}

extension FileStatus {
  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    identity = Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(truncatingIfNeeded: status.st_ino))
    byteCount = Int(status.st_size)
    modified = Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9)
  }
}
