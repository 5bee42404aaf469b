import Testing

@testable import Raster

/// Nothing that is written may cover anything that is drawn, at any size.
struct OverlayLayoutTests {
  private static let frames = [Size(600, 400), Size(500, 500), Size(768, 354), Size(600, 540), Size(1340, 1386)]
  private static let sizes = [
    (1, 1), (40, 30), (120, 90), (200, 400), (320, 240), (400, 900), (600, 400), (800, 600), (1280, 300),
    (1920, 1080),
    (3000, 2000),
  ]
  private static let content = OverlayContent(
    title: "CarRacingFeatures-v0", policy: "heuristic", step: 1234, episodeReturn: -1234.5,
    readings: ["EPISODE", "MEAN OF 12", "SEED", "ACTION"].map { .init($0, "−1.00  −1.00", widest: "000") },
    speed: 1, notice: "Drove off the field · the next one follows",
    keyHints: (0..<9).map { KeyHint("Space \($0)", "does something") })

  private func measuring() throws -> Canvas { Canvas(width: 1, height: 1, fonts: try .bundled()) }

  @Test(arguments: frames, sizes)
  func thePartsShareThePictureAndNeverOverlap(frame: Size, size: (Int, Int)) throws {
    let layout = OverlayLayout(
      Self.content, around: frame, width: size.0, height: size.1, measuredOn: try measuring())
    let whole = Rectangle(x: 0, y: 0, width: Double(size.0), height: Double(size.1))
    let parts = [layout.panel, layout.frame, layout.keys].compactMap { $0 }
    #expect(parts.map(\.height).reduce(0, +) == whole.height)
    for (above, below) in zip(parts, parts.dropFirst()) { #expect(above.maxY == below.minY) }
    for part in parts {
      #expect(part.width == whole.width && part.height > 0)
      #expect(part.y == part.y.rounded() && part.height == part.height.rounded())
    }
  }

  @Test(arguments: frames, sizes)
  func theFrameKeepsMostOfItsSize(frame: Size, size: (Int, Int)) throws {
    let layout = OverlayLayout(
      Self.content, around: frame, width: size.0, height: size.1, measuredOn: try measuring())
    func zoom(_ width: Double, _ height: Double) -> Double { min(width / frame.width, height / frame.height) }
    let share = zoom(layout.frame.width, layout.frame.height) / zoom(Double(size.0), Double(size.1))
    #expect(share >= OverlayLayout.leastShare)
  }

  @Test func whereThereIsRoomAllIsShownAndWhereThereIsNoneTheFrameAlone() throws {
    for size in [(600, 500), (800, 600), (400, 900), (1920, 1080)] {
      let layout = OverlayLayout(
        Self.content, around: Size(600, 400), width: size.0, height: size.1, measuredOn: try measuring())
      #expect(layout.panel != nil && layout.keys != nil && layout.showsFigures, "\(size)")
    }
    let tiny = OverlayLayout(
      Self.content, around: Size(600, 400), width: 40, height: 26, measuredOn: try measuring())
    #expect(tiny.panel == nil && tiny.keys == nil)
  }

  @Test(arguments: frames, [0.5, 1, 1.2, 2])
  func aPictureThatIsMadeForAFrameHasItAtThatSize(frame: Size, zoom: Double) throws {
    let wanted = Size((frame.width * zoom).rounded(), (frame.height * zoom).rounded())
    let size = OverlayLayout.size(around: wanted, Self.content, fonts: try .bundled())
    let layout = OverlayLayout(
      Self.content, around: frame, width: size.width, height: size.height, measuredOn: try measuring())
    #expect(layout.frame.width == wanted.width && layout.frame.height == wanted.height)
    #expect(layout.panel != nil && layout.keys != nil)
  }

  @Test func aNoticeDoesNotMoveTheFrame() throws {
    var quiet = Self.content
    quiet.notice = ""
    for (width, height) in Self.sizes {
      let canvas = try measuring()
      let before = OverlayLayout(quiet, around: Size(600, 400), width: width, height: height, measuredOn: canvas)
      let after = OverlayLayout(
        Self.content, around: Size(600, 400), width: width, height: height, measuredOn: canvas)
      #expect(before == after)
    }
  }

  /// A frame that tells where it was drawn over.
  private struct Marked: Drawable {
    let frameSize = Size(60, 40)

    func draw(on canvas: inout Canvas) {
      canvas.fillRectangle(Rectangle(x: -9, y: -9, width: 90, height: 90), Color(0xFF00FF))
    }
  }

  @Test(arguments: [(600, 500), (400, 900), (800, 600), (320, 240), (90, 60)])
  func nothingIsWrittenOverTheFrame(width: Int, height: Int) throws {
    var canvas = Canvas(width: width, height: height, fonts: try .bundled())
    canvas.draw(Marked(), with: Self.content)
    let layout = OverlayLayout(Self.content, around: Size(60, 40), width: width, height: height, measuredOn: canvas)
    let place = canvas.place(of: Size(60, 40), in: layout.frame)
    let (start, end) = (place.apply(to: .zero), place.apply(to: Point(60, 40)))
    for y in 0..<height {
      for x in 0..<width {
        let isInside =
          Double(x) >= start.x && Double(x) < end.x - 1 && Double(y) >= start.y && Double(y) < end.y - 1
        guard !isInside || canvas[x, y] == Color(0xFF00FF) else {
          Issue.record("pixel \(x), \(y) of the frame is \(canvas[x, y])")
          return
        }
      }
    }
  }
}
