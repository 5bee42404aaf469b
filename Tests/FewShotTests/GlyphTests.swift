import Raster
import Simulation
import Testing

@testable import FewShot

@Suite("Glyphs") struct GlyphTests {
  /// A corner of a square, as long as it is high.
  private var corner: Path {
    var path = Path()
    path.move(to: Point(0, 0))
    path.line(to: Point(0, 2))
    path.line(to: Point(2, 2))
    path.line(to: Point(2, 1.6))
    path.line(to: Point(0.4, 1.6))
    path.line(to: Point(0.4, 0))
    path.close()
    return path
  }

  private func collection(scripts: Int, letters: Int, sizes: [TaskPart: Int]) throws -> GlyphCollection {
    let outline = try #require(GlyphCollection.centered(corner))
    return try GlyphCollection(
      (0..<scripts).map { script in
        GlyphCollection.Script(
          name: "script \(script)",
          letters: (0..<letters).compactMap { letter in
            Unicode.Scalar(UInt32(0x400 + script * letters + letter)).map { .init(scalar: $0, outline: outline) }
          })
      }, sizes: sizes)
  }

  private let sizes: [TaskPart: Int] = [.test: 7, .validation: 4, .training: 9]

  @Test("are split by script")
  func parts() throws {
    let collection = try collection(scripts: 6, letters: 5, sizes: sizes)
    var scripts: [TaskPart: Set<UInt32>] = [:]
    for part in TaskPart.allCases {
      let letters = collection.letters(in: part)
      #expect(letters.count == sizes[part])
      scripts[part] = Set(letters.map { ($0.scalar.value - 0x400) / 5 })
    }
    let all = scripts.values.reduce(into: [UInt32]()) { $0 += Array($1) }
    #expect(Set(all).count == all.count)
  }

  @Test("take enough letters")
  func tooFew() {
    #expect(throws: ConfigurationError.self) { try collection(scripts: 3, letters: 5, sizes: sizes) }
  }

  @Test("are centred, and as long as they are")
  func centred() throws {
    let bounds = try #require(GlyphCollection.centered(corner)?.bounds)
    #expect(abs(bounds.width - 1) < 1e-12 && abs(bounds.height - 1) < 1e-12)
    #expect(abs(bounds.minX + 0.5) < 1e-12 && abs(bounds.minY + 0.5) < 1e-12)
    #expect(GlyphCollection.centered(Path()) == nil)
  }

  @Test("without distortion stay where they are")
  func undistorted() {
    var generator = RandomGenerator(seed: 1)
    let distortion = GlyphDistortion(strength: 0, using: &generator)
    #expect(distortion(Point(0.3, -0.2)) == Point(0.3, -0.2))
  }

  @Test("are the same whenever they are drawn, and another for each hand")
  func pictures() throws {
    let family = GlyphFamily(try collection(scripts: 6, letters: 5, sizes: sizes))
    let letter = try #require(try collection(scripts: 6, letters: 5, sizes: sizes).letters(in: .test).first)
    var canvas = Canvas(width: 28, height: 28)
    let pictures = [0, 1, 0].map { hand in
      GlyphFamily.draw(letter, byHand: hand, on: &canvas)
      return canvas.pixels
    }
    #expect(pictures[0] == pictures[2])
    #expect(pictures[0] != pictures[1])
    let ink = pictures[0].count { $0.red > 127 }
    #expect((40...250).contains(ink))
    var generator = RandomGenerator(seed: 2)
    let task = family.task(TaskSize(ways: 3, shots: 2, queries: 4), from: .test, using: &generator)
    #expect(task.support.inputs.count == 3 * 2 * 784 && task.query.inputs.count == 3 * 4 * 784)
    #expect(task.support.inputs.allSatisfy { (0...1).contains($0) })
  }

  @Test("are no more than were drawn")
  func tooMany() throws {
    let family = GlyphFamily(try collection(scripts: 6, letters: 5, sizes: sizes))
    #expect(throws: ConfigurationError.self) {
      try family.check(TaskSize(ways: 2, shots: 10, queries: 11), in: .test)
    }
  }

  @Test("say which fonts are missing")
  func missing() {
    let error = #expect(throws: ConfigurationError.self) {
      try GlyphFamily(fontsIn: .init(fileURLWithPath: "/nowhere", isDirectory: true)).loaded()
    }
    #expect(error?.description.contains("fonts-noto-core") == true)
  }
}
