import Files
import Foundation

/// A writer that records frames to a file: a video, an animation, or the last frame alone.
///
/// Frames are handed to the encoder as they come, and none is kept in memory. The file gets its name in `finish()`, when it is
/// whole; until then it lies beside it under a hidden name, which `cancel()` removes, and so does letting go of the
/// writer. What a recording that was killed left there is removed by the next one.
public final class VideoWriter {
  /// The width of every frame, in pixels.
  public let width: Int
  /// The height of every frame, in pixels.
  public let height: Int
  /// The number of frames appended.
  public private(set) var frameCount = 0

  private let url: URL
  /// The file that the encoder writes, until it gets its name.
  private var file: FileReplacement?
  private var sink: Sink
  /// The file that keeps the frames of an animation until all are known.
  private var frames: FileReplacement?
  private var program: URL?

  private enum Sink {
    case encoder(VideoEncoder)
    case picture(Canvas?)
    case closed
  }

  /// Starts a recording to `url`, whose extension says the format: .mp4, .gif or .png.
  ///
  /// - Parameters:
  ///   - url: The file, which is replaced once the recording is whole.
  ///   - width: The width of every frame, in pixels. An MP4's sides are even: an odd one grows by a black line.
  ///   - height: The height of every frame, in pixels.
  ///   - framesPerSecond: The frame rate at which the recording plays, above 0.
  ///   - searchPath: The folders in which ffmpeg is looked for, separated by colons; PATH when `nil`.
  /// - Throws: `VideoError`.
  public init(
    to url: URL, width: Int, height: Int, framesPerSecond: Double, searchPath: String? = nil
  ) throws(VideoError) {
    precondition(width > 0 && height > 0, "A frame of \(width) by \(height) pixels cannot be recorded")
    precondition(
      framesPerSecond > 0 && framesPerSecond.isFinite,
      "A recording plays more than 0 frames per second, not \(framesPerSecond)")
    let format = try VideoFormat(of: url)
    self.width = width
    self.height = height
    self.url = url
    guard format != .png else {
      sink = .picture(nil)
      return
    }
    let program = try VideoEncoder.program(in: searchPath ?? EnvironmentVariables.value(of: "PATH") ?? "")
    // Made at once, so that a folder that cannot be written to is noticed before any work is done.
    let file = try Self.reserve(url)
    var output = file.temporaryURL
    self.file = consume file
    if format == .gif {
      let frames = try Self.reserve(url)
      output = frames.temporaryURL
      self.frames = consume frames
    }
    self.program = program
    sink = .encoder(
      try VideoEncoder(
        program: program, arguments: format.encoderArguments(framesPerSecond: framesPerSecond), width: width,
        height: height, framesPerSecond: framesPerSecond, output: output.path))
  }

  deinit {
    cancel()
  }

  /// Adds a frame.
  ///
  /// - Throws: `VideoError.encoderFailed` when the encoder is gone; the recording is then cancelled.
  /// - Precondition: The frame has the recording's size, and the recording is not finished.
  public func append(_ frame: Canvas) throws(VideoError) {
    precondition(
      frame.width == width && frame.height == height,
      "A frame of \(frame.width) by \(frame.height) does not fit a recording of \(width) by \(height)")
    switch sink {
    case .encoder(let encoder):
      do {
        try encoder.append(frame)
      } catch {
        cancel()
        throw error
      }
    case .picture: sink = .picture(frame)
    case .closed: preconditionFailure("A frame was added to a recording that was finished or cancelled")
    }
    frameCount += 1
  }

  /// Ends the recording and gives the file its name.
  ///
  /// - Throws: `VideoError`; there is then no new file.
  /// - Precondition: The recording was not finished or cancelled before.
  public func finish() throws(VideoError) {
    defer { cancel() }
    switch sink {
    case .closed: preconditionFailure("A recording was finished that was finished or cancelled before")
    case .encoder, .picture: break
    }
    guard frameCount > 0 else { throw .noFrames(path: url.path) }
    if case .picture(let frame?) = sink {
      return try writePicture(frame)
    }
    guard case .encoder(let encoder) = sink else { return }
    try encoder.finish()
    try animate()
    sink = .closed
    do {
      try file.take()?.commit()
    } catch {
      throw .notWritten(path: url.path, reason: error.reason)
    }
  }

  /// Ends the recording and removes what it has written; after `finish()` it does nothing.
  public func cancel() {
    if case .encoder(let encoder) = sink { encoder.kill() }
    file = nil
    frames = nil
    sink = .closed
  }

  /// Makes an animation of the frames that were kept.
  private func animate() throws(VideoError) {
    guard let program, let path = frames?.temporaryURL.path, let output = file?.temporaryURL.path else { return }
    let encoder = try VideoEncoder(
      program: program, arguments: VideoFormat.animationArguments(frames: path), width: 1, height: 1,
      framesPerSecond: 1, output: output)
    try encoder.finish()
    frames = nil
  }

  private func writePicture(_ frame: Canvas) throws(VideoError) {
    do {
      try frame.writePNG(to: url)
    } catch {
      throw .notWritten(path: url.path, reason: error.description)
    }
  }

  private static func reserve(_ url: URL) throws(VideoError) -> FileReplacement {
    FileReplacement.sweep(url.deletingLastPathComponent(), isOwn: false)
    do {
      return try FileReplacement(of: url)
    } catch {
      throw .notWritten(path: url.path, reason: error.reason)
    }
  }
}
