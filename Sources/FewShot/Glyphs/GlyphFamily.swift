import Foundation
import Raster
import Simulation

/// Letters of many scripts: a class is a letter, and an example a grey picture of it by another hand.
///
/// Pictures are 28 × 28 numbers from 0, the paper, to 1. There are twenty of each letter, which are the same whenever they are
/// drawn. The hands are made by chance, where Omniglot's are people's (Lake and others 2015); results of the two do not compare.
public struct GlyphFamily: ClassFamily {
  /// The name.
  public let name = "glyphs"
  /// The summary.
  public let summary = "Letters of a hundred scripts, drawn by chance hands, to be told apart"
  /// One grey picture.
  public let inputShape = [1, side, side]
  /// The number of pictures of each letter.
  public let examplesPerClass: Int? = 20

  private static let side = 28
  /// The longer side of an undistorted letter on a sheet of the side 1.
  private static let letterSize = 0.6
  private let folder: URL
  private let collection: GlyphCollection?

  /// Makes a family whose letters are to be read from fonts by ``loaded()``.
  ///
  /// - Parameter folder: The folder of Noto's sans serif fonts; by default the one of Debian's package.
  public init(fontsIn folder: URL? = nil) {
    self.folder = folder ?? GlyphCollection.usualFolder
    collection = nil
  }

  init(_ collection: GlyphCollection, fontsIn folder: URL = GlyphCollection.usualFolder) {
    (self.collection, self.folder) = (collection, folder)
  }

  /// Reads the letters.
  ///
  /// - Throws: If fonts are missing or damaged.
  public func loaded() throws(ConfigurationError) -> any TaskFamily {
    try GlyphFamily(GlyphCollection(fontsIn: folder), fontsIn: folder)
  }

  private func letters(in part: TaskPart) -> [GlyphCollection.Letter] { collection?.letters(in: part) ?? [] }

  /// The number of letters in a part; none before they are read.
  public func numberOfClasses(in part: TaskPart) -> Int { letters(in: part).count }

  /// Draws different pictures of a letter.
  public func appendExamples(
    _ count: Int, ofClass index: Int, in part: TaskPart, to inputs: inout [Float],
    using generator: inout RandomGenerator
  ) {
    let letter = letters(in: part)[index]
    var canvas = Canvas(width: Self.side, height: Self.side)
    for hand in generator.choice(examplesPerClass ?? count, picking: count, replacing: false) {
      Self.draw(letter, byHand: hand, on: &canvas)
      inputs += canvas.pixels.lazy.map { Float($0.red) / 255 }
    }
  }

  /// Draws a letter, the same way for the same hand.
  static func draw(_ letter: GlyphCollection.Letter, byHand hand: Int, on canvas: inout Canvas) {
    var generator = RandomGenerator(seed: UInt64(letter.scalar.value) << 8 | UInt64(hand))
    let distortion = GlyphDistortion(using: &generator)
    let outline = letter.outline.mapped { distortion($0 * letterSize) }
    canvas.clear(.black)
    let sheet = Transform2D.scale(Double(side)).translated(0.5, 0.5)
    canvas.withTransform(sheet) { canvas in
      canvas.fill(outline, .white)
      // A pixel of 105 more on either side.
      if distortion.isBold { canvas.stroke(outline, .white, style: StrokeStyle(width: 2.0 / 105)) }
    }
  }
}
