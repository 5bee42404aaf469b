import CMath
import Raster

/// The picture of a race: road and car seen from a camera that follows the car, which always drives up the frame.
///
/// The picture is laid out on Gymnasium's window of 1000 by 800. What is observed is drawn as there; windows and videos
/// share its camera, ground and road and have finer colours, a finer car and other instruments.
struct RaceScene {
  let track: RaceTrack
  let isWorn: [Bool]
  let colors: RaceColors
  let car: CarState
  let score: Double
  /// Pixels of the layout to a unit of the physics.
  let zoom: Double
  /// The transform from the field to the layout.
  let camera: Transform2D

  static let layout = Size(1000, 800)
  /// The place of the car on the layout.
  static let carPlace = Point(500, 600)
  /// The upper edge of the instruments.
  static let dashboard = 700.0
  static let finalZoom = 6 * 2.7

  /// Looks at a race.
  ///
  /// - Parameters:
  ///   - race: The race.
  ///   - zoomsIn: True if the camera comes down in the first second.
  ///   - score: The score that is shown; `nil` for the race's.
  init(_ race: borrowing CarRace, zoomsIn: Bool, score: Double? = nil) {
    track = race.track
    isWorn = race.isWorn
    colors = race.colors
    car = race.car.state
    self.score = score ?? race.score
    let time = zoomsIn ? race.time : 1
    zoom = 0.1 * 6 * max(1 - time, 0) + Self.finalZoom * min(time, 1)
    let hull = car.hull
    camera = Transform2D.translation(Self.carPlace.x, Self.carPlace.y).scaled(zoom, -zoom)
      .rotated(-Double(hull.angle)).translated(-Double(hull.position.x), -Double(hull.position.y))
  }

  /// The part of the field that a camera sees: a rectangle turned with the car.
  struct View {
    let center: SIMD2<Double>
    let halfSize: SIMD2<Double>
    let right: SIMD2<Double>

    /// The distance of a place from the view; 0 or less inside.
    @inline(__always)
    func distance(of place: SIMD2<Double>) -> Double {
      let offset = place - center
      let across = abs(offset.x * right.x + offset.y * right.y) - halfSize.x
      let along = abs(offset.y * right.x - offset.x * right.y) - halfSize.y
      return max(across, along)
    }
  }

  /// The part of the field that the camera sees between the upper edge of the layout and a lower one.
  func view(downTo bottom: Double) -> View {
    let turn = palaestra_sincos(Double(car.hull.angle))
    let up = SIMD2(-turn.sine, turn.cosine)
    let ahead = (Self.carPlace.y - bottom / 2) / zoom
    return View(
      center: SIMD2(Double(car.hull.position.x), Double(car.hull.position.y)) + up * ahead,
      halfSize: SIMD2(Self.layout.width, bottom) / (2 * zoom), right: SIMD2(turn.cosine, turn.sine))
  }
}

extension Point {
  init(_ place: SIMD2<Double>) { self.init(place.x, place.y) }
}
