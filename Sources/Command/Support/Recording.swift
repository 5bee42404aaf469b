import Foundation
import Raster

/// A file that frames are recorded to.
struct Recording {
  private let url: URL
  private let writer: VideoWriter
  private var canvas: Canvas
  /// True if the last frame alone is kept, so that no other needs to be drawn.
  private let keepsLastFrameOnly: Bool
  private var frameCount = 0

  /// The largest width or height of a frame, unless a larger one is asked for.
  private static let comfortableSide = 1600.0

  /// Starts a recording.
  ///
  /// - Parameters:
  ///   - spectacle: The spectacle that is recorded, as it is at first.
  ///   - zoom: Pixels per unit of the drawing; `nil` for one, or as many as make a huge frame fit on a screen.
  ///   - url: The file.
  ///   - framesPerSecond: The pace at which it plays.
  init(of spectacle: some Spectacle, zoom: Double?, to url: URL, _ framesPerSecond: Double) throws {
    let size = spectacle.frameSize
    let zoom = zoom ?? min(1, Self.comfortableSide / max(size.width, size.height))
    let frame = Size((size.width * zoom).rounded(), (size.height * zoom).rounded())
    guard max(frame.width, frame.height) <= Double(Canvas.maximumSide) else {
      throw Failure(
        "A frame of \(Int(frame.width)) by \(Int(frame.height)) pixels is larger than \(Canvas.maximumSide); "
          + "lower --zoom, which is \(zoom).")
    }
    self.url = url
    keepsLastFrameOnly = try VideoFormat(of: url) == .png
    let fonts = try FontSet.bundled()
    let (width, height) = OverlayLayout.size(
      around: frame, spectacle.overlay, hasPanel: spectacle.panelArea == nil, fonts: fonts)
    canvas = Canvas(width: width, height: height, fonts: fonts)
    writer = try VideoWriter(to: url, width: width, height: height, framesPerSecond: framesPerSecond)
  }

  /// Adds a frame.
  mutating func append(_ spectacle: some Spectacle) throws {
    frameCount += 1
    if !keepsLastFrameOnly { try draw(spectacle) }
  }

  private mutating func draw(_ spectacle: some Spectacle) throws {
    canvas.draw(spectacle, with: spectacle.overlay, panelArea: spectacle.panelArea)
    try writer.append(canvas)
  }

  /// Ends the recording.
  ///
  /// - Parameter spectacle: The spectacle that is recorded, as it is at last.
  mutating func finish(_ spectacle: some Spectacle) throws {
    if keepsLastFrameOnly { try draw(spectacle) }
    try writer.finish()
    let frames = NumberFormat.count(frameCount, "frame")
    Terminal.write(
      keepsLastFrameOnly
        ? "Recorded the last of \(frames) to \(url.relativePath)." : "Recorded \(frames) to \(url.relativePath).")
  }
}
