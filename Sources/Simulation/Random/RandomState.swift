/// NumPy's legacy random number generator, `numpy.random.RandomState`: the Mersenne Twister MT19937 with its older draws.
///
/// For worlds that equal a Python package which draws from it; everything else has ``RandomGenerator``. Methods have the
/// names that they have there, and each names the NumPy call that it equals; NumPy 2.4.6 is the reference.
///
/// ```swift
/// var random = RandomState(seed: 42)
/// random.random()         // 0.3745401188473625
/// random.integers(0..<6)  // as np.random.RandomState(42) would go on
/// ```
///
/// Source: M. Matsumoto and T. Nishimura, "Mersenne Twister: A 623-Dimensionally Equidistributed Uniform Pseudo-Random
/// Number Generator", 1998, seeded as in their program of 2002.
public struct RandomState: RandomNumberGenerator, Sendable, Hashable {
  private static let count = 624
  private static let middle = 397

  private var words: [UInt32]
  private var position = Self.count

  /// The counterpart of `RandomState(seed)`; a seed beyond 32 bits is that of its two halves, `RandomState([low, high])`.
  public init(seed: UInt64) {
    let (low, high) = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    words = Self.words(from: high == 0 ? low : 19_650_218)
    if high != 0 { mix([low, high]) }
  }

  /// The next 32 random bits.
  public mutating func nextUInt32() -> UInt32 {
    if position == Self.count { twist() }
    var word = words[position]
    position += 1
    word ^= word >> 11
    word ^= word << 7 & 0x9d2c_5680
    word ^= word << 15 & 0xefc6_0000
    return word ^ word >> 18
  }

  /// The next 64 random bits: two words, the high one first.
  public mutating func next() -> UInt64 {
    let high = UInt64(nextUInt32())
    return high << 32 | UInt64(nextUInt32())
  }

  /// A number in [0, 1) with 53 random bits, as `rand()` and `random_sample()` in NumPy.
  public mutating func random() -> Double {
    let high = nextUInt32() >> 5
    let low = nextUInt32() >> 6
    return (Double(high) * 0x1p26 + Double(low)) * 0x1p-53
  }

  /// An integer from `range`, every one equally likely, as `randint(low, high)` in NumPy.
  ///
  /// Masked words are drawn until one is in range; a range of one value draws nothing.
  public mutating func integers(_ range: Range<Int>) -> Int {
    precondition(!range.isEmpty, "integers(\(range)): the range must hold at least one value")
    let last = UInt64(bitPattern: Int64(range.upperBound &- 1 &- range.lowerBound))
    return range.lowerBound &+ Int(truncatingIfNeeded: interval(to: last))
  }

  /// An index below `count`, every one equally likely, as `choice(count)` in NumPy.
  public mutating func choice(_ count: Int) -> Int {
    precondition(count > 0, "choice(\(count)): there must be at least one thing to choose from")
    return integers(0..<count)
  }

  private mutating func interval(to last: UInt64) -> UInt64 {
    if last == 0 { return 0 }
    let mask = UInt64.max >> UInt64(last.leadingZeroBitCount)
    while true {
      let number = (last <= 0xffff_ffff ? UInt64(nextUInt32()) : next()) & mask
      if number <= last { return number }
    }
  }
}

extension RandomState {
  /// The words that a seed of 32 bits starts from.
  private static func words(from seed: UInt32) -> [UInt32] {
    var words = [seed]
    words.reserveCapacity(count)
    for index in 1..<count {
      let last = words[index - 1]
      words.append(1_812_433_253 &* (last ^ last >> 30) &+ UInt32(index))
    }
    return words
  }

  /// Mixes the words of a longer seed into those of the fixed one.
  private mutating func mix(_ key: [UInt32]) {
    var index = 1
    func advance(_ words: inout [UInt32]) {
      index += 1
      guard index == Self.count else { return }
      words[0] = words[Self.count - 1]
      index = 1
    }
    for step in 0..<Self.count {
      let last = words[index - 1]
      let place = step % key.count
      words[index] = (words[index] ^ (last ^ last >> 30) &* 1_664_525) &+ key[place] &+ UInt32(place)
      advance(&words)
    }
    for _ in 1..<Self.count {
      let last = words[index - 1]
      words[index] = (words[index] ^ (last ^ last >> 30) &* 1_566_083_941) &- UInt32(index)
      advance(&words)
    }
    words[0] = 0x8000_0000
  }

  /// Makes the next words of all those that were used up.
  private mutating func twist() {
    for index in 0..<Self.count {
      let next = words[(index + 1) % Self.count]
      let joined = words[index] & 0x8000_0000 | next & 0x7fff_ffff
      let matrix: UInt32 = joined & 1 == 0 ? 0 : 0x9908_b0df
      words[index] = words[(index + Self.middle) % Self.count] ^ joined >> 1 ^ matrix
    }
    position = 0
  }
}
