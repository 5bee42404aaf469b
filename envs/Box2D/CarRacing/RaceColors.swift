import Raster
import Simulation

/// The colours of a race's ground: components from 0 to 255.
struct RaceColors: Equatable, Sendable {
  var road = SIMD3<Double>(102, 102, 102)
  var field = SIMD3<Double>(102, 204, 102)
  var grass = SIMD3<Double>(102, 230, 102)

  /// Grey road and green grass.
  init() {}

  /// Draws colours as Gymnasium's domain randomisation does.
  init(using generator: inout RandomGenerator) {
    road = Self.color(using: &generator)
    field = Self.color(using: &generator)
    grass = field
    grass[generator.integers(0..<3)] += 20
  }

  private static func color(using generator: inout RandomGenerator) -> SIMD3<Double> {
    var color = SIMD3<Double>.zero
    for index in color.indices { color[index] = generator.uniform(0, 210) }
    return color
  }

  /// The colour of a tile that no car has come upon yet: every third one is a little lighter, the next one more so.
  func fresh(tile index: Int) -> SIMD3<Double> { road + 0.01 * Double(index % 3) * 255 }
}

/// The colours that a race is painted with.
struct RacePaint {
  var beyond = Color.black
  var field: Color
  var grass: Color
  var road: Color
  /// The colours of tiles that no car has come upon yet.
  var shade1: Color
  var shade2: Color
  var kerb1 = Color.white
  var kerb2 = Color(0xFF0000)

  /// Colours as they are drawn, cut to integers as in Gymnasium.
  init(_ colors: RaceColors) {
    field = Self.color(colors.field)
    grass = Self.color(colors.grass)
    road = Self.color(colors.road)
    shade1 = Self.color(colors.fresh(tile: 1))
    shade2 = Self.color(colors.fresh(tile: 2))
  }

  private static func color(_ components: SIMD3<Double>) -> Color {
    Color(red: UInt8(components.x), green: UInt8(components.y), blue: UInt8(components.z))
  }
}
