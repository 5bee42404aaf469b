import Assets
import Foundation

/// The fonts that a canvas draws text with, one for each weight.
public final class FontSet: Sendable {
  private let regular: Font
  private let semiBold: Font

  /// A set of the given fonts.
  public init(regular: Font, semiBold: Font) {
    self.regular = regular
    self.semiBold = semiBold
  }

  /// The font of a weight.
  public func font(_ weight: FontWeight) -> Font {
    switch weight {
    case .regular: regular
    case .semiBold: semiBold
    }
  }

  /// The fonts that travel with the library (Inter), loaded by the first call.
  ///
  /// - Throws: `FontError` when a font is missing or damaged.
  public static func bundled() throws(FontError) -> FontSet {
    try loaded.get()
  }

  private static let loaded = Result { () throws(FontError) in
    try FontSet(regular: bundledFont("Inter-Regular"), semiBold: bundledFont("Inter-SemiBold"))
  }

  private static func bundledFont(_ name: String) throws(FontError) -> Font {
    let path = "fonts/\(name).otf"
    let url: URL
    do {
      url = try AssetFiles.url(of: path)
    } catch {
      throw FontError(path: path, reason: "\(error)")
    }
    return try Font(contentsOf: url)
  }
}
