import Raster
import Testing

@testable import Viewer

struct ViewerSessionTests {
  private func makeLoop(playKeys: [PlayKey] = []) throws -> WindowLoop {
    WindowLoop(
      title: "Test-v0", frameSize: Size(60, 40), framesPerSecond: 50, fonts: try .bundled(),
      playKeys: playKeys)
  }

  private func makeTick() -> ViewerTick {
    ViewerTick(canvas: Canvas(width: 1, height: 1), overlay: OverlayContent(title: "Test-v0"))
  }

  @Test func theFirstTickOnlyDraws() throws {
    var session = ViewerSession(try makeLoop(), now: 0)
    var tick = makeTick()
    var isDue = session.prepare(&tick, now: 0.001)
    #expect(isDue)
    #expect(tick.stepCount == 0)
    isDue = session.prepare(&tick, now: 0.002)
    #expect(!isDue)
    #expect(abs(session.timeToNextTick(now: 0.002) - 0.018) < 1e-9)
    isDue = session.prepare(&tick, now: 0.02)
    #expect(isDue)
    #expect(tick.stepCount == 1)
  }

  @Test func aPausedSessionStepsOnlyWhenAsked() throws {
    var session = ViewerSession(try makeLoop(), now: 0)
    var tick = makeTick()
    session.handle(.key(.space, isPressed: true), now: 0)
    session.handle(.key(.space, isPressed: false), now: 0)
    var isDue = session.prepare(&tick, now: 1)
    #expect(isDue)
    #expect(tick.stepCount == 0)
    isDue = session.prepare(&tick, now: 2)
    #expect(!isDue)
    session.handle(.key(.character("."), isPressed: true), now: 2)
    isDue = session.prepare(&tick, now: 2)
    #expect(isDue)
    #expect(tick.stepCount == 1)
    session.handle(.key(.space, isPressed: true), now: 3)
    isDue = session.prepare(&tick, now: 3)
    #expect(isDue)
    #expect(tick.stepCount == 0, "what passed while paused is not caught up with")
  }

  @Test func fastEnvironmentsAreDrawnOnceAScreenFrame() throws {
    var session = ViewerSession(try makeLoop(), now: 0)
    var tick = makeTick()
    for _ in 0..<3 { session.handle(.key(.character("+"), isPressed: true), now: 0) }
    _ = session.prepare(&tick, now: 0)
    var isDue = session.prepare(&tick, now: 0.01)
    #expect(!isDue)
    isDue = session.prepare(&tick, now: 0.017)
    #expect(isDue)
    #expect(tick.stepCount == 6)
  }

  @Test func aShortPressIsNotLost() throws {
    var session = ViewerSession(try makeLoop(playKeys: [PlayKey(.left, "left")]), now: 0)
    var tick = makeTick()
    session.handle(.key(.left, isPressed: true), now: 0)
    session.handle(.key(.left, isPressed: false), now: 0.001)
    session.handle(.key(.right, isPressed: true), now: 0.002)
    var isDue = session.prepare(&tick, now: 0.002)
    #expect(isDue)
    #expect(tick.keys == [.left, .right])
    #expect(tick.presses == [.left, .right])
    isDue = session.prepare(&tick, now: 0.03)
    #expect(isDue)
    #expect(tick.keys == [.right])
    #expect(tick.presses.isEmpty)
    session.handle(.lostFocus, now: 0.04)
    isDue = session.prepare(&tick, now: 0.06)
    #expect(isDue)
    #expect(tick.keys.isEmpty)
  }

  @Test func aPlayerStartsTheGame() throws {
    var loop = try makeLoop(playKeys: [PlayKey(.up, "jump"), PlayKey(.character("w"))])
    loop.startsPaused = true
    var session = ViewerSession(loop, now: 0)
    #expect(session.controls.isPaused)
    #expect(session.shownControls.completing(OverlayContent(title: "a")).keyHints.first == KeyHint("↑", "jump"))
    session.handle(.key(.character("w"), isPressed: true), now: 1)
    #expect(!session.controls.isPaused)
    session.handle(.key(.space, isPressed: true), now: 2)
    session.handle(.key(.character("w"), isPressed: true), now: 3)
    #expect(session.controls.isPaused, "only the first key starts it")
  }

  @Test func closingEndsIt() throws {
    var session = ViewerSession(try makeLoop(), now: 0)
    session.handle(.close, now: 0)
    #expect(session.isClosing)
    var other = ViewerSession(try makeLoop(), now: 0)
    var tick = makeTick()
    tick.close()
    other.finish(tick, seconds: 0)
    #expect(other.isClosing)
  }

  @Test func aGameThatWaitsForEveryMoveHasNoSpeed() throws {
    var loop = try makeLoop(playKeys: [PlayKey(.up, "north")])
    (loop.hasPace, loop.startsPaused) = (false, true)
    var session = ViewerSession(loop, now: 0)
    session.handle(.key(.space, isPressed: true), now: 0)
    session.handle(.key(.character("+"), isPressed: true), now: 0)
    #expect(!session.controls.isPaused && session.controls.speed == 1)
    let overlay = session.shownControls.completing(OverlayContent(title: "a"))
    #expect(overlay.speed == nil)
    #expect(overlay.keyHints.map(\.meaning) == ["north", "restart", "hide keys", "close"])
  }

  @Test func theWindowOpensWithTheFrameAtItsSize() throws {
    var loop = try makeLoop()
    (loop.frameSize, loop.overlay.notice) = (Size(600, 480), "Landed")
    let size = loop.openingSize()
    #expect(size.width == 600)
    let content = ViewerSession(loop, now: 0).shownControls.completing(loop.overlay)
    let layout = OverlayLayout(
      content, around: loop.frameSize, width: size.width, height: size.height,
      measuredOn: Canvas(width: 1, height: 1, fonts: try .bundled()))
    #expect(layout.frame.height == 480 && layout.keys != nil && layout.panel != nil)
    loop.showsOverlay = false
    #expect(loop.openingSize() == (600, 480))
  }
}
