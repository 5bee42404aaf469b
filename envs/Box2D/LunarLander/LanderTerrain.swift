import Simulation

/// The ground under a lander: eleven points, with a flat pad in the middle.
public struct LanderTerrain: Sendable {
  /// The number of points.
  public static let pointCount = 11
  /// The width of the world, in metres.
  public static let width = 600 / LanderScale.pixelsPerMetre
  /// The height of the world, in metres.
  public static let height = 400 / LanderScale.pixelsPerMetre
  /// The height of the pad, in metres.
  public static let padHeight = height / 4

  private let heights: InlineArray<11, Double>

  /// Draws twelve heights, levels five of them to the pad's, and smooths all.
  init(using generator: inout RandomGenerator) {
    var raw = InlineArray<12, Double>(repeating: 0)
    for index in raw.indices { raw[index] = generator.uniform(0, Self.height / 2) }
    for index in 3...7 { raw[index] = Self.padHeight }
    var heights = InlineArray<11, Double>(repeating: 0)
    // The point left of the first one is the last, as Python's negative index has it.
    for index in heights.indices { heights[index] = 0.33 * (raw[(index + 11) % 12] + raw[index] + raw[index + 1]) }
    self.heights = heights
  }

  /// One of the points, in metres, from left to right.
  public subscript(index: Int) -> SIMD2<Double> {
    SIMD2(Self.width / Double(Self.pointCount - 1) * Double(index), heights[index])
  }

  /// The pad's left and right ends, in metres.
  public static var pad: ClosedRange<Double> { width * 0.4...width * 0.6 }
}

/// The scale that Gymnasium gives its Box2D worlds.
enum LanderScale {
  /// Pixels to a metre.
  static let pixelsPerMetre = 30.0
  /// Steps per second.
  static let framesPerSecond = 50.0
}
