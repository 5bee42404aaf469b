import Foundation
import Raster
import Simulation

extension GlyphCollection {
  /// The folder that Debian's package fonts-noto-core fills.
  static let usualFolder = URL(fileURLWithPath: "/usr/share/fonts/truetype/noto", isDirectory: true)

  /// Reads the sans serif fonts of Noto in a folder, one for each script.
  ///
  /// - Throws: `ConfigurationError` if the folder or letters are missing, or a font is damaged.
  init(fontsIn folder: URL) throws(ConfigurationError) {
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    let fonts = files.filter {
      $0.lastPathComponent.hasPrefix("NotoSans") && $0.lastPathComponent.hasSuffix("-Regular.ttf")
    }
    guard !fonts.isEmpty else {
      throw ConfigurationError(
        "Glyphs are drawn from the Noto fonts, of which \(folder.path) has none; install Debian's fonts-noto-core.")
    }
    var known: Set<Unicode.Scalar> = []
    var scripts: [Script] = []
    for file in fonts.sorted(by: { $0.lastPathComponent < $1.lastPathComponent }) {
      let script = try Self.script(of: file, except: &known)
      if !script.letters.isEmpty { scripts.append(script) }
    }
    try self.init(scripts)
  }

  /// Reads the letters of a font that no font before has, at most so many, spread over all that there are.
  private static func script(
    of file: URL, except known: inout Set<Unicode.Scalar>
  ) throws(ConfigurationError) -> Script {
    let font: Font
    do throws(FontError) { font = try Font(contentsOf: file) } catch { throw ConfigurationError("\(error)") }
    let scalars = font.scalars.filter { isLetter($0) && known.insert($0).inserted }
    let count = min(scalars.count, lettersPerScript)
    let letters = (0..<count).compactMap { index in
      let scalar = scalars[index * scalars.count / count]
      return centered(font.outline(of: scalar)).map { Letter(scalar: scalar, outline: $0) }
    }
    return Script(name: file.deletingPathExtension().lastPathComponent, letters: letters)
  }

  /// True for letters and digits beyond the Latin ones.
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value > 0x2FF else { return false }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .otherLetter, .decimalNumber, .otherNumber: return true
    default: return false
    }
  }

  /// Returns an outline around (0, 0) whose longer side is 1, of short lines; `nil` for a blank.
  static func centered(_ outline: Path) -> Path? {
    guard let bounds = outline.bounds, max(bounds.width, bounds.height) > 1e-6 else { return nil }
    let scale = 1 / max(bounds.width, bounds.height)
    let center = Point(bounds.minX + bounds.width / 2, bounds.minY + bounds.height / 2)
    return outline.mapped { ($0 - center) * scale }.dividingLines(longerThan: 0.125)
  }
}
