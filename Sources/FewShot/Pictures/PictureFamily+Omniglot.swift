import Foundation
import Raster
import Simulation

extension PictureFamily {
  /// The prefix of the name of such a family; the folder follows.
  static let omniglotPrefix = "omniglot:"

  /// Omniglot's letters, which people drew (Lake and others 2015), in a folder of one's own.
  ///
  /// The folder holds `images_background` and `images_evaluation` as they are unpacked: alphabets, letters in them, and twenty
  /// pictures of each. The last five background alphabets are for validation, the others for training, the evaluation
  /// alphabets for the test. Pictures are made as small as those of ``GlyphFamily``.
  static func omniglot(in folder: String) -> PictureFamily {
    PictureFamily(
      omniglotPrefix + folder, "Omniglot's letters in \(folder)", side: omniglotSide, examplesPerClass: 20
    ) { () throws(ConfigurationError) in
      let root = URL(fileURLWithPath: folder, isDirectory: true)
      let background = try alphabets(in: root.appendingPathComponent("images_background"))
      let test = try alphabets(in: root.appendingPathComponent("images_evaluation"))
      guard background.count > 5 else {
        throw ConfigurationError(
          "\(folder)/images_background has \(background.count) alphabets, but Omniglot's 30, or at least 6, were expected."
        )
      }
      return [
        .training: try letters(of: background.dropLast(5)), .validation: try letters(of: background.suffix(5)),
        .test: try letters(of: test[...]),
      ]
    }
  }

  private static let omniglotSide = 28

  /// The folders of alphabets, by name.
  private static func alphabets(in folder: URL) throws(ConfigurationError) -> [URL] {
    let found = contents(of: folder).filter(\.hasDirectoryPath)
    guard !found.isEmpty else {
      throw ConfigurationError(
        "\(folder.path) holds no alphabets; name the folder that Omniglot's images_background and images_evaluation were "
          + "unpacked in.")
    }
    return found
  }

  private static func contents(of folder: URL) -> [URL] {
    let found = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [.isDirectoryKey])
    return (found ?? []).sorted { $0.lastPathComponent < $1.lastPathComponent }
  }

  private static func letters(of alphabets: ArraySlice<URL>) throws(ConfigurationError) -> [Pictures] {
    var letters: [Pictures] = []
    for letter in alphabets.flatMap(contents).filter(\.hasDirectoryPath) {
      let files = contents(of: letter).filter { $0.pathExtension == "png" }
      guard files.count >= 20 else {
        throw ConfigurationError("\(letter.path) has \(files.count) pictures, but a letter of Omniglot has 20.")
      }
      var pictures: Pictures = []
      for file in files.prefix(20) { pictures += try ink(of: file) }
      letters.append(pictures)
    }
    return letters
  }

  /// The ink of a picture on white paper, averaged over the pixels that each pixel of the small picture covers.
  private static func ink(of file: URL) throws(ConfigurationError) -> [Float] {
    let picture: Canvas
    do throws(PNGError) {
      picture = try Canvas(contentsOfPNG: file, background: .white, maximumPixelCount: 1 << 20)
    } catch {
      throw ConfigurationError("\(error)")
    }
    let side = omniglotSide
    guard picture.width >= side, picture.height >= side else {
      throw ConfigurationError(
        "\(file.path) has \(picture.width) × \(picture.height) pixels, too few for \(side) × \(side).")
    }
    let (pixels, width, height) = (picture.pixels, picture.width, picture.height)
    return (0..<side * side).map { place in
      let rows = place / side * height / side..<(place / side + 1) * height / side
      let columns = place % side * width / side..<(place % side + 1) * width / side
      let bright = rows.reduce(0.0) { sum, row in
        columns.reduce(sum) { $0 + Double(pixels[row * width + $1].red) }
      }
      return Float(1 - bright / Double(255 * rows.count * columns.count))
    }
  }
}
