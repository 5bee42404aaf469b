import Foundation
import Raster
import Simulation
import Testing

@testable import FewShot

@Suite("Families of pictures") struct PictureFamilyTests {
  @Test("Digits are ink on paper, ten classes in three parts") func digits() throws {
    let family = try PictureFamily.digits.loaded()
    #expect(TaskPart.allCases.map { family.classCount(in: $0) } == [4, 3, 3])
    #expect(family.usualWays == 3 && family.inputShape == [1, 8, 8])
    var generator = RandomGenerator(seed: 1)
    let task = family.task(TaskSize(ways: 3, shots: 2, queries: 4), from: .test, using: &generator)
    #expect(task.support.inputs.count == 6 * 64 && task.query.inputs.count == 12 * 64)
    #expect(task.query.inputs.allSatisfy { (0...1).contains($0) })
    let mean = task.query.inputs.reduce(0, +) / Float(task.query.inputs.count)
    #expect((0.2...0.45).contains(mean), "a third of a digit's picture is ink")
  }

  @Test("A nearest picture tells digits apart well beyond chance") func nearest() throws {
    let family = try PictureFamily.digits.loaded()
    var (generator, right) = (RandomGenerator(seed: 2), 0)
    for _ in 0..<50 {
      let task = family.task(TaskSize(ways: 3, shots: 1, queries: 1), from: .test, using: &generator)
      for query in 0..<3 {
        let distances = (0..<3).map { shot in
          (0..<64).reduce(Float(0)) { sum, pixel in
            let difference = task.query.inputs[query * 64 + pixel] - task.support.inputs[shot * 64 + pixel]
            return sum + difference * difference
          }
        }
        right += distances.indices.min { distances[$0] < distances[$1] } == query ? 1 : 0
      }
    }
    #expect(right > 100, "\(right) of 150")
  }

  /// A folder as Omniglot's, with pictures of 105 × 105 whose left half is ink in odd letters.
  private func folder(alphabets: Int = 6, pictures: Int = 20) throws -> URL {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("omniglot-\(UUID().uuidString)")
    for (part, count) in [("images_background", alphabets), ("images_evaluation", 1)] {
      for (alphabet, letter) in (0..<count).flatMap({ alphabet in (0..<2).map { (alphabet, $0) } }) {
        let place = root.appendingPathComponent("\(part)/alphabet\(alphabet)/character\(letter)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        var canvas = Canvas(width: 105, height: 105)
        canvas.clear(.white)
        if letter == 1 { canvas.fillRectangle(Rectangle(x: 0, y: 0, width: 52.5, height: 105), .black) }
        for picture in 0..<pictures { try canvas.writePNG(to: place.appendingPathComponent("\(picture).png")) }
      }
    }
    return root
  }

  @Test("Omniglot's folders are read, split by alphabet and made small") func omniglot() throws {
    let root = try folder()
    defer { try? FileManager.default.removeItem(at: root) }
    let family = try TaskFamilies.named("omniglot:\(root.path)")
    #expect(TaskPart.allCases.map { family.classCount(in: $0) } == [2, 10, 2])
    var generator = RandomGenerator(seed: 1)
    let task = family.task(TaskSize(ways: 2, shots: 1, queries: 1), from: .test, using: &generator)
    let ink = [0, 1].map { task.support.inputs[$0 * 784..<($0 + 1) * 784].reduce(0, +) / 784 }
    #expect(ink.sorted()[0] == 0 && abs(ink.sorted()[1] - 0.5) < 0.02)
  }

  @Test("A folder without alphabets, with too few, or with too few pictures gets one sentence") func refusals()
    throws
  {
    #expect(throws: ConfigurationError.self) { try TaskFamilies.named("omniglot:/nowhere") }
    for root in [try folder(alphabets: 5), try folder(pictures: 3)] {
      defer { try? FileManager.default.removeItem(at: root) }
      #expect(throws: ConfigurationError.self) { try TaskFamilies.named("omniglot:\(root.path)") }
    }
    do {
      _ = try TaskFamilies.named("omniglot:/nowhere")
    } catch {
      #expect(
        "\(error)"
          == "/nowhere/images_background holds no alphabets; name the folder that Omniglot's images_background and "
          + "images_evaluation were unpacked in.")
    }
  }
}
