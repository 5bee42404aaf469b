import Foundation
import Testing

@testable import Raster

struct CanvasTests {
  @Test func transformsNestAndEnd() {
    var canvas = Canvas(width: 40, height: 40)
    canvas.withTransform(.translation(10, 0)) { canvas in
      canvas.withTransform(.scale(2)) { canvas in
        canvas.fillRectangle(Rectangle(x: 1, y: 1, width: 2, height: 2), .white)
      }
    }
    #expect(canvas.transform == .identity)
    #expect(canvas[12, 2] == .white)
    #expect(canvas[15, 5] == .white)
    #expect(canvas[11, 2] == .black)
    #expect(TestPictures.area(of: canvas) == 16)
  }

  @Test func aTransformIsUndoneByItsInverse() throws {
    let transform = Transform2D.translation(3, 4).rotated(0.7).scaled(2, -3)
    let back = try #require(transform.inverse).apply(to: transform.apply(to: Point(5, 6)))
    #expect(abs(back.x - 5) < 1e-12 && abs(back.y - 6) < 1e-12)
    #expect(Transform2D.scale(0).inverse == nil)
  }

  @Test func aClipBoundsFillingAndClearing() {
    var canvas = Canvas(width: 20, height: 20)
    canvas.withClip(Rectangle(x: 5, y: 5, width: 10, height: 4)) { canvas in
      canvas.fillCircle(center: Point(10, 7), radius: 30, .white)
    }
    #expect(TestPictures.area(of: canvas) == 40)
    canvas.withClip(Rectangle(x: 5, y: 5, width: 5, height: 4)) { $0.clear(.black) }
    #expect(TestPictures.area(of: canvas) == 20)
    canvas.withClip(Rectangle(x: 30, y: 30, width: 5, height: 5)) { canvas in
      canvas.clear(.white)
      canvas.fillCircle(center: Point(10, 7), radius: 30, .white)
    }
    #expect(TestPictures.area(of: canvas) == 20)
  }

  @Test func aGradientRunsFromTopToBottomAndTurnsAlong() {
    let gradient = LinearGradient.vertical(from: 0, to: 20, colors: [Color(0x000000), Color(0xFFFFFF)])
    var canvas = Canvas(width: 20, height: 20)
    canvas.fillRectangle(Rectangle(x: 0, y: 0, width: 20, height: 20), gradient)
    #expect(canvas[3, 0].red < 10 && canvas[3, 19].red > 245)
    #expect(abs(Int(canvas[3, 10].red) - 134) <= 1)
    canvas.withTransform(.translation(20, 0).rotated(.pi / 2)) { canvas in
      canvas.fillRectangle(Rectangle(x: 0, y: 0, width: 20, height: 20), gradient)
    }
    #expect(canvas[19, 3].red < 10 && canvas[0, 3].red > 245)
  }

  @Test func copiesAreIndependent() {
    var canvas = Canvas(width: 4, height: 4)
    let before = canvas
    canvas.clear(.white)
    #expect(before[0, 0] == .black)
    #expect(canvas[0, 0] == .white)
  }

  @Test func coloursAreReadAsOnTheWeb() {
    let color = Color(0x2E86AB, opacity: 0.5)
    #expect((color.red, color.green, color.blue, color.alpha) == (0x2E, 0x86, 0xAB, 128))
    #expect(color.opacity(0.5).alpha == 64)
    #expect(Color.black.mixed(with: .white, 0.5).green == 128)
  }

  @Test func bytesLieInTheOrderRedGreenBlue() {
    let canvas = Canvas(width: 2, height: 1, background: Color(0x010203))
    let rgba = canvas.withRGBA { bytes in
      bytes.byteOffsets.map { bytes.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
    }
    #expect(rgba == [1, 2, 3, 255, 1, 2, 3, 255])
    var rgb = [UInt8](repeating: 0, count: 6)
    var span = rgb.mutableSpan
    canvas.copyRGB(into: &span)
    #expect(rgb == [1, 2, 3, 1, 2, 3])
  }

  @Test func aFrameIsFittedWithItsProportions() {
    struct Square: Drawable {
      var frameSize: Size { Size(10, 10) }
      func draw(on canvas: inout Canvas) {
        canvas.fillRectangle(Rectangle(x: -100, y: -100, width: 300, height: 300), .white)
      }
    }
    var wide = Canvas(width: 40, height: 20, background: Color(0x123456))
    wide.draw(Square())
    #expect(
      wide[9, 10] == .black && wide[10, 10] == .white && wide[29, 10] == .white && wide[30, 10] == .black)
    let doubled = render(Square(), zoom: 2)
    #expect(doubled.width == 20 && doubled.height == 20 && TestPictures.area(of: doubled) == 400)
  }

  @Test func theSampleSceneLooksAsItDid() throws {
    try TestPictures.expectGolden(render(SampleScene(), zoom: 0.5, fonts: .bundled()), "scene")
  }
}

/// A little of everything.
struct SampleScene: Drawable {
  var frameSize: Size { Size(600, 400) }

  func draw(on canvas: inout Canvas) {
    let sky = [Color(0x0B1026), Color(0x2B3A67), Color(0xE8A87C)]
    canvas.fillRectangle(
      Rectangle(x: 0, y: 0, width: 600, height: 400), .vertical(from: 0, to: 400, colors: sky))
    canvas.fillCircle(center: Point(100, 90), radius: 40, Color(0xF4D58D))
    let hills = [Point(0, 330), Point(150, 280), Point(260, 340), Point(400, 250), Point(600, 350)]
    canvas.fillPolygon([Point(0, 400)] + hills + [Point(600, 400)], Color(0x1B1B3A))
    canvas.polyline(hills, Color(0x8D99AE), width: 3)
    canvas.withTransform(.translation(300, 120).rotated(0.4)) { canvas in
      let sign = Rectangle(center: .zero, size: Size(120, 60))
      canvas.fillRoundedRectangle(sign, cornerRadius: 12, Color(0x2E86AB))
      canvas.stroke(.roundedRectangle(sign, cornerRadius: 12), .white, width: 2)
      canvas.drawText(
        "Palaestra", at: .zero, size: 20, weight: .semiBold, color: .white, alignment: .center,
        baseline: .middle)
    }
    canvas.stroke(
      .polyline([Point(440, 60), Point(480, 160), Point(490, 60), Point(560, 100)]),
      Color(0xE63946, opacity: 0.7), width: 14)
    canvas.stroke(
      .circle(center: Point(80, 210), radius: 40), .white,
      style: StrokeStyle(width: 4, cap: .butt, dashes: [12, 8]))
    canvas.drawText("Hamburgefonstiv 0123456789", at: Point(20, 375), size: 18, color: .white)
  }
}
