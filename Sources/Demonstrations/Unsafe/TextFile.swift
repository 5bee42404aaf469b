import Foundation

/// Files that are replaced as a whole.
enum TextFile {
  /// Writes a file under another name and renames it: who opens it sees the old text or the new one.
  static func replace(_ url: URL, with text: String, synchronizes: Bool = false) throws(DatasetError) {
    let temporary = url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).tmp")
    let descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .notWritten(url, systemMessage()) }
    let isWritten = write(text, to: descriptor) && (!synchronizes || fsync(descriptor) == 0)
    let message = systemMessage()
    close(descriptor)
    guard isWritten else {
      unlink(temporary.path)
      throw .notWritten(url, message)
    }
    guard rename(temporary.path, url.path) == 0 else {
      let message = systemMessage()
      unlink(temporary.path)
      throw .notWritten(url, message)
    }
  }

  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var done = 0
      while done < bytes.count {
        let count = Foundation.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
  }
}

/// What the system says about the last failure.
func systemMessage() -> String { String(cString: strerror(errno)) }
