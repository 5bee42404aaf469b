import Testing

@testable import Raster

struct OverlayTests {
  private let content = OverlayContent(
    title: "LunarLander-v3", policy: "dqn", step: 217, episodeReturn: -43.27, speed: 0.25,
    keyHints: [KeyHint("Space", "pause"), KeyHint(".", "step"), KeyHint("Esc", "close")])

  /// A frame of one colour.
  private struct Plain: Drawable {
    let frameSize = Size(360, 240)

    func draw(on canvas: inout Canvas) {
      canvas.fillRectangle(Rectangle(x: -9, y: -9, width: 400, height: 300), Color(0x4A7BA6))
    }
  }

  @Test func theOverlayLooksAsItDid() throws {
    var canvas = Canvas(width: 360, height: 300, fonts: try .bundled())
    canvas.draw(Plain(), with: content)
    try TestPictures.expectGolden(canvas, "overlay")
  }

  @Test func aQuestionTakesThePlaceOfATitleThatLeavesItNoRoom() throws {
    var canvas = Canvas(width: 360, height: 300, fonts: try .bundled())
    var asking = content
    asking.recordedEpisodes = 3
    asking.notice = "Landed · Enter keeps it, Backspace discards it"
    asking.tone = .success
    canvas.draw(Plain(), with: asking)
    try TestPictures.expectGolden(canvas, "overlay-question")
  }

  @Test func numbersAreWrittenShort() {
    #expect(content.figures.map(\.value) == ["217", "\u{2212}43.3", "1/4×"])
    var paused = content
    paused.isPaused = true
    #expect(paused.figures.last?.value == "Paused")
    #expect(paused.figures.last?.isHighlighted == true)
    #expect(OverlayContent(title: "a").figures.isEmpty)
  }

  @Test func aPanelFitsIntoAStripOfAnySize() throws {
    for (width, height) in [(300, 40), (300, 20), (90, 60), (600, 60), (20, 10)] {
      var canvas = Canvas(width: 700, height: 500, background: .white, fonts: try .bundled())
      canvas.withTransform(.scale(0.5)) {
        $0.drawPanel(content, in: Rectangle(x: 40, y: 60, width: 2 * Double(width), height: 2 * Double(height)))
      }
      for y in 0..<500 {
        for x in 0..<700 where !((20..<20 + width).contains(x) && (30..<30 + height).contains(y)) {
          guard canvas[x, y] == .white else {
            Issue.record("pixel \(x), \(y) is \(canvas[x, y]), outside \(width) by \(height)")
            return
          }
        }
      }
    }
  }

  @Test func furtherReadingsFollowTheReturn() {
    var content = OverlayContent(title: "a", step: 3, readings: [.init("AGE", "7 of 9", widest: "9 of 9")])
    content.speed = 1
    #expect(content.figures.map(\.heading) == ["STEP", "AGE", "SPEED"])
  }

  @Test func whatDoesNotFitGoesToTheNextRow() throws {
    let canvas = Canvas(width: 1, height: 1, fonts: try .bundled())
    let style = OverlayStyle(scale: 1)
    let keys = [200.0, 2000].map { OverlayKeys(content.keyHints, style, width: $0, on: canvas).height }
    #expect(keys[0] > keys[1])
    let panels = [100.0, 2000].map {
      OverlayPanel(content, style, width: $0, showsFigures: true, on: canvas).height
    }
    #expect(panels[0] > panels[1])
  }

  @Test(arguments: [
    (0.0, "0.0"), (-0.04, "0.0"), (-0.05, "\u{2212}0.1"), (12.25, "12.3"), (.nan, "?"),
    (-.infinity, "\u{2212}∞"),
  ])
  func fixedDecimals(value: Double, expected: String) {
    #expect(NumberText.fixed(value, decimals: 1) == expected)
  }

  @Test(arguments: [
    (200_000.0, 50_000.0, "200k"), (1_500_000, 500_000, "1.5M"), (0, 50_000, "0"), (2.5, 2.5, "2.5"),
    (0.015, 0.005, "0.015"), (-300, 100, "\u{2212}300"), (0, 0.5, "0.0"), (1000, 250, "1.00k"),
  ])
  func ticks(value: Double, step: Double, expected: String) {
    #expect(NumberText.tick(value, step: step) == expected)
  }
}
