import ArgumentParser
import FewShot
import Foundation
import Safetensors
import Simulation

/// The pictures of the family of letters, for peers that are to learn from the same ones.
struct GlyphPictures: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "glyph-pictures",
    abstract:
      "Writes all letters by all hands: a tensor of bytes, letters × 20 × 28 × 28, for each part of the family.")

  @Argument(help: "The file to write.") var file: String

  func run() throws {
    let family = try GlyphFamily().loaded()
    guard let letters = family as? any ClassFamily else { throw ValidationError("\(family.name) has no classes.") }
    var writer = SafetensorsWriter()
    for part in TaskPart.allCases {
      let count = letters.numberOfClasses(in: part)
      writer.add(
        part.rawValue, (0..<count).flatMap { pictures(of: $0, letters, part) }, shape: [count, 20, 28, 28])
    }
    try writer.write(to: URL(fileURLWithPath: file))
  }

  /// The pictures of a letter in the order of the hands, which are drawn in another one.
  private func pictures(of letter: Int, _ family: any ClassFamily, _ part: TaskPart) -> [UInt8] {
    var generator = RandomGenerator(seed: 0)
    var copy = generator
    let order = copy.choice(20, picking: 20, replacing: false)
    var drawn: [Float] = []
    family.appendExamples(20, ofClass: letter, in: part, to: &drawn, using: &generator)
    var pictures = [UInt8](repeating: 0, count: drawn.count)
    for (place, hand) in order.enumerated() {
      for pixel in 0..<784 { pictures[hand * 784 + pixel] = UInt8((drawn[place * 784 + pixel] * 255).rounded()) }
    }
    return pictures
  }
}
