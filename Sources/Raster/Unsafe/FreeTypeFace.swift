import CFreeType
import Files
import Foundation

/// A font file opened by FreeType.
///
/// It is not for use by several threads at once.
struct FreeTypeFace: ~Copyable {
  private let library: FT_Library
  private let face: FT_Face
  private let unitsPerEm: Double

  /// - Throws: `FontError` with FreeType's error number.
  init(contentsOf url: URL) throws(FontError) {
    let path = url.path
    var library: FT_Library?
    let libraryError = FT_Init_FreeType(&library)
    guard libraryError == 0, let library else {
      throw FontError(path: path, reason: "FT_Init_FreeType failed with error \(libraryError)")
    }
    var face: FT_Face?
    let faceError = url.withSystemPath { FT_New_Face(library, $0, 0, &face) }
    guard faceError == 0, let face, face.pointee.units_per_EM > 0 else {
      FT_Done_FreeType(library)
      throw FontError(
        path: path,
        reason: faceError == 0 ? "it has no outlines" : "FT_New_Face failed with error \(faceError)")
    }
    self.library = library
    self.face = face
    unitsPerEm = Double(face.pointee.units_per_EM)
  }

  deinit {
    FT_Done_Face(face)
    FT_Done_FreeType(library)
  }

  /// The ascent at size 1.
  var ascent: Double { Double(face.pointee.ascender) / unitsPerEm }
  /// The descent at size 1, as a positive length.
  var descent: Double { -Double(face.pointee.descender) / unitsPerEm }

  /// The characters that the font has, in order.
  var scalars: [Unicode.Scalar] {
    var scalars: [Unicode.Scalar] = []
    var index: FT_UInt = 0
    var code = FT_Get_First_Char(face, &index)
    while index != 0 {
      if let code = UInt32(exactly: code), let scalar = Unicode.Scalar(code) { scalars.append(scalar) }
      code = FT_Get_Next_Char(face, code, &index)
    }
    return scalars
  }

  /// The shape of a letter, or of the font's sign for a missing one.
  func glyph(for scalar: Unicode.Scalar) -> Glyph {
    let index = FT_Get_Char_Index(face, FT_ULong(scalar.value))
    guard FT_Load_Glyph(face, index, Int32(FT_LOAD_NO_SCALE)) == 0 else { return Glyph() }
    let slot = face.pointee.glyph.pointee
    var collector = OutlineCollector(scale: 1 / unitsPerEm)
    var outline = slot.outline
    var callbacks = OutlineCollector.callbacks
    let error = withUnsafeMutablePointer(to: &collector) { FT_Outline_Decompose(&outline, &callbacks, $0) }
    if collector.isOpen { collector.path.close() }
    return Glyph(
      outline: error == 0 ? collector.path : Path(),
      advance: Double(slot.metrics.horiAdvance) / unitsPerEm)
  }
}

/// A receiver of a letter's outline from FreeType, which calls C functions with a pointer to this value.
private struct OutlineCollector {
  let scale: Double
  var path = Path()
  var isOpen = false

  func point(_ vector: UnsafePointer<FT_Vector>?) -> Point {
    guard let vector else { return .zero }
    return Point(Double(vector.pointee.x) * scale, -Double(vector.pointee.y) * scale)
  }

  static func at(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<OutlineCollector>? {
    pointer?.assumingMemoryBound(to: OutlineCollector.self)
  }

  static var callbacks: FT_Outline_Funcs {
    FT_Outline_Funcs(
      move_to: { end, collector in
        guard let collector = OutlineCollector.at(collector) else { return 1 }
        if collector.pointee.isOpen { collector.pointee.path.close() }
        collector.pointee.isOpen = true
        collector.pointee.path.move(to: collector.pointee.point(end))
        return 0
      },
      line_to: { end, collector in
        guard let collector = OutlineCollector.at(collector) else { return 1 }
        collector.pointee.path.line(to: collector.pointee.point(end))
        return 0
      },
      conic_to: { control, end, collector in
        guard let collector = OutlineCollector.at(collector) else { return 1 }
        let value = collector.pointee
        collector.pointee.path.curve(to: value.point(end), control: value.point(control))
        return 0
      },
      cubic_to: { control1, control2, end, collector in
        guard let collector = OutlineCollector.at(collector) else { return 1 }
        let value = collector.pointee
        collector.pointee.path.curve(
          to: value.point(end), control1: value.point(control1), control2: value.point(control2))
        return 0
      },
      shift: 0, delta: 0)
  }
}
