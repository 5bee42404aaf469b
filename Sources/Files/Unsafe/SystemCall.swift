import Foundation

/// The calls of the system that take a path, with the path's own bytes.
package enum SystemCall {
  /// Lends the path of a file to C.
  static func withPath<Result>(of url: URL, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    withText(url.systemPath, body)
  }

  /// Lends the bytes of a path's text to C.
  static func withText<Result>(_ path: String, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (path.pathBytes + [0]).withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { $0.baseAddress.map(body) ?? path.withCString(body) }
    }
  }

  /// Opens a file; the descriptor is not handed on to other programs.
  package static func open(_ url: URL, _ flags: Int32, mode: mode_t = 0o666) throws(FileError) -> FileDescriptor {
    guard !url.path.utf8.contains(0) else { throw FileError(reason: "a path holds no NUL") }
    while true {
      let number = withPath(of: url) { Foundation.open($0, flags | O_CLOEXEC, mode) }
      if number >= 0 { return FileDescriptor(number) }
      guard errno == EINTR else { throw FileError() }
    }
  }

  /// Throws the refusal of a call that reports failure by a number below 0.
  static func check(_ result: Int32) throws(FileError) { if result < 0 { throw FileError() } }

  /// The folder that the process is in; `nil` if it is gone or cannot be known.
  static var workingFolder: String? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return text(of: path)
  }

  /// The file that a link names; `nil` if it is no link.
  static func target(ofLink path: String) -> String? {
    let bytes = [CChar](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      count = max(0, buffer.baseAddress.map { readlink(path, $0, buffer.count) } ?? 0)
    }
    return bytes.isEmpty ? nil : String(pathBytes: bytes.map(UInt8.init(bitPattern:)))
  }

  static func text(of path: UnsafePointer<CChar>) -> String {
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

extension URL {
  /// Lends the bytes of the path to C.
  package func withSystemPath<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    SystemCall.withPath(of: self, body)
  }
}

/// An open file of the system's, closed when it is let go of.
package struct FileDescriptor: ~Copyable, Sendable {
  /// The system's number of the open file.
  package let number: Int32

  package init(_ number: Int32) { self.number = number }

  deinit { close(number) }

  /// Reads at most so many bytes from where the last reading ended; none at the end.
  package func read(atMost count: Int) throws(FileError) -> [UInt8] {
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

  /// Reads into memory from a place of the file on, and returns the number of bytes that were read, 0 at the end.
  package func read(at offset: Int, into memory: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    while true {
      let count = pread(number, memory.baseAddress, memory.count, off_t(offset))
      if count >= 0 { return count }
      guard errno == EINTR else { throw FileError() }
    }
  }

  /// Writes all bytes.
  func write(_ bytes: RawSpan) throws(FileError) { try SystemCall.write(bytes, to: number) }

  /// The kind and size of the file.
  package func status() throws(FileError) -> FileStatus {
    var status = stat()
    try SystemCall.check(fstat(number, &status))
    return FileStatus(status)
  }

  /// The number of names that the file has.
  var nameCount: Int {
    var status = stat()
    return fstat(number, &status) == 0 ? Int(status.st_nlink) : 0
  }

  /// Locks the file for this opening of it alone; returns false if another has it, or the file system knows no locks.
  func lock(waits: Bool) -> Bool {
    while flock(number, waits ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      guard errno == EINTR else { return false }
    }
    return true
  }
}

extension SystemCall {
  /// Writes all bytes to an open file, waiting where it takes no more at the moment.
  static func write(_ bytes: RawSpan, to number: Int32) throws(FileError) {
    let failure: FileError? = bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let count = Foundation.write(number, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        done += max(count, 0)
        guard count < 0, errno != EINTR else { continue }
        guard errno == EAGAIN else { return FileError() }
        // Another program that shares the stream has made it one that does not wait.
        var waiting = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, -1)
      }
      return nil
    }
    if let failure { throw failure }
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
