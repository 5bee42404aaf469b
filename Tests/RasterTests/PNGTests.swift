import Foundation
import Testing

@testable import Raster

struct PNGTests {
  private var picture: Canvas {
    var canvas = Canvas(width: 37, height: 21, background: Color(0x102030))
    canvas.fillCircle(center: Point(15, 10), radius: 8, Color(0xFF8800))
    return canvas
  }

  @Test func aPictureReadsBackAsItWasWritten() throws {
    try TestPictures.withFolder { folder in
      let url = folder.appendingPathComponent("picture.png")
      try Data("old".utf8).write(to: url)
      try picture.writePNG(to: url)
      let read = try Canvas(contentsOfPNG: url)
      #expect(read.width == 37 && read.height == 21)
      #expect(read.pixels == picture.pixels)
      #expect(try TestPictures.contents(of: folder) == ["picture.png"])
    }
  }

  @Test func damagedFilesAreRefused() throws {
    let data = try picture.pngData()
    var flipped = data
    flipped[data.count / 2] ^= 0xFF
    for damaged in [Data(), Data("GIF89a".utf8), data.prefix(60), data.prefix(data.count / 2), flipped] {
      let error = try #require(throws: PNGError.self) { try Canvas(pngData: Data(damaged)) }
      guard case .damaged = error else { throw error }
    }
  }

  @Test func aPictureLargerThanAllowedIsRefused() throws {
    let data = try picture.pngData()
    let error = try #require(throws: PNGError.self) { try Canvas(pngData: data, maximumPixelCount: 700) }
    #expect(error == .tooLarge(width: 37, height: 21, maximumPixelCount: 700))
    #expect(error.description.contains("37 by 21"))
  }

  @Test func aFolderThatIsNotThereLeavesNothing() throws {
    try TestPictures.withFolder { folder in
      let url = folder.appendingPathComponent("none/picture.png")
      let error = try #require(throws: PNGError.self) { try picture.writePNG(to: url) }
      #expect(error.description.contains("none/picture.png"))
      #expect(throws: PNGError.self) { try Canvas(contentsOfPNG: url) }
      #expect(try TestPictures.contents(of: folder).isEmpty)
    }
  }

  @Test func differencesAreMeasured() throws {
    let black = Canvas(width: 10, height: 10)
    var other = black
    other.fillRectangle(Rectangle(x: 0, y: 0, width: 1, height: 1), Color(0x3C0000))
    #expect(black.difference(to: other) == PictureDifference(mean: 60.0 / 300, maximum: 60))
    #expect(black.looksLike(other))
    #expect(!black.looksLike(other, maximumTolerance: 59))
    #expect(black.difference(to: Canvas(width: 10, height: 9)) == nil)
  }
}
