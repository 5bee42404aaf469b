import Foundation
import Simulation
import Testing

@testable import Environments

/// NumPy's rounding, bit by bit.
///
/// The golden numbers hold for glibc on processors with fused multiplication and addition.
@Suite("NumPy's arithmetic")
struct NumPyArithmeticTests {
  @Test func squaresOfDoublesAreNumPys() throws {
    for pair in try GoldenArithmetic.load().squares {
      let number = Double(bitPattern: pair[0])
      #expect(NumPyArithmetic.square(number).bitPattern == pair[1], "\(number)")
    }
  }

  @Test func squaresOfFloatsAreNumPys() throws {
    for pair in try GoldenArithmetic.load().floatSquares {
      let number = Float(bitPattern: pair[0])
      #expect(NumPyArithmetic.square(number).bitPattern == pair[1], "\(number)")
    }
  }

  /// The products that are taken for `pow`'s squares must be just that, in and out of the golden file.
  @Test func squaresAreThoseOfTheCLibrary() {
    var generator = RandomGenerator(seed: 6)
    let two = generator.random() < 1 ? 2.0 : 0
    for _ in 0..<50_000 {
      let number = generator.uniform(-1, 1) * exp2(generator.uniform(-60, 60))
      #expect(NumPyArithmetic.square(number) == pow(number, two))
      let float = Float(generator.uniform(-1, 1) * exp2(generator.uniform(-20, 20)))
      #expect(NumPyArithmetic.square(float) == powf(float, Float(two)))
    }
    for number in [0, -0.0, 1, -1, .infinity, 0x1p-30] {
      #expect(NumPyArithmetic.square(number) == number * number)
      #expect(NumPyArithmetic.square(Float(number)) == Float(number * number))
    }
  }

  @Test func sinesAndCosinesOfFloatsAreNumPys() throws {
    let golden = try GoldenArithmetic.load()
    for row in golden.waves + golden.turns {
      let angle = Float(bitPattern: row[0])
      let (sine, cosine) = NumPyArithmetic.sincos(angle)
      #expect([sine.bitPattern, cosine.bitPattern] == Array(row[1...]), "\(angle)")
    }
  }
}

/// Numbers as bits.
private struct GoldenArithmetic: Decodable {
  let squares: [[UInt64]]
  let floatSquares: [[UInt32]]
  /// Angle, sine and cosine.
  let waves: [[UInt32]]
  let turns: [[UInt32]]

  enum CodingKeys: String, CodingKey {
    case squares, waves, turns
    case floatSquares = "float_squares"
  }

  static func load() throws -> GoldenArithmetic {
    try JSONDecoder().decode(GoldenArithmetic.self, from: Data(contentsOf: Golden.url("arithmetic.json")))
  }
}
