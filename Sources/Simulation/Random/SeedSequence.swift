/// Turns a seed of any size into well-mixed starting words for a generator, as `numpy.random.SeedSequence` does.
///
/// Mixing is a fold over the entropy words, so the pool and the running hash constant are all that a child needs: a
/// spawned sequence goes on where its parent stopped. That keeps the type a plain value of a few words.
///
/// Source: NumPy 2.4, `numpy/random/bit_generator.pyx`, after M. E. O'Neill's `seed_seq` alternative.
public struct SeedSequence: Sendable, Hashable, Codable {
  /// The four mixed words from which every output is computed.
  public private(set) var pool: SIMD4<UInt32> = .zero

  /// How many children `spawn(_:)` has handed out; the next child's key.
  public private(set) var childCount: UInt32 = 0

  private var hashConstant: UInt32 = 0x43b0_d7e5

  /// Mixes `entropy`, least significant word first, and then the words of `spawnKey`.
  ///
  /// - Parameters:
  ///   - entropy: Any number of words. Missing words up to the fourth count as zero, so `[]` and `[0]` are the same.
  ///   - spawnKey: The path from the root of a tree of spawned sequences; empty for a root.
  public init(entropy: [UInt32], spawnKey: [UInt32] = []) {
    for index in 0..<4 {
      pool[index] = hashed(index < entropy.count ? entropy[index] : 0)
    }
    for source in 0..<4 {
      for target in 0..<4 where target != source {
        pool[target] = Self.mixed(pool[target], hashed(pool[source]))
      }
    }
    for word in entropy.dropFirst(4) { absorb(word) }
    for word in spawnKey { absorb(word) }
  }

  /// Mixes one integer seed, as `SeedSequence(seed)` does in NumPy.
  public init(seed: UInt64) {
    self.init(entropy: [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)])
  }

  /// The first `count` 32-bit output words; asking twice gives the same words.
  public func generateState32(_ count: Int) -> [UInt32] {
    var output = Output(pool: pool)
    return (0..<count).map { _ in output.nextUInt32() }
  }

  /// The first `count` 64-bit output words, each of two 32-bit words, the low one first.
  public func generateState64(_ count: Int) -> [UInt64] {
    var output = Output(pool: pool)
    return (0..<count).map { _ in output.nextUInt64() }
  }

  /// Makes `count` sequences that are independent of this one, of each other and of earlier children.
  public mutating func spawn(_ count: Int) -> [SeedSequence] {
    precondition(count >= 0, "spawn(\(count)): the number of children must not be negative")
    return (0..<count).map { _ in
      var child = self
      child.childCount = 0
      child.absorb(childCount)
      childCount += 1
      return child
    }
  }
}

extension SeedSequence {
  private mutating func absorb(_ word: UInt32) {
    for target in 0..<4 {
      pool[target] = Self.mixed(pool[target], hashed(word))
    }
  }

  private mutating func hashed(_ word: UInt32) -> UInt32 {
    var value = word ^ hashConstant
    hashConstant &*= 0x931e_8875
    value &*= hashConstant
    return value ^ (value >> 16)
  }

  private static func mixed(_ left: UInt32, _ right: UInt32) -> UInt32 {
    let value = 0xca01_f9dd &* left &- 0x4973_f715 &* right
    return value ^ (value >> 16)
  }

  /// The endless stream of output words of one pool.
  struct Output {
    private let pool: SIMD4<UInt32>
    private var position = 0
    private var hashConstant: UInt32 = 0x8b51_f9dd

    init(pool: SIMD4<UInt32>) {
      self.pool = pool
    }

    mutating func nextUInt32() -> UInt32 {
      var value = pool[position & 3] ^ hashConstant
      hashConstant &*= 0x58f3_8ded
      value &*= hashConstant
      position += 1
      return value ^ (value >> 16)
    }

    mutating func nextUInt64() -> UInt64 {
      let low = UInt64(nextUInt32())
      return low | UInt64(nextUInt32()) << 32
    }
  }
}
