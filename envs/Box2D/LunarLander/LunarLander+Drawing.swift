import Raster
import Simulation

extension Lander: Drawable {
  /// 600 by 400, as in Gymnasium.
  public var frameSize: Size { Size(600, 400) }

  /// Draws the moon at night, the pad between its flags, and the lander with its flames and puffs.
  public func draw(on canvas: inout Canvas) {
    var puffs: [(LanderExhaust.Puff, age: Double)] = []
    exhaust.forEach { puffs.append(($0, age: $1)) }
    let scene = LanderScene(
      terrain: terrain, bodies: bodies, thrust: thrust, puffs: puffs, step: exhaust.step, gust: gust,
      observed: LanderState(world).numbers, fate: fate)
    scene.draw(on: &canvas)
  }
}

extension Lander: Watchable {
  /// The outcome: landed, crashed, flown away, or out of time.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? {
    guard let fate else { return .plain(status) }
    return ending(status, terminated: fate.ending)
  }

  /// The outcome of the landing; `nil` while the lander is under way.
  private var fate: LanderFate? {
    let place = LanderState(world).numbers[0]
    if !world.isAwake {
      let half = (LanderTerrain.pad.upperBound - LanderTerrain.pad.lowerBound) / LanderTerrain.width
      return abs(place) <= half ? .landed : .landedBesideThePad
    }
    if world.hasCrashed { return .crashed }
    return abs(place) >= 1 ? .flownAway : nil
  }
}

/// The outcome of a landing.
enum LanderFate {
  case landed, landedBesideThePad, crashed, flownAway

  var ending: EpisodeEnding {
    switch self {
    case .landed: EpisodeEnding("Landed", .success)
    case .landedBesideThePad: EpisodeEnding("Landed beside the pad", .success)
    case .crashed: EpisodeEnding("Crashed", .failure)
    case .flownAway: EpisodeEnding("Flew away", .failure)
    }
  }
}

/// The picture of a landing.
struct LanderScene {
  let terrain: LanderTerrain
  let bodies: LanderBodies
  let thrust: LanderThrust
  let puffs: [(LanderExhaust.Puff, age: Double)]
  let step: Int
  /// The wind's force, as a fraction of its greatest.
  let gust: Double
  let observed: InlineArray<8, Double>
  /// The outcome of the landing; `nil` while the lander is under way.
  let fate: LanderFate?

  static let frame = Size(600, 400)
  static let scale = LanderScale.pixelsPerMetre

  func draw(on canvas: inout Canvas) {
    drawSky(on: &canvas)
    drawGround(on: &canvas)
    drawPad(on: &canvas)
    drawShadow(on: &canvas)
    drawPuffs(on: &canvas)
    drawLander(on: &canvas)
    drawWind(on: &canvas)
    drawFate(on: &canvas)
    canvas.readings(
      [
        ("height", (observed[1] * LanderTerrain.height / 2).reading(decimals: 1, unit: " m")),
        ("speed", (observed[3] * 50 / (LanderTerrain.height / 2)).reading(decimals: 1, unit: " m/s")),
        ("tilt", (observed[4] * 180 / .pi).reading(decimals: 0, unit: "°")),
      ], in: Self.frame, nameColor: LunarPalette.dust, valueColor: Palette.paper)
  }

  /// The point of the frame for a place of the world.
  static func point(_ x: Double, _ y: Double) -> Point {
    Point((x * scale).drawable(), (frame.height - y * scale).drawable())
  }

  /// The height of the ground at a place, in metres.
  func groundHeight(at x: Double) -> Double {
    let spacing = LanderTerrain.width / Double(LanderTerrain.pointCount - 1)
    let place = min(max(x.drawable() / spacing, 0), Double(LanderTerrain.pointCount - 1) - 1e-9)
    let left = Int(place)
    let (a, b) = (terrain[left].y, terrain[left + 1].y)
    return a + (b - a) * (place - Double(left))
  }
}

/// The colours of the moon.
enum LunarPalette {
  static let zenith = Color(0x0E1830)
  static let night = Color(0x22305A)
  static let dusk = Color(0x54507E)
  static let horizon = Color(0xA9798C)
  static let dust = Color(0xC9CCD6)
  static let brightGround = Color(0xDCDDE3)
  static let ground = Color(0x9A9CAB)
  static let deepGround = Color(0x4B4C60)
  static let farRange = Color(0x4A4A74)
  static let nearRange = Color(0x3B3C60)
  static let flame = Color(0xFFD27A)
  static let flameEdge = Color(0xF08A4B)
}
