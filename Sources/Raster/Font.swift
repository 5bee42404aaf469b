import Files
import Foundation
import Synchronization

/// The weight of a font.
public enum FontWeight: Hashable, Sendable {
  /// The weight for running text.
  case regular
  /// The weight for titles and highlights.
  case semiBold
}

/// The extent of a line of text, in logical units.
public struct TextExtent: Hashable, Sendable {
  /// The advance width: from the first letter's origin to the start of the letter that would follow.
  public var width: Double
  /// The font's ascent above the baseline.
  public var ascent: Double
  /// The font's descent below the baseline, as a positive length.
  public var descent: Double
  /// The height of capital letters above the baseline.
  public var capHeight: Double
}

/// A typeface in one weight, whose letters are drawn as outlines at any size.
public final class Font: Sendable {
  private let face: Mutex<GlyphCache>
  private let metrics: TextExtent

  /// Opens the font file at `url`: OpenType, TrueType, or another format with outlines.
  ///
  /// - Throws: `FontError` when the file cannot be read or is no such font.
  public init(contentsOf url: URL) throws(FontError) {
    let face = try FreeTypeFace(contentsOf: url)
    let capHeight = face.glyph(for: "H").outlineHeight
    metrics = TextExtent(width: 0, ascent: face.ascent, descent: face.descent, capHeight: capHeight)
    self.face = Mutex(GlyphCache(face: face))
  }

  /// The extent of `text` at `size`, the height in logical units of the square that letters are designed in.
  ///
  /// - Parameters:
  ///   - text: One line.
  ///   - size: The font's size in logical units.
  ///   - tabularDigits: True if all digits are equally wide, so that a number that changes does not jump.
  public func measure(_ text: String, size: Double, tabularDigits: Bool = false) -> TextExtent {
    let width = face.withLock { face in
      text.visible.unicodeScalars.reduce(0) { $0 + face.glyph(for: $1, tabular: tabularDigits).advance }
    }
    return TextExtent(
      width: width * size, ascent: metrics.ascent * size, descent: metrics.descent * size,
      capHeight: metrics.capHeight * size)
  }

  /// The characters that the font has, in order.
  public var scalars: [Unicode.Scalar] { face.withLock { $0.scalars } }

  /// Returns the outline of a character at size 1, its baseline at y = 0 and y down.
  ///
  /// It is empty for blanks; a character that the font does not have looks as missing ones do.
  public func outline(of scalar: Unicode.Scalar) -> Path {
    face.withLock { $0.glyph(for: scalar, tabular: false).outline }
  }

  /// Calls `body` with every letter's outline at size 1 and its distance from the text's start.
  func forEachGlyph(of text: String, tabularDigits: Bool, _ body: (Path, Double) -> Void) {
    let glyphs = face.withLock { face in
      text.visible.unicodeScalars.map { face.glyph(for: $0, tabular: tabularDigits) }
    }
    var position = 0.0
    for glyph in glyphs {
      if !glyph.outline.isEmpty { body(glyph.outline, position) }
      position += glyph.advance
    }
  }
}

/// A letter's shape at size 1, its baseline at y = 0 and y down.
struct Glyph: Sendable {
  var outline = Path()
  /// The advance width: from this letter's origin to the next letter's.
  var advance = 0.0

  /// The height of the outline above the baseline.
  var outlineHeight: Double {
    outline.elements.reduce(0) { height, element in
      switch element {
      case .move(let point), .line(let point), .quadratic(_, let point), .cubic(_, _, let point):
        max(height, -point.y)
      case .close: height
      }
    }
  }
}

/// A face and the letters it was asked for so far.
private struct GlyphCache: ~Copyable {
  private struct Key: Hashable {
    let scalar: Unicode.Scalar
    let tabular: Bool
  }

  private let face: FreeTypeFace
  private let widestDigit: Double
  private var glyphs: [Key: Glyph] = [:]

  init(face: consuming FreeTypeFace) {
    var widest = 0.0
    for digit in "0123456789".unicodeScalars { widest = max(widest, face.glyph(for: digit).advance) }
    widestDigit = widest
    self.face = face
  }

  var scalars: [Unicode.Scalar] { face.scalars }

  mutating func glyph(for scalar: Unicode.Scalar, tabular: Bool) -> Glyph {
    let key = Key(scalar: scalar, tabular: tabular && ("0"..."9").contains(scalar))
    if let known = glyphs[key] { return known }
    var glyph = face.glyph(for: scalar)
    if key.tabular {
      glyph.outline = glyph.outline.transformed(by: .translation((widestDigit - glyph.advance) / 2, 0))
      glyph.advance = widestDigit
    }
    glyphs[key] = glyph
    return glyph
  }
}

/// A font file that cannot be used.
public struct FontError: Error, Equatable, CustomStringConvertible {
  /// The font file.
  public let path: String
  /// The reason, as a clause.
  public let reason: String

  /// The file and the reason as a sentence.
  public var description: String { "The font '\(path)' cannot be used: \(reason)." }
}
