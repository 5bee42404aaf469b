import Testing

@testable import Raster

struct OverlayTests {
  private let content = OverlayContent(
    title: "LunarLander-v3", policy: "dqn", step: 217, episodeReturn: -43.27, speed: 0.25,
    keyHints: [KeyHint("Space", "pause"), KeyHint(".", "step"), KeyHint("Esc", "close")])

  @Test func theOverlayLooksAsItDid() throws {
    var canvas = Canvas(width: 360, height: 240, background: Color(0x4A7BA6), fonts: try .bundled())
    canvas.drawOverlay(content)
    try TestPictures.expectGolden(canvas, "overlay")
  }

  @Test func aQuestionStandsInTheMiddle() throws {
    var canvas = Canvas(width: 360, height: 240, background: Color(0x4A7BA6), fonts: try .bundled())
    var asking = content
    asking.recordedEpisodes = 3
    asking.notice = "Return 231.4. Keep this episode?"
    canvas.drawOverlay(asking)
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

  @Test func thePanelKeepsItsPlaceUnderATransform() throws {
    var plain = Canvas(width: 300, height: 200, fonts: try .bundled())
    var transformed = plain
    plain.drawOverlay(content)
    transformed.withTransform(.scale(3).rotated(1)) { $0.drawOverlay(content) }
    #expect(plain.pixels == transformed.pixels)
  }

  @Test func aPartOfThePictureHasAnOverlayOfItsOwn() throws {
    var part = Canvas(width: 300, height: 200, background: .white, fonts: try .bundled())
    var whole = Canvas(width: 700, height: 500, background: .white, fonts: try .bundled())
    var asking = content
    asking.notice = "Return 231.4. Keep this episode?"
    part.drawOverlay(asking)
    whole.withTransform(.scale(2)) {
      $0.drawOverlay(asking, over: Rectangle(x: 60, y: 80, width: 150, height: 100))
    }
    for y in 0..<500 {
      for x in 0..<700 {
        let isInside = (120..<420).contains(x) && (160..<360).contains(y)
        let expected = isInside ? part[x - 120, y - 160] : .white
        guard whole[x, y] == expected else {
          Issue.record("pixel \(x), \(y) is \(whole[x, y]), not \(expected)")
          return
        }
      }
    }
  }

  @Test func furtherReadingsFollowTheReturn() {
    var content = OverlayContent(title: "a", step: 3, readings: [.init("AGE", "7 of 9", widest: "9 of 9")])
    content.speed = 1
    #expect(content.figures.map(\.heading) == ["STEP", "AGE", "SPEED"])
  }

  @Test func keysThatDoNotFitGoToTheNextRow() throws {
    var narrow = Canvas(width: 120, height: 200, background: .white, fonts: try .bundled())
    narrow.drawOverlay(OverlayContent(title: "a", keyHints: content.keyHints + content.keyHints))
    #expect((0..<200).allSatisfy { narrow[119, $0] == .white })
    #expect(narrow[20, 150] != .white)
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
