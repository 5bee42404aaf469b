import Assets
import Foundation
import Testing

@testable import Raster

struct TextTests {
  @Test func textLeavesInkAboveItsBaseline() throws {
    var canvas = Canvas(width: 200, height: 40, fonts: try .bundled())
    canvas.drawText("Hello", at: Point(10, 30), size: 20, color: .white)
    #expect(TestPictures.inkedCount(canvas) > 100)
    let rows = (0..<40).filter { row in (0..<200).contains { canvas[$0, row] != .black } }
    #expect(rows.max() == 29 || rows.max() == 30)
  }

  @Test func theMeasuredWidthIsWhereTheInkEnds() throws {
    var canvas = Canvas(width: 300, height: 40, fonts: try .bundled())
    let extent = canvas.measure("Hamburg", size: 24, weight: .semiBold)
    canvas.drawText("Hamburg", at: Point(10, 30), size: 24, weight: .semiBold, color: .white)
    let columns = (0..<300).filter { column in (0..<40).contains { canvas[column, $0] != .black } }
    let last = try #require(columns.max())
    #expect(abs(Double(last + 1) - (10 + extent.width)) < 3)
    #expect(extent.capHeight > 15 && extent.capHeight < 20)
    #expect(extent.ascent > extent.capHeight && extent.descent > 0)
  }

  @Test func alignmentMovesTheText() throws {
    func firstColumn(_ alignment: TextAlignment) throws -> Int? {
      var canvas = Canvas(width: 200, height: 40, fonts: try .bundled())
      canvas.drawText("Text", at: Point(100, 30), size: 20, color: .white, alignment: alignment)
      return (0..<200).first { column in (0..<40).contains { canvas[column, $0] != .black } }
    }
    let width = try FontSet.bundled().font(.regular).measure("Text", size: 20).width
    let leading = try #require(try firstColumn(.leading))
    let center = try #require(try firstColumn(.center))
    let trailing = try #require(try firstColumn(.trailing))
    #expect(abs(Double(leading - center) - width / 2) <= 1)
    #expect(abs(Double(leading - trailing) - width) <= 1)
  }

  @Test func digitsCanBeEquallyWide() throws {
    let font = try FontSet.bundled().font(.regular)
    func width(_ text: String, _ tabular: Bool) -> Double {
      font.measure(text, size: 20, tabularDigits: tabular).width
    }
    #expect(width("111", false) < width("888", false))
    #expect(width("111", true) == width("888", true))
    #expect(width("a1a", true) > width("aa", true))
  }

  @Test func theSameGlyphsComeFromManyThreads() async throws {
    let font = try FontSet.bundled().font(.semiBold)
    let widths = await withTaskGroup(of: Double.self) { group in
      for _ in 0..<8 { group.addTask { font.measure("Parallel 0123 äöü", size: 12).width } }
      return await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(widths.count == 1)
  }

  @Test func aFileThatIsNoFontIsRefused() throws {
    try TestPictures.withFolder { folder in
      let url = folder.appendingPathComponent("no.otf")
      try Data("not a font".utf8).write(to: url)
      #expect(throws: FontError.self) { try Font(contentsOf: url) }
      let missing = folder.appendingPathComponent("missing.otf")
      let error = try #require(throws: FontError.self) { try Font(contentsOf: missing) }
      #expect(error.description.contains("missing.otf"))
    }
  }

  @Test func aMissingAssetSaysWhereItWasSought() throws {
    let error = try #require(throws: MissingAsset.self) { try AssetFiles.url(of: "fonts/None.otf") }
    #expect(error.description.contains("fonts/None.otf"))
    #expect(error.description.contains("palaestra_Assets"))
    #expect(try FileManager.default.fileExists(atPath: AssetFiles.url(of: "fonts/OFL.txt").path))
  }
}
