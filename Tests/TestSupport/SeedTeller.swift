import Simulation

/// Tells by its rewards which seed started an episode.
///
/// Every step pays the seed, and an episode has one step more than the seed's remainder by four. Episodes that no seed
/// started pay a million.
public struct SeedTeller: Environment {
  private var pay = 0.0
  private var steps = 0
  private var length = 1

  /// Makes the environment.
  public init() {}

  /// Nothing worth seeing.
  public var observationSpace: Discrete { Discrete(1) }
  /// Nothing worth doing.
  public var actionSpace: Discrete { Discrete(1) }

  /// Takes note of the seed.
  public mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Int>) {
    pay = seed.map { Double($0) } ?? 1e6
    length = seed.map { Self.length(ofSeed: $0) } ?? 1
    steps = 0
    observation[0] = 0
  }

  /// Pays the seed.
  public mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Int>) -> StepResult {
    steps += 1
    observation[0] = 0
    return steps == length ? .terminated(reward: pay) : .running(reward: pay)
  }

  /// How many steps the episode of a seed has.
  public static func length(ofSeed seed: UInt64) -> Int { Int(seed % 4) + 1 }

  /// A batch of the environment.
  public static func batch(of count: Int) -> VectorTask {
    VectorTask(count: count) { _ in SeedTeller() }
  }
}
