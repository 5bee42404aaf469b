import Foundation

/// The program ffmpeg at work: it takes frames as they come and writes a file.
///
/// For an animation it works twice: frames are kept in a file without a name first, and made one at the end.
final class VideoEncoder {
  private var process = Process()
  private let log: FileHandle
  private var socket: FrameSocket?
  /// Where the frames of an animation are kept until all are known.
  private let store: FileHandle?
  private let output: URL

  /// The program's place in the folders of `searchPath`.
  static func program(in searchPath: String) throws(VideoError) -> URL {
    for folder in searchPath.split(separator: ":") {
      let path = "\(folder)/ffmpeg"
      if FileManager.default.isExecutableFile(atPath: path) { return URL(fileURLWithPath: path) }
    }
    throw .encoderMissing
  }

  init(
    program: URL, format: VideoFormat, width: Int, height: Int, framesPerSecond: Double, output: URL
  ) throws(VideoError) {
    let store = format == .gif ? VideoEncoder.makeNamelessFile() : nil
    guard let log = VideoEncoder.makeNamelessFile(), let socket = FrameSocket(), format != .gif || store != nil
    else {
      throw .encoderFailed(reason: String(cString: strerror(errno)))
    }
    (self.log, self.store, self.output) = (log, store, output)
    let reader = socket.reader
    self.socket = consume socket
    try start(
      program,
      ["-f", "rawvideo", "-pix_fmt", "rgba", "-s", "\(width)x\(height)", "-framerate", "\(framesPerSecond)"]
        + ["-i", "pipe:0", "-an"] + format.encoderArguments(framesPerSecond: framesPerSecond)
        + [store == nil ? output.path : "pipe:1"],
      from: reader, to: store ?? .nullDevice)
    // Only the encoder's own copy may stay open, so that writing fails once it is gone.
    try? reader.close()
  }

  private func start(
    _ program: URL, _ arguments: [String], from input: FileHandle, to output: FileHandle
  ) throws(VideoError) {
    process.executableURL = program
    process.arguments = ["-y", "-nostats", "-loglevel", "error", "-xerror"] + arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = log
    do {
      try process.run()
    } catch {
      throw .encoderFailed(reason: "\(program.path): \(error.localizedDescription)")
    }
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
    try awaitSuccess()
    guard let store, let program = process.executableURL else { return }
    process = Process()
    try start(program, VideoFormat.paletteArguments + [output.path], from: store, to: .nullDevice)
    try awaitSuccess()
  }

  private func awaitSuccess() throws(VideoError) {
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
  private static func makeNamelessFile() -> FileHandle? {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("palaestra-\(UUID().uuidString)")
    let descriptor = open(url.path, O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    unlink(url.path)
    return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }
}
