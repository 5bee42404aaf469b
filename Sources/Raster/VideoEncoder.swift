import Foundation

/// The program ffmpeg at work: it takes frames as they come, if any do, and writes a file.
final class VideoEncoder {
  private let process = Process()
  private let log: FileHandle
  private var socket: FrameSocket?

  /// The program's place in the folders of `searchPath`.
  static func program(in searchPath: String) throws(VideoError) -> URL {
    for folder in searchPath.split(separator: ":") {
      let path = "\(folder)/ffmpeg"
      if FileManager.default.isExecutableFile(atPath: path) { return URL(fileURLWithPath: path) }
    }
    throw .encoderMissing
  }

  init(
    program: URL, arguments: [String], width: Int, height: Int, framesPerSecond: Double, output: String
  ) throws(VideoError) {
    guard let log = VideoEncoder.makeLog(), let socket = FrameSocket() else {
      throw .encoderFailed(reason: String(cString: strerror(errno)))
    }
    self.log = log
    let reader = socket.reader
    self.socket = consume socket
    process.executableURL = program
    process.arguments =
      ["-y", "-nostats", "-loglevel", "error", "-xerror", "-f", "rawvideo", "-pix_fmt", "rgba"]
      + ["-s", "\(width)x\(height)", "-framerate", "\(framesPerSecond)", "-i", "pipe:0", "-an"]
      + arguments + [output]
    process.standardInput = reader
    process.standardOutput = FileHandle.nullDevice
    process.standardError = log
    do {
      try process.run()
    } catch {
      throw .encoderFailed(reason: "\(program.path): \(error.localizedDescription)")
    }
    // Only the encoder's own copy may stay open, so that writing fails once it is gone.
    try? reader.close()
  }

  func append(_ frame: Canvas) throws(VideoError) {
    let isTaken = frame.withRGBA { socket?.write($0) ?? false }
    guard !isTaken else { return }
    socket = nil
    process.waitUntilExit()
    throw failure
  }

  /// Waits until the file is whole.
  func finish() throws(VideoError) {
    socket = nil
    process.waitUntilExit()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else { throw failure }
  }

  /// Ends the program at once.
  func kill() {
    socket = nil
    guard process.isRunning else { return }
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  private var failure: VideoError {
    try? log.seek(toOffset: 0)
    let words = String(decoding: (try? log.readToEnd()) ?? Data(), as: UTF8.self)
    let lastLines = words.split(separator: "\n").suffix(3).joined(separator: "; ")
    let ending = process.terminationReason == .exit ? "status" : "signal"
    return .encoderFailed(reason: "\(ending) \(process.terminationStatus). \(lastLines)")
  }

  /// A file without a name, so that nothing is left of it however the process ends.
  ///
  /// A pipe might fill up unread.
  private static func makeLog() -> FileHandle? {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("palaestra-\(UUID().uuidString)")
    let descriptor = open(url.path, O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    unlink(url.path)
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }
}
