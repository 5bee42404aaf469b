/// The last puffs of the engines, for drawings: each flies on freely and fades, so that nothing is simulated.
struct LanderExhaust {
  /// A puff as it left its engine.
  struct Puff {
    var position = SIMD2<Double>.zero
    /// The velocity away from the engine, in metres per second.
    var velocity = SIMD2<Double>.zero
    var power = 0.0
    var isMain = false
    /// The step in which it was blown.
    var birth = -1000
  }

  /// The number of steps that a puff is seen.
  static let lifetime = 24

  private var puffs = InlineArray<32, Puff>(repeating: Puff())
  private var next = 0
  private(set) var step = 0

  mutating func removeAll() { self = LanderExhaust() }

  /// Counts a step.
  mutating func advance() { step += 1 }

  mutating func add(at position: SIMD2<Double>, velocity: SIMD2<Double>, power: Double, isMain: Bool) {
    puffs[next] = Puff(position: position, velocity: velocity, power: power, isMain: isMain, birth: step)
    next = (next + 1) % 32
  }

  /// The puffs that are still seen, each with its age from 0 to 1.
  func forEach(_ body: (Puff, Double) -> Void) {
    for offset in 0..<32 {
      let puff = puffs[(next + offset) % 32]
      let age = Double(step - puff.birth) / Double(Self.lifetime)
      if age < 1 { body(puff, age) }
    }
  }
}
