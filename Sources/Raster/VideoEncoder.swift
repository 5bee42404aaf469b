import Files
import Foundation

/// The program ffmpeg at work: it takes frames as they come, if any do, and writes a file.
final class VideoEncoder {
  private let process: ChildProcess
  private var socket: FrameSocket?

  /// The program's place in the folders of `searchPath`.
  static func program(in searchPath: String) throws(VideoError) -> URL {
    for folder in searchPath.split(separator: ":") {
      let url = URL(filePath: "\(folder)/ffmpeg")
      if url.isExecutable { return url }
    }
    throw .encoderMissing
  }

  init(
    program: URL, arguments: [String], width: Int, height: Int, framesPerSecond: Double, output: String
  ) throws(VideoError) {
    let arguments =
      ["-nostdin", "-y", "-nostats", "-loglevel", "error", "-xerror", "-f", "rawvideo", "-pix_fmt", "rgba"]
      + ["-s", "\(width)x\(height)", "-framerate", "\(framesPerSecond)", "-i", "pipe:0", "-an"]
      + arguments + [output]
    do throws(FileError) {
      var socket = try FrameSocket()
      process = try ChildProcess(program, arguments, input: socket.reader)
      // Only the encoder's own copy may stay open, so that writing fails once it is gone.
      socket.closeReader()
      self.socket = consume socket
    } catch {
      throw .encoderFailed(reason: "\(program.path) cannot be started: \(error.reason)")
    }
  }

  func append(_ frame: Canvas) throws(VideoError) {
    let isTaken = frame.withRGBA { socket?.write($0) ?? false }
    guard !isTaken else { return }
    socket = nil
    throw failure(process.waitForEnd())
  }

  /// Waits until the file is whole.
  func finish() throws(VideoError) {
    socket = nil
    let ending = process.waitForEnd()
    guard ending == .status(0) else { throw failure(ending) }
  }

  /// Ends the program at once.
  func kill() {
    socket = nil
    process.kill()
  }

  private func failure(_ ending: ChildProcess.Ending) -> VideoError {
    let lastLines = process.complaint.split(separator: "\n").suffix(3).joined(separator: "; ")
    return .encoderFailed(reason: "\(ending). \(lastLines)")
  }
}
