import Foundation
import Testing

@testable import Raster

/// What the tests of this target share.
enum TestPictures {
  /// The covered area in pixels, where white was drawn on black.
  static func area(of canvas: Canvas) -> Double {
    canvas.pixels.reduce(0) { $0 + Double($1.red) } / 255
  }

  /// How many pixels are not of `background`.
  static func inkedCount(_ canvas: Canvas, background: Color = .black) -> Int {
    canvas.pixels.count { $0 != background }
  }

  /// A folder of its own for `body`, removed afterwards.
  static func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  /// What lies in `folder`, hidden files included.
  static func contents(of folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  /// Compares with the golden picture of that name, which `PALAESTRA_WRITE_GOLDEN` makes anew.
  static func expectGolden(_ canvas: Canvas, _ name: String, location: SourceLocation = #_sourceLocation)
    throws
  {
    if ProcessInfo.processInfo.environment["PALAESTRA_WRITE_GOLDEN"] != nil {
      let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      try canvas.writePNG(to: folder.appendingPathComponent("Golden/\(name).png"))
    }
    let url = try #require(Bundle.module.url(forResource: "Golden/\(name)", withExtension: "png"))
    let golden = try Canvas(contentsOfPNG: url)
    let difference = try #require(canvas.difference(to: golden), sourceLocation: location)
    #expect(canvas.looksLike(golden), "\(name): \(difference)", sourceLocation: location)
  }
}
