import Foundation
import Raster
import TestSupport
import Testing

@testable import Viewer

@Suite(.serialized) struct WindowTests {
  /// Reads events until `isEnough`, or nothing more is to be expected.
  private func events(of window: Window, until isEnough: ([WindowEvent]) -> Bool) -> [WindowEvent] {
    var events: [WindowEvent] = []
    let end = Date(timeIntervalSinceNow: VirtualDisplay.patience)
    while !isEnough(events), Date() < end {
      window.waitForEvent(seconds: 0.02)
      while let event = window.nextEvent() { events.append(event) }
    }
    return events
  }

  @Test(.enabled(if: VirtualDisplay.isAvailable, "needs Xvfb and xdotool"))
  func keysArriveAndTheSizeFollows() throws {
    try VirtualDisplay.withOwnWindows { display in
      let window = try Window(title: "palaestra-test", width: 320, height: 200)
      #expect(window.pixelSize == (320, 200))
      try window.show(Canvas(width: 320, height: 200, background: .white))
      _ = events(of: window) { $0.contains(.resized) }
      let focus = ["search", "--sync", "--name", "palaestra-test", "windowfocus", "--sync"]
      try display.press(focus + ["key", "space", "Left", "plus", "F1", "a", "Escape"])
      let received = events(of: window) { $0.contains(.key(.escape, isPressed: false)) }
      let pressed: [Key] = received.compactMap {
        if case .key(let key, isPressed: true) = $0, key != .shift { key } else { nil }
      }
      #expect(pressed == [.space, .left, .character("="), .function(1), .character("a"), .escape])
      #expect(received.contains(.key(.left, isPressed: false)))
      try display.press(["search", "--name", "palaestra-test", "windowsize", "400", "260"])
      _ = events(of: window) { _ in window.pixelSize.width == 400 }
      #expect(window.pixelSize == (400, 260))
    }
  }

  @Test(.enabled(if: VirtualDisplay.isAvailable, "needs Xvfb and xdotool"))
  func theLoopWaitsForItsPlayerAndEnds() throws {
    try VirtualDisplay.withOwnWindows { display in
      var loop = WindowLoop(
        title: "palaestra-loop", frameSize: Size(60, 40), framesPerSecond: 50, zoom: 5, fonts: try .bundled(),
        playKeys: [PlayKey(.left, "left")])
      loop.startsPaused = true
      var steps = 0
      var sawKey = false
      var (isAsked, isReleased) = (false, false)
      let start = Date()
      let end = Date(timeIntervalSinceNow: VirtualDisplay.patience)
      try loop.run(isInterrupted: { Date() > end }) { tick in
        #expect(tick.canvas.width == 300 && tick.canvas.height > 200)
        steps += tick.stepCount
        sawKey = sawKey || tick.keys.contains(.left)
        tick.canvas.clear(.white)
        if !isAsked {
          #expect(tick.stepCount == 0)
          isAsked = true
          let focus = ["search", "--sync", "--name", "palaestra-loop", "windowfocus", "--sync"]
          try display.press(focus + ["keydown", "Left"])
        } else if !isReleased, sawKey, steps > 3 {
          isReleased = true
          try display.press(["keyup", "Left", "key", "q"])
        }
      }
      #expect(Date() < end, "closing by key ends the loop")
      #expect(isReleased, "a key that is held makes steps")
      #expect(Double(steps) < 50 * Date().timeIntervalSince(start) + 10, "no faster than asked for")
    }
  }

  @Test func withoutADisplayTheErrorSaysWhatToDo() throws {
    let display = ProcessInfo.processInfo.environment["DISPLAY"]
    let runtime = ProcessInfo.processInfo.environment["XDG_RUNTIME_DIR"]
    unsetenv("DISPLAY")
    unsetenv("XDG_RUNTIME_DIR")
    defer {
      if let display { setenv("DISPLAY", display, 1) }
      if let runtime { setenv("XDG_RUNTIME_DIR", runtime, 1) }
    }
    let error = try #require(throws: WindowError.self) { try Window(title: "none", width: 100, height: 100) }
    guard case .noDisplay = error else { throw error }
    #expect(error.description.contains("--record"))
    #expect(error.description.contains("DISPLAY"))
  }

  @Test func symbolsBecomeKeys() {
    #expect(Key(symbol: 0x61) == .character("a"))
    #expect(Key(symbol: 0x4000_0050) == .left)
    #expect(Key(symbol: 0x4000_0045) == .function(12))
    #expect(Key(symbol: 0x4000_00FF) == nil)
    #expect(Key.character("w").name == "W")
  }
}
