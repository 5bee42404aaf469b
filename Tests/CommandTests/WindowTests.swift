import Foundation
import Raster
import TestSupport
import Testing

/// The window of every task, on a display of its own, with real keys.
@Suite(.serialized, .enabled(if: VirtualDisplay.isAvailable, "needs Xvfb, xdotool and ffmpeg"))
struct WindowTests {
  /// Every task with a key that plays it, by xdotool's name.
  private static let keys = [
    ("CartPole-v0", "Right"), ("CartPole-v1", "Left"), ("MountainCar-v0", "Right"),
    ("MountainCarContinuous-v0", "Left"), ("Acrobot-v1", "Right"), ("Pendulum-v1", "Left"), ("Blackjack-v1", "h"),
    ("FrozenLake-v1", "Right"), ("FrozenLake8x8-v1", "Down"), ("CliffWalking-v1", "Up"),
    ("CliffWalkingSlippery-v1", "Up"), ("Taxi-v4", "Down"),
    ("LunarLander-v3", "Up"), ("LunarLanderContinuous-v3", "Up"), ("BipedalWalker-v3", "w"),
    ("BipedalWalkerHardcore-v3", "o"), ("CartPoleBox2D-v0", "Left"), ("Bandit-v0", "2"), ("TabularMDP-v0", "1"),
    ("Navigation2D-v0", "Right"), ("Corners2D-v0", "Up"), ("Bricks-v0", "Right"), ("Treasure-v0", "Up"),
    ("Crossing-v0", "Up"), ("Submarine-v0", "Down"), ("Raiders-v0", "Left"),
    ("DoorKey-5x5-v0", "Left"), ("FourRooms-v0", "Right"),
    ("TicTacToe-v0", "5"), ("FourInARow-v0", "4"),
  ]

  @Test(arguments: keys)
  func aTaskIsShownAndPlayedWithKeys(_ task: String, _ key: String) throws {
    try expectCleanExit { palaestra, display in
      let running = try palaestra.start(["play", task, "--seed", "3"], environment: ["DISPLAY": display.name])
      try display.press("F1", in: task)
      let before = try picture(of: display, in: palaestra) { $0.colorCount > 50 }
      #expect(before.colorCount > 50, "the window shows a picture")
      try display.press(key, in: task)
      let after = try picture(of: display, in: palaestra) { !$0.isSame(as: before) }
      #expect(!after.isSame(as: before), "\(key) moves something")
      try display.press("Escape", in: task)
      return try running.finish()
    }
  }

  @Test func aPolicyIsWatchedPausedAndClosed() throws {
    try expectCleanExit { palaestra, display in
      let running = try palaestra.start(
        ["watch", "CartPole-v1", "--policy", "heuristic"], environment: ["DISPLAY": display.name])
      try display.press("space", in: "CartPole-v1")
      let paused = try picture(of: display, in: palaestra) { $0.colorCount > 50 }
      #expect(try picture(of: display, in: palaestra) { _ in true }.isSame(as: paused), "a pause stands still")
      try display.press("period", in: "CartPole-v1")
      let moved = try picture(of: display, in: palaestra) { !$0.isSame(as: paused) }
      #expect(!moved.isSame(as: paused), "one step moves")
      try display.press("q", in: "CartPole-v1")
      return try running.finish()
    }
  }

  /// Up fires the main engine and left a side engine: a flame each, one below and one beside the lander.
  @Test func twoKeysThatAreHeldAtOnceBothAct() throws {
    let task = "LunarLanderContinuous-v3"
    try expectCleanExit { palaestra, display in
      // Slow, so that nearly all steps are those that are asked for, one by one.
      let running = try palaestra.start(
        ["play", task, "--seed", "3", "--fps", "1", "--zoom", "1"], environment: ["DISPLAY": display.name])
      try display.press("F1", in: task)
      // It falls a little, away from the picture's upper edge.
      try display.press("period", times: 35, in: task)
      for (key, flames) in [("Up", 1), ("Left", 2)] {
        try display.hold(key, in: task)
        if flames == 1 { try display.press("space", in: task) }
        try display.press("period", times: 12, in: task)
        let shown = try picture(of: display, in: palaestra) { $0.flameCount == flames }
        #expect(shown.flameCount == flames, "\(key) is held too")
      }
      try display.press("Escape", in: task)
      return try running.finish()
    }
  }

  /// Runs a scenario on a display of its own and expects exit status 0.
  private func expectCleanExit(_ scenario: (Palaestra, VirtualDisplay) throws -> Outcome) throws {
    let palaestra = try Palaestra()
    try VirtualDisplay.with { display in
      let outcome = try scenario(palaestra, display)
      #expect(outcome.status == 0, "\(outcome.complaint)")
    }
  }

  /// The display's picture, once it is as expected or nothing more is to be expected.
  private func picture(
    of display: VirtualDisplay, in palaestra: Palaestra, until isExpected: (Canvas) -> Bool
  ) throws -> Canvas {
    let file = palaestra.folder.file("screen.png")
    let end = Date(timeIntervalSinceNow: VirtualDisplay.patience)
    while true {
      try display.capture(to: file)
      let picture = try Canvas(contentsOfPNG: file)
      if isExpected(picture) || Date() > end { return picture }
      usleep(50_000)
    }
  }
}

extension Canvas {
  /// How many colours there are.
  fileprivate var colorCount: Int { Set(pixels).count }

  /// How many areas of a flame's colour there are, twelve pixels or more apart.
  fileprivate var flameCount: Int {
    var flames: [[(x: Int, y: Int)]] = []
    for (index, color) in pixels.enumerated() where color == Color(0xFFD27A) {
      let place = (x: index % width, y: index / width)
      let near = flames.indices.filter { flame in
        flames[flame].contains { abs($0.x - place.x) + abs($0.y - place.y) < 12 }
      }
      let joined = near.flatMap { flames[$0] } + [place]
      for flame in near.reversed() { flames.remove(at: flame) }
      flames.append(joined)
    }
    return flames.count
  }

  /// Whether every pixel is the same.
  fileprivate func isSame(as other: Canvas) -> Bool { pixels == other.pixels }
}
