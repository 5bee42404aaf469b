import Simulation

/// The stream of an arcade game: the suite's own, or NumPy's legacy one.
public struct ArcadeRandom: Sendable {
  /// The suite's stream.
  public private(set) var generator: RandomGenerator
  /// The legacy stream, which is drawn from if there is one.
  private var legacy: RandomState?

  init(seed: UInt64, isLegacy: Bool) {
    generator = RandomGenerator(seed: seed)
    legacy = isLegacy ? RandomState(seed: seed) : nil
  }

  /// Goes on with another stream; a legacy one starts from its first number.
  mutating func take(_ stream: RandomGenerator) {
    generator = stream
    guard legacy != nil else { return }
    legacy = RandomState(seed: UInt64(generator.nextUInt32()))
  }

  /// A number in [0, 1).
  public mutating func random() -> Double {
    if let number = legacy?.random() { return number }
    return generator.random()
  }

  /// An integer from a range, every one equally likely.
  public mutating func integers(_ range: Range<Int>) -> Int {
    if let number = legacy?.integers(range) { return number }
    return generator.integers(range)
  }
}
