import Foundation

/// The kinds of file that frames can be recorded to, each known by its name's extension.
public enum VideoFormat: String, CaseIterable, Sendable {
  /// H.264 in an MP4 file, which every browser plays.
  case mp4
  /// An animated GIF, which a README can show.
  case gif
  /// The last frame alone.
  case png

  /// The format that the name of the file at `url` asks for.
  ///
  /// - Throws: `VideoError.unknownFormat`.
  public init(of url: URL) throws(VideoError) {
    guard let format = VideoFormat(rawValue: url.pathExtension.lowercased()) else {
      throw .unknownFormat(path: url.path)
    }
    self = format
  }

  /// Returns ffmpeg's arguments for encoding the frames; empty for a format that needs no ffmpeg.
  func encoderArguments(framesPerSecond: Double) -> [String] {
    switch self {
    case .mp4:
      [
        // The pixel format halves the colours' resolution, for which both sides must be even.
        "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
        "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709",
        "-c:v", "libx264", "-crf", "18", "-movflags", "+faststart", "-f", "mp4",
      ]
    case .gif:
      [
        // Kept without loss until all frames are known: see `animationArguments(frames:)`.
        "-vf", "fps=\(VideoFormat.animationPace(framesPerSecond)),format=bgr0", "-c:v", "ffv1", "-f", "nut",
      ]
    case .png: []
    }
  }

  /// Returns ffmpeg's arguments for making an animation of all frames, which are kept in a file.
  ///
  /// All frames share one palette, so that what stands still is stored once. The file is read twice, first for the
  /// palette and then for the frames: held in memory, they would need as much of it as they are long.
  static func animationArguments(frames path: String) -> [String] {
    [
      "-i", path, "-i", path, "-filter_complex",
      "[1:v]palettegen[palette];[2:v][palette]paletteuse=dither=bayer:bayer_scale=5:diff_mode=rectangle",
      "-f", "gif",
    ]
  }

  /// Returns the frame rate of an animation per second: every second, third or so of the recorded frames.
  ///
  /// More than these 30 would only make it large, and above 50 players show frames slowly.
  static func animationPace(_ framesPerSecond: Double) -> Double {
    framesPerSecond / max(1, (framesPerSecond / 30 - 1e-9).rounded(.up))
  }
}

/// The reason why a recording was not made.
public enum VideoError: Error, Equatable, CustomStringConvertible {
  /// The file's extension names no format.
  case unknownFormat(path: String)
  /// There is no program `ffmpeg` in the folders of PATH.
  case encoderMissing
  /// The encoder did not start, failed or was ended; with its last words.
  case encoderFailed(reason: String)
  /// The file could not be made; with the reason.
  case notWritten(path: String, reason: String)
  /// The recording was finished without a frame.
  case noFrames(path: String)

  /// The error as a sentence, with the way out.
  public var description: String {
    switch self {
    case .unknownFormat(let path):
      """
      The name '\(path)' does not say which kind of recording to make: it should end in \
      \(VideoFormat.allCases.map { ".\($0.rawValue)" }.joined(separator: ", "))
      """
    case .encoderMissing:
      """
      Recording needs the program 'ffmpeg', which is in none of the folders of PATH. \
      Install it ('apt install ffmpeg'), or record a single picture to a .png file
      """
    case .encoderFailed(let reason): "ffmpeg failed, and no recording was made: \(reason)"
    case .notWritten(let path, let reason): "The recording '\(path)' cannot be written: \(reason)"
    case .noFrames(let path): "The recording '\(path)' was not made, since it has no frames"
    }
  }
}
