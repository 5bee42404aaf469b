import Testing

@testable import Raster

/// Several polygons filled as one figure.
struct PolygonTests {
  @Test func noSeamShowsBetweenPolygonsThatAdjoin() {
    var canvas = Canvas(width: 16, height: 16)
    canvas.fillPolygons(.white) { polygons in
      polygons.add(Point(1, 1), Point(8.3, 1), Point(6.7, 15), Point(1, 15))
      polygons.add(Point(8.3, 1), Point(15, 1), Point(15, 15), Point(6.7, 15))
    }
    #expect((1..<15).allSatisfy { row in (1..<15).allSatisfy { canvas[$0, row] == .white } })
    #expect(abs(TestPictures.area(of: canvas) - 196) < 0.1)
  }

  @Test func whatTwoPolygonsCoverIsCoveredOnce() {
    var (together, alone) = (Canvas(width: 16, height: 16), Canvas(width: 16, height: 16))
    let color = Color.white.opacity(0.5)
    together.fillPolygons(color) { polygons in
      polygons.add(Rectangle(x: 2, y: 2, width: 8, height: 12))
      polygons.add(Rectangle(x: 5, y: 2, width: 9, height: 12))
    }
    alone.fillRectangle(Rectangle(x: 2, y: 2, width: 12, height: 12), color)
    #expect(together.pixels == alone.pixels)
  }

  @Test func aPolygonPointByPointIsTheSameAsAWholeOne() {
    let corners = [Point(-6, -5), Point(5, -4), Point(7, 3), Point(0, 7), Point(-5, 4)]
    func drawn(_ collect: (inout PolygonCollector) -> Void) -> [Color] {
      var canvas = Canvas(width: 32, height: 32)
      canvas.withTransform(.translation(16, 15).rotated(0.4).scaled(1.7)) { $0.fillPolygons(.white, collect) }
      return canvas.pixels
    }
    let whole = drawn { $0.add(corners.span) }
    let stepwise = drawn { polygons in
      polygons.move(to: corners[0])
      for corner in corners.dropFirst() { polygons.line(to: corner) }
    }
    var reference = Canvas(width: 32, height: 32)
    reference.withTransform(.translation(16, 15).rotated(0.4).scaled(1.7)) { $0.fillPolygon(corners, .white) }
    #expect(whole == stepwise && whole == reference.pixels)
    withExtendedLifetime(corners) {}
  }

  /// Bytes are copied four pixels at a time, whatever the count.
  @Test(arguments: [1, 2, 3, 4, 5, 7, 96])
  func everyPixelIsCopied(width: Int) {
    var canvas = Canvas(width: width, height: 3)
    for x in 0..<width {
      let color = Color(red: UInt8(x % 200 + 1), green: UInt8(x % 50 * 5), blue: UInt8(255 - x % 256))
      canvas.fillRectangle(Rectangle(x: Double(x), y: 0, width: 1, height: 3), color)
    }
    var bytes = [UInt8](repeating: 0, count: 9 * width)
    var span = bytes.mutableSpan
    canvas.copyRGB(into: &span)
    #expect(bytes == canvas.pixels.flatMap { [$0.red, $0.green, $0.blue] })
  }
}
