import Foundation
import Testing

@testable import Physics2D

/// The observations of a copy of a lander.
private func play(_ lander: Lander, _ steps: Int, push: Int = 0) -> [[Float]] {
  var copy = lander
  return copy.play(steps, push: push)
}

@Suite("A copied world of bodies")
struct WorldCopyTests {
  /// A lander that has come down and blown discs about.
  private var lander: Lander {
    var lander = Lander()
    _ = lander.play(150)
    return lander
  }

  @Test("goes on as the original, bit for bit, through contacts, while others go other ways")
  func sameFuture() {
    var original = lander
    let (first, second) = (original, original)
    let elsewhere = play(original, 1000, push: 3)
    let expected = original.play(1000)
    #expect(play(first, 1000) == expected && elsewhere != expected)
    #expect(play(first, 1000, push: 3) == elsewhere)
    #expect(play(second, 1000) == expected)
    #expect(original.touchCount > 100, "so little touched anything that nothing was tried")
  }

  @Test("leaves the original where it is, whatever befalls the copy")
  func originalIsUntouched() {
    var original = lander
    let expected = play(original, 50)
    for push in 1..<5 {
      var copy = original
      _ = copy.play(40, push: push)
      copy.build()
      _ = copy.play(40, push: push)
    }
    #expect(original.play(50) == expected)
  }

  @Test("goes back to what was saved, again and again")
  func restoring() {
    let saved = lander
    var lander = saved
    let expected = lander.play(60)
    for push in 1..<20 {
      lander = saved
      #expect(lander.play(60) == expected)
      _ = lander.play(push, push: push)
    }
  }

  @Test("outlives the original, and copies of copies do so too")
  func outliving() {
    var copies: [Lander] = []
    do {
      var original = lander
      copies.append(original)
      var copy = original
      _ = (original.step(0), copy.step(0))
      copies.append(copy)
    }
    _ = copies[0].step(0)
    #expect(play(copies[0], 300) == play(copies[1], 300))
  }

  @Test("is as a new one, bit for bit, after it was emptied")
  func emptying() {
    var (fresh, copy) = (Lander(), lander)
    copy.build()
    #expect(copy.play(300) == fresh.play(300))
  }

  @Test("knows which bodies were removed, before and after it was made")
  func removedBodies() {
    var world = PhysicsWorld(gravity: .zero)
    let (gone, kept) = (world.addBody(.dynamic), world.addBody(.dynamic))
    world.remove(gone)
    var copy = world
    copy.remove(kept)
    let added = copy.addBody(.dynamic)
    #expect(!copy.contains(gone) && !copy.contains(kept) && copy.contains(added))
    #expect(!world.contains(gone) && world.contains(kept) && !world.contains(added))
  }

  @Test("is stepped on one thread while others are on others")
  func threads() async {
    let saved = lander
    let expected = play(saved, 300)
    await withTaskGroup(of: [[Float]].self) { group in
      for _ in 0..<8 {
        group.addTask { play(saved, 300) }
      }
      for await seen in group { #expect(seen == expected) }
    }
  }

  @Test("gives its memory back")
  func memoryIsFreed() {
    weak var memory: WorldMemory?
    var original = lander.world
    do {
      var copy = original
      copy.step(1 / 50)
      memory = copy.memory
      #expect(memory != nil && memory !== original.memory)
    }
    #expect(memory == nil)
    original.step(1 / 50)
  }

  #if os(Linux)
    @Test("leaves the memory of the process as it is, ten thousand times over")
    func memoryIsFlat() async {
      await #expect(processExitsWith: .success) {
        func pages() throws -> Int {
          let numbers = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
          return Int(numbers[1]) ?? 0
        }
        var lander = Lander()
        _ = lander.play(150)
        func copyAndStep(_ count: Int) {
          for _ in 0..<count {
            var copy = lander
            _ = copy.step(0)
          }
        }
        copyAndStep(100)
        let before = try pages()
        copyAndStep(10_000)
        let growth = try pages() - before
        precondition(growth < 1000, "10 000 copies left \(growth) pages behind")
      }
    }
  #endif
}
