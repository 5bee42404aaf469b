import Foundation
import Raster
import TestSupport
import Testing

/// A person at the keyboard, on a display of its own.
@Suite(.serialized, .enabled(if: VirtualDisplay.isAvailable, "needs Xvfb, xdotool and ffmpeg"))
struct HumanRecordingTests {
  private let palaestra: Palaestra
  private let task = "CartPole-v1"

  init() throws { palaestra = try Palaestra() }

  /// Plays an episode until the picture stands still: the pole falls soon where the cart is pushed to one side alone.
  private func play(on display: VirtualDisplay) throws {
    func picture() throws -> Data {
      let file = palaestra.folder.file("screen.png")
      try display.capture(to: file)
      return try Data(contentsOf: file)
    }
    try display.focus(on: task)
    let before = try picture()
    try display.press("Left", in: task)
    var (last, repetitions) = (before, 0)
    let end = Date(timeIntervalSinceNow: VirtualDisplay.patience)
    while repetitions < 3, Date() < end {
      Thread.sleep(forTimeInterval: 0.3)
      let now = try picture()
      repetitions = now == last && now != before ? repetitions + 1 : 0
      last = now
    }
  }

  /// Presses Enter until so many episodes are there: while an episode runs, Enter does nothing.
  private func keep(count: Int, on display: VirtualDisplay) throws {
    for _ in 0..<200 {
      try display.press("Return", in: task)
      Thread.sleep(forTimeInterval: 0.5)
      if try recordedCount() == count { return }
    }
  }

  /// The count that the metadata names, which can be read while the episodes are being written.
  private func recordedCount() throws -> Int {
    guard let data = try? Data(contentsOf: palaestra.folder.file("kept-v0/data/metadata.json")) else { return 0 }
    let metadata = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    return metadata?["total_episodes"] as? Int ?? 0
  }

  private func record(_ arguments: [String], on display: VirtualDisplay) throws -> RunningPalaestra {
    try palaestra.start(
      arguments + ["--fps", "500"], environment: ["DISPLAY": display.name, "HOME": palaestra.folder.url.path])
  }

  private func recordedSeeds() throws -> [Int] {
    let shown = try palaestra("datasets", "show", "./kept-v0", "--json").objects
    guard let episodes = shown.first?["episodes"] as? [[String: Any]] else { return [] }
    return episodes.compactMap { $0["seed"] as? Int }
  }

  @Test("keeps what they want kept, discards the rest, and goes on another day")
  func keepsAndDiscards() throws {
    try VirtualDisplay.with { display in
      let first = try record(["play", task, "--record", "./kept-v0", "--seed", "5"], on: display)
      try play(on: display)
      try keep(count: 1, on: display)
      try play(on: display)
      try display.press("BackSpace", in: task)
      try play(on: display)
      try keep(count: 2, on: display)
      // Over, and not decided on when the window is closed.
      try play(on: display)
      try display.press("Escape", in: task)
      let outcome = try first.finish()
      #expect(outcome.status == 0, "\(outcome.complaint)")
      #expect(outcome.complaint.hasPrefix("2 episodes kept, 2 discarded; "), "\(outcome.complaint)")
      #expect(try recordedSeeds() == [5, 7], "Escape keeps nothing")
      let second = try record(
        ["record", task, "--policy", "human", "--out", "./kept-v0", "--episodes", "1"], on: display)
      try play(on: display)
      try display.press("Return", in: task)
      #expect(try second.finish().status == 0)
      #expect(try recordedSeeds() == [5, 7, 8])
    }
    let replay = try palaestra("watch", task, "--policy", "./kept-v0#1", "--record", "replay.png")
    #expect(replay.status == 0, "\(replay.complaint)")
  }

  @Test("loses only the episode under way when the program is killed")
  func killed() throws {
    try VirtualDisplay.with { display in
      let running = try record(["play", task, "--record", "./kept-v0", "--seed", "5"], on: display)
      try play(on: display)
      try keep(count: 1, on: display)
      try display.press("Left", in: task)
      Thread.sleep(forTimeInterval: 0.1)
      running.kill()
      #expect(try recordedSeeds() == [5])
    }
  }
}
