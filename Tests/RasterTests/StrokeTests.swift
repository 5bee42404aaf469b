import Foundation
import Testing

@testable import Raster

struct StrokeTests {
  private func area(_ draw: (inout Canvas) -> Void) -> Double {
    var canvas = Canvas(width: 100, height: 100)
    draw(&canvas)
    return TestPictures.area(of: canvas)
  }

  @Test func aLineCoversItsLengthTimesItsWidth() {
    let start = Point(20, 30)
    let end = Point(80, 75)
    let length = 75.0
    #expect(abs(area { $0.line(from: start, to: end, .white, width: 4, cap: .butt) } - length * 4) < 1)
    #expect(
      abs(area { $0.line(from: start, to: end, .white, width: 4, cap: .square) } - (length + 4) * 4) < 1)
    let round = length * 4 + .pi * 4
    #expect(abs(area { $0.line(from: start, to: end, .white, width: 4, cap: .round) } - round) < 2)
  }

  @Test func aCornerIsPointedFlatOrRound() {
    let path = Path.polyline([Point(20, 80), Point(20, 20), Point(80, 20)])
    func corner(_ join: StrokeStyle.Join) -> Double {
      area { $0.stroke(path, .white, style: StrokeStyle(width: 20, cap: .butt, join: join)) }
    }
    let arms = 2.0 * 60 * 20 - 100
    #expect(abs(corner(.miter) - (arms + 100)) < 1)
    #expect(abs(corner(.bevel) - (arms + 50)) < 1)
    #expect(abs(corner(.round) - (arms + 25 * .pi)) < 2)
  }

  @Test func aSharpCornerIsNotDrawnOutEndlessly() {
    let path = Path.polyline([Point(10, 45), Point(60, 50), Point(10, 55)])
    var canvas = Canvas(width: 100, height: 100)
    canvas.stroke(path, .white, style: StrokeStyle(width: 6, join: .miter))
    #expect((70..<100).allSatisfy { canvas[$0, 50] == .black })
  }

  @Test func aClosedLineHasNoEnds() {
    let square = area { $0.strokeRectangle(Rectangle(x: 20, y: 20, width: 50, height: 50), .white, width: 4) }
    #expect(abs(square - (54 * 54 - 46 * 46)) < 1)
    let ring = area { $0.strokeCircle(center: Point(50, 50), radius: 30, .white, width: 6) }
    #expect(abs(ring - .pi * (33 * 33 - 27 * 27)) < 8)
  }

  @Test func anArcCoversItsPartOfTheRing() {
    let quarter = area {
      $0.arc(center: Point(50, 50), radius: 30, from: 0.3, by: .pi / 2, .white, width: 6, cap: .butt)
    }
    #expect(abs(quarter - .pi * (33 * 33 - 27 * 27) / 4) < 4)
  }

  @Test func dashesLeaveGaps() {
    let line = Path.polyline([Point(10, 50), Point(90, 50)])
    let dashed = area { $0.stroke(line, .white, style: StrokeStyle(width: 4, cap: .butt, dashes: [10, 6])) }
    #expect(abs(dashed - 5 * 10 * 4) < 1)
  }

  @Test func aLineWithoutLengthIsADot() {
    #expect(abs(area { $0.line(from: Point(50, 50), to: Point(50, 50), .white, width: 20) } - 100 * .pi) < 4)
    #expect(area { $0.line(from: Point(50, 50), to: Point(50, 50), .white, width: 20, cap: .butt) } == 0)
    #expect(area { $0.polyline([], .white, width: 3) } == 0)
  }

  @Test func aStrokeKeepsItsShapeUnderATransform() {
    let stretched = area { canvas in
      canvas.withTransform(.scale(2, 0.5)) {
        $0.line(from: Point(10, 40), to: Point(40, 40), .white, width: 8, cap: .butt)
      }
    }
    #expect(abs(stretched - 30 * 2 * 8 * 0.5) < 1)
  }
}
