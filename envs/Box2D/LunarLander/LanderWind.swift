import CMath
import Simulation

/// Wind that never repeats: the hyperbolic tangent of two sines whose periods have no common multiple.
struct LanderWind {
  private var forcePhase: Int
  private var torquePhase: Int

  /// Draws where in the pattern force and torque begin.
  init(using generator: inout RandomGenerator) {
    forcePhase = generator.integers(-9999..<9999)
    torquePhase = generator.integers(-9999..<9999)
  }

  /// The next force and torque, each in [-1, 1].
  mutating func next() -> SIMD2<Double> {
    defer { (forcePhase, torquePhase) = (forcePhase + 1, torquePhase + 1) }
    return SIMD2(Self.strength(at: forcePhase), Self.strength(at: torquePhase))
  }

  private static func strength(at phase: Int) -> Double {
    palaestra_tanh(palaestra_sin(0.02 * Double(phase)) + palaestra_sin(Double.pi * 0.01 * Double(phase)))
  }
}
