import Foundation
import Testing

@testable import Raster

struct CoverageTests {
  @Test func aHalfCoveredPixelIsHalfGrey() {
    var canvas = Canvas(width: 8, height: 8)
    canvas.fillRectangle(Rectangle(x: 2, y: 2, width: 2.5, height: 2), .white)
    #expect(abs(Int(canvas[4, 2].red) - 128) <= 1)
    #expect(canvas[3, 2] == .white)
    #expect(canvas[5, 2] == .black)
    #expect(canvas[1, 2] == .black)
  }

  @Test func aTriangleHalvesThePixelsOnItsDiagonal() {
    var canvas = Canvas(width: 8, height: 8)
    canvas.fillPolygon([Point(0, 0), Point(8, 0), Point(8, 8)], .white)
    for index in 0..<8 { #expect(abs(Int(canvas[index, index].red) - 128) <= 1) }
    #expect(canvas[7, 0] == .white)
    #expect(canvas[0, 7] == .black)
  }

  @Test(arguments: [0.0, 0.1, 0.7, 1.3, 2.9])
  func aTurnedSquareKeepsItsArea(angle: Double) {
    var canvas = Canvas(width: 64, height: 64)
    canvas.withTransform(.translation(31.3, 32.4).rotated(angle)) { canvas in
      canvas.fillRectangle(Rectangle(center: .zero, size: Size(30, 20)), .white)
    }
    #expect(abs(TestPictures.area(of: canvas) - 600) < 1)
  }

  @Test func aCircleHasItsArea() {
    var canvas = Canvas(width: 64, height: 64)
    canvas.fillCircle(center: Point(32, 32), radius: 25, .white)
    #expect(abs(TestPictures.area(of: canvas) - .pi * 625) < 8)
    var path = Canvas(width: 64, height: 64)
    path.fill(.circle(center: Point(32, 32), radius: 25), .white)
    #expect(abs(TestPictures.area(of: path) - .pi * 625) < 8)
  }

  @Test func whatLiesOutsideIsCutOff() {
    var canvas = Canvas(width: 20, height: 10)
    canvas.fillPolygon([Point(-50, -40), Point(70, -40), Point(70, 50), Point(-50, 50)], .white)
    #expect(TestPictures.area(of: canvas) == 200)
    canvas.clear(.black)
    canvas.fillPolygon([Point(-10, 5), Point(10, -15), Point(30, 5), Point(10, 25)], .white)
    #expect(abs(TestPictures.area(of: canvas) - 200) < 1)
    canvas.clear(.black)
    canvas.fillRectangle(Rectangle(x: 100, y: 0, width: 5, height: 5), .white)
    canvas.fillRectangle(Rectangle(x: -100, y: 0, width: 5, height: 5), .white)
    canvas.fillRectangle(Rectangle(x: 0, y: 100, width: 5, height: 5), .white)
    #expect(TestPictures.area(of: canvas) == 0)
  }

  @Test func aSlopeAcrossBothSidesHasItsArea() {
    var canvas = Canvas(width: 20, height: 20)
    canvas.fillPolygon([Point(-20, 0), Point(40, 20), Point(-20, 20)], .white)
    // Below the line y = (x + 20) / 3, over x in 0...20.
    #expect(abs(TestPictures.area(of: canvas) - (400 - (20 * 20 / 3 + 200 / 3.0))) < 1)
    canvas.clear(.black)
    canvas.fillPolygon([Point(40, 0), Point(-20, 20), Point(40, 20)], .white)
    #expect(abs(TestPictures.area(of: canvas) - (400 - (20 * 20 / 3 + 200 / 3.0))) < 1)
  }

  @Test func nothingRemainsOfAFigureForTheNext() {
    var canvas = Canvas(width: 70, height: 70)
    for index in 0..<200 {
      let angle = Double(index)
      canvas.fillPolygon(
        [
          Point(35, 35), Point(35 + 90 * cos(angle), 35 + 90 * sin(angle)),
          Point(35 + 60 * cos(2 * angle), -20),
        ],
        .white)
    }
    canvas.clear(.black)
    canvas.fillRectangle(Rectangle(x: 10, y: 10, width: 3, height: 3), .white)
    #expect(TestPictures.area(of: canvas) == 9)
  }

  @Test func coordinatesThatAreNotFiniteDrawNothing() {
    var canvas = Canvas(width: 10, height: 10)
    canvas.fillPolygon([Point(.nan, 1), Point(5, 5), Point(1, 9)], .white)
    canvas.fillCircle(center: Point(5, .infinity), radius: 3, .white)
    canvas.line(from: Point(1, 1), to: Point(.infinity, 3), .white, width: 2)
    #expect(TestPictures.area(of: canvas) == 0)
    canvas.fillPolygon([Point(0, 0), Point(1e30, 0), Point(1e30, 1e30), Point(0, 1e30)], .white)
    canvas.fillRectangle(Rectangle(x: 0, y: 0, width: 10, height: 10), .white)
    #expect(TestPictures.area(of: canvas) == 100)
  }

  @Test func alphaMixesWithWhatLiesBelow() {
    var canvas = Canvas(width: 2, height: 2, background: Color(0x204060))
    canvas.fillRectangle(Rectangle(x: 0, y: 0, width: 2, height: 2), Color(0xE0A080, opacity: 0.5))
    let expected = Color(0x204060).mixed(with: Color(0xE0A080), 128.0 / 255)
    #expect(abs(Int(canvas[0, 0].red) - Int(expected.red)) <= 1)
    #expect(abs(Int(canvas[0, 0].green) - Int(expected.green)) <= 1)
    #expect(abs(Int(canvas[0, 0].blue) - Int(expected.blue)) <= 1)
    #expect(canvas[0, 0].alpha == 255)
  }

  @Test func overlappingOutlinesOfOnePathCoverOnce() {
    var path = Path.rectangle(Rectangle(x: 1, y: 1, width: 6, height: 6))
    path.append(.rectangle(Rectangle(x: 3, y: 3, width: 6, height: 6)))
    var canvas = Canvas(width: 10, height: 10)
    canvas.fill(path, Color(0xFFFFFF, opacity: 0.5))
    #expect(canvas[2, 2] == canvas[4, 4])
  }
}
