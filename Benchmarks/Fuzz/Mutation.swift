import Foundation
import Simulation

/// A way to damage a file, drawn from a seed and a number alone, so that what it found can be made again.
struct Mutation {
  private var generator: RandomGenerator

  init(seed: UInt64, number: Int) {
    generator = RandomGenerator(
      SeedSequence(entropy: [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: number)]))
  }

  /// Draws one of some things.
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[generator.integers(0..<elements.count)] }

  /// Damages a file; `other` is another one of its format, parts of which may come in.
  mutating func damage(_ file: Data, with other: Data) -> Data {
    var bytes = Array(file)
    let rounds = pick([1, 1, 1, 2, 3, 8])
    for _ in 0..<rounds where !bytes.isEmpty {
      switch pick([0, 1, 2, 3, 3, 3, 3, 4, 4, 5, 6]) {
      case 0: flipBits(&bytes)
      case 1: overwrite(&bytes, with: Array(other))
      case 2: bytes = Array(bytes.prefix(generator.integers(0..<bytes.count)))
      case 3: inflate(&bytes)
      case 4: overwriteNumber(&bytes)
      case 5: duplicate(&bytes)
      default: remove(&bytes)
      }
    }
    return Data(bytes)
  }

  /// The literals that may replace a number in a text.
  private static let literals = [
    "0", "-1", "1", "2", "3", "255", "65536", "2147483647", "2147483648", "4294967296", "9007199254740993",
    "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e308", "-1e308", "1e-308", "1e999",
    "0.5",
    "NaN", "null", "true", "[]", "{}", "\\\"\\\"", "[1,2]", "10000000000000000000000",
  ]

  private static let words: [UInt64] = [
    0, 1, 2, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, .max, 1 << 20, 1 << 31, 1 << 32, 1 << 53,
    0x7FF0_0000_0000_0000,
    0x7FF8_0000_0000_0000, 0x7F80_0000_7FC0_0000, 0x0000_0001_0000_0001,
  ]
}

extension Mutation {
  private mutating func flipBits(_ bytes: inout [UInt8]) {
    for _ in 0..<pick([1, 1, 2, 8, 64]) {
      bytes[generator.integers(0..<bytes.count)] ^= 1 << UInt8(generator.integers(0..<8))
    }
  }

  private mutating func range(in bytes: [UInt8], atMost limit: Int = 256) -> Range<Int> {
    let start = generator.integers(0..<bytes.count)
    return start..<min(bytes.count, start + 1 + generator.integers(0..<limit))
  }

  private mutating func overwrite(_ bytes: inout [UInt8], with other: [UInt8]) {
    guard !other.isEmpty else { return }
    let (target, source) = (range(in: bytes), range(in: other))
    bytes.replaceSubrange(target, with: other[source])
  }

  private mutating func duplicate(_ bytes: inout [UInt8]) {
    let part = range(in: bytes)
    bytes.insert(contentsOf: bytes[part], at: part.upperBound)
    mendLength(&bytes, by: part.count)
  }

  private mutating func remove(_ bytes: inout [UInt8]) {
    let part = range(in: bytes, atMost: 32)
    bytes.removeSubrange(part)
    mendLength(&bytes, by: -part.count)
  }

  /// Puts a number of eight bytes where tensors have theirs.
  private mutating func overwriteNumber(_ bytes: inout [UInt8]) {
    let places = bytes.count / 8
    guard places > 1 else { return }
    // Small tensors, of counts and places, stand at the beginning of the data, behind the header.
    let header = headerLength(of: bytes).map { 1 + $0 / 8 } ?? 0
    let first = header < places && pick([true, true, false]) ? header : 0
    let near = min(places, first + pick([16, 256, 1 << 20]))
    let place = 8 * generator.integers(first..<max(near, first + 1))
    guard place + 8 <= bytes.count else { return }
    withUnsafeBytes(of: pick(Self.words).littleEndian) { bytes.replaceSubrange(place..<place + 8, with: $0) }
  }

  /// Puts another number in the place of one in a text.
  private mutating func inflate(_ bytes: inout [UInt8]) {
    let text = headerLength(of: bytes).map { 8..<min(bytes.count, 8 + $0) } ?? bytes.indices
    guard !text.isEmpty else { return }
    func isDigit(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }
    let start = generator.integers(text)
    guard let first = bytes[start..<text.upperBound].firstIndex(where: isDigit) else { return }
    let end = bytes[first..<text.upperBound].firstIndex { !isDigit($0) } ?? text.upperBound
    let literal = Array(pick(Self.literals).utf8)
    bytes.replaceSubrange(first..<end, with: literal)
    mendLength(&bytes, by: literal.count - (end - first))
  }

  /// The length of a safetensors header; `nil` if the file has none that can be.
  private func headerLength(of bytes: [UInt8]) -> Int? {
    guard bytes.count > 8, bytes[8] == UInt8(ascii: "{") else { return nil }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return length < bytes.count ? Int(length) : nil
  }

  /// Makes the length that a header begins with right again, mostly: else nothing behind it would be looked at.
  private mutating func mendLength(_ bytes: inout [UInt8], by change: Int) {
    guard bytes.count > 8, let length = headerLength(of: bytes), pick([true, true, true, false]),
      length + change > 0
    else { return }
    withUnsafeBytes(of: UInt64(length + change).littleEndian) { bytes.replaceSubrange(0..<8, with: $0) }
  }
}
