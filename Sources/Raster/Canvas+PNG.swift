import Files
import Foundation

extension Canvas {
  /// The default limit on the number of pixels of a PNG file that is read: 64 million.
  public static let maximumPixelCount = 1 << 26

  /// The picture as a PNG file of 8 bits for each of red, green and blue.
  ///
  /// - Throws: `PNGError` when libpng fails.
  public func pngData() throws(PNGError) -> Data {
    try PNGCoding.encode(width: width, height: height, pixels: pixels)
  }

  /// Writes the picture as a PNG file.
  ///
  /// It is there whole or not at all; a file that was there before is replaced.
  ///
  /// - Throws: `PNGError` when the file cannot be written.
  public func writePNG(to url: URL) throws(PNGError) {
    let data = try pngData()
    do {
      try FileReplacement.write(data, to: url)
    } catch {
      throw .notWritten("\(url.path): \(error.reason)")
    }
  }

  /// The picture that a PNG file holds.
  ///
  /// - Parameters:
  ///   - pngData: The bytes of the file.
  ///   - background: The colour that shows where the picture is transparent.
  ///   - fonts: The fonts that text is drawn with; `nil` for a canvas that draws none.
  ///   - maximumPixelCount: A larger picture is refused before memory is set aside for it.
  /// - Throws: `PNGError` when the file is damaged, no PNG file or too large.
  public init(
    pngData: Data, background: Color = .black, fonts: FontSet? = nil,
    maximumPixelCount: Int = Canvas.maximumPixelCount
  ) throws(PNGError) {
    let picture = try PNGCoding.decode(
      pngData, background: background, maximumPixelCount: maximumPixelCount)
    self.init(width: picture.width, height: picture.height, fonts: fonts)
    pixels = picture.pixels
  }

  /// The picture in the PNG file at `url`.
  ///
  /// - Throws: `PNGError` when the file cannot be read, is damaged, no PNG file or too large.
  public init(
    contentsOfPNG url: URL, background: Color = .black, fonts: FontSet? = nil,
    maximumPixelCount: Int = Canvas.maximumPixelCount
  ) throws(PNGError) {
    let data: Data
    do {
      data = try FileContents.read(url)
    } catch {
      throw .notRead("\(url.path): \(error.reason)")
    }
    try self.init(
      pngData: data, background: background, fonts: fonts, maximumPixelCount: maximumPixelCount)
  }
}

/// The reason why a PNG file was not read or not written.
public enum PNGError: Error, Equatable, CustomStringConvertible {
  /// The file could not be opened; with the file and the system's words.
  case notRead(String)
  /// The bytes that were read are not a whole PNG file; with libpng's words.
  case damaged(String)
  /// The picture has more pixels than allowed.
  case tooLarge(width: Int, height: Int, maximumPixelCount: Int)
  /// The file could not be made; with the file or libpng's words.
  case notWritten(String)

  /// The error as a sentence.
  public var description: String {
    switch self {
    case .notRead(let reason): "The PNG file could not be read: \(reason)"
    case .damaged(let reason): "This is not a PNG file, or it is damaged: \(reason)"
    case .tooLarge(let width, let height, let maximum):
      """
      The picture is too large: \(width) by \(height) pixels, where \(maximum) pixels in all and \
      \(Canvas.maximumSide) along each side are allowed
      """
    case .notWritten(let reason): "The PNG file could not be written: \(reason)"
    }
  }
}
