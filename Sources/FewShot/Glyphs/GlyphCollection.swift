import Foundation
import Raster
import Simulation

/// Letters of many scripts, each a class, split into parts that share no script.
///
/// As Omniglot's usual split (Lake and others 2015; Vinyals and others 2016), 1200 letters are for training and 423 for the
/// test; 200 more are for validation.
struct GlyphCollection: Sendable {
  /// A letter: its character, and its outline around (0, 0), whose longer side is 1.
  struct Letter: Sendable, Equatable {
    let scalar: Unicode.Scalar
    let outline: Path
  }

  /// The letters of a font.
  struct Script: Sendable {
    let name: String
    var letters: [Letter]
  }

  /// The number of letters in each part.
  static let usualSizes: [TaskPart: Int] = [.test: 423, .validation: 200, .training: 1200]
  /// The largest number of letters of a script, about as many as an alphabet of Omniglot has.
  static let lettersPerScript = 40

  private let parts: [TaskPart: [Letter]]

  /// Splits scripts in a fixed order that follows from their number alone.
  ///
  /// - Throws: `ConfigurationError` if there are too few letters.
  init(_ scripts: [Script], sizes: [TaskPart: Int] = usualSizes) throws(ConfigurationError) {
    var (scripts, generator) = (scripts, RandomGenerator(seed: 0))
    generator.shuffle(&scripts)
    var (parts, rest) = ([TaskPart: [Letter]](), scripts[...])
    for part in [TaskPart.test, .validation, .training] {
      let size = sizes[part] ?? 0
      var letters: [Letter] = []
      while letters.count < size, let script = rest.popFirst() { letters += script.letters }
      guard letters.count >= size else {
        let count = scripts.reduce(0) { $0 + $1.letters.count }
        throw ConfigurationError(
          "Glyphs take more letters than the \(count) in \(scripts.count) scripts that were found; "
            + "install all of Debian's fonts-noto-core.")
      }
      parts[part] = Array(letters.prefix(size))
    }
    self.parts = parts
  }

  /// The letters of a part.
  func letters(in part: TaskPart) -> [Letter] { parts[part] ?? [] }
}
