import Assets
import Raster
import Simulation

extension PictureFamily {
  /// Handwritten digits of 8 × 8 pixels, of which there are ten: a quick test more than a measure.
  ///
  /// Four digits are for training, three each for validation and the test. The pictures are those of scikit-learn's
  /// `load_digits` (Alpaydin and Kaynak 1998).
  public static let digits = PictureFamily(
    "digits", "Handwritten digits of 8 × 8 pixels, three to be told apart", side: 8, examplesPerClass: 174,
    usualWays: 3
  ) { () throws(ConfigurationError) in
    let sheet: Canvas
    do {
      sheet = try Canvas(contentsOfPNG: try AssetFiles.url(of: "digits/digits.png"))
    } catch {
      throw ConfigurationError("The digits cannot be read: \(error)")
    }
    guard sheet.width == 174 * 8, sheet.height == 10 * 8 else {
      throw ConfigurationError(
        "digits.png has \(sheet.width) × \(sheet.height) pixels, where 1392 × 80 were expected; take the program's own."
      )
    }
    let pixels = sheet.pixels
    let classes = (0..<10).map { digit in
      (0..<174).flatMap { picture in
        (0..<64).map { place in
          let (row, column) = (digit * 8 + place / 8, picture * 8 + place % 8)
          return Float(pixels[row * sheet.width + column].red) / 240
        }
      }
    }
    return [.training: Array(classes[..<4]), .validation: Array(classes[4..<7]), .test: Array(classes[7...])]
  }
}
