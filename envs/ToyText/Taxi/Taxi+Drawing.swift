import Raster
import Simulation

extension Taxi: Drawable {
  /// The town's five by five tiles with gardens around them, and a line of text below.
  public var frameSize: Size { TaxiScene.frame }

  /// Draws the town from above, the passenger, the destination and the taxi.
  public func draw(on canvas: inout Canvas) {
    let heading = lastAction.flatMap { $0 < 4 ? [GridDirection.down, .up, .right, .left][$0] : nil }
    TaxiScene(situation: situation, heading: heading ?? .right, isRainy: configuration.isRainy).draw(on: &canvas)
  }
}

extension Taxi: Watchable {
  /// The outcome: the passenger is where they want to be, or time is out.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? {
    ending(status, terminated: EpisodeEnding("Passenger delivered", .success))
  }
}

/// The picture of a town with a taxi.
struct TaxiScene {
  let situation: Taxi.Situation
  let heading: GridDirection
  let isRainy: Bool

  static let town = Board(rows: 5, columns: 5, tileSide: 84, origin: Point(36, 84))
  static let frame = Size(town.bounds.maxX + 36, town.bounds.maxY + 66)

  var town: Board { Self.town }
  var frame: Size { Self.frame }

  /// The colours of the stands, and their names.
  static let stands = [
    (color: Palette.coral, name: "red"), (color: Color(0x63AD6C), name: "green"),
    (color: Palette.gold, name: "yellow"), (color: Palette.blue, name: "blue"),
  ]

  private var taxi: GridPosition { GridPosition(row: situation.row, column: situation.column) }
  private var isCarrying: Bool { situation.passenger == 4 }

  private func position(ofStand stand: Int) -> GridPosition {
    GridPosition(row: Taxi.stands[stand].row, column: Taxi.stands[stand].column)
  }

  func draw(on canvas: inout Canvas) {
    drawGround(on: &canvas)
    drawLanes(on: &canvas)
    for stand in Taxi.stands.indices {
      town.draw(in: position(ofStand: stand), on: &canvas) { drawStand(stand, on: &$0) }
    }
    drawBlocks(on: &canvas)
    drawHedges(on: &canvas)
    town.draw(in: taxi, on: &canvas) { canvas in
      canvas.withTransform(.translation(taxiPlace.x, taxiPlace.y)) { drawTaxi(on: &$0) }
    }
    if !isCarrying { drawPassenger(on: &canvas) }
    town.draw(in: position(ofStand: situation.destination), on: &canvas) { drawPin(on: &$0) }
    if isRainy { drawRain(on: &canvas) }
    if situation.passenger == situation.destination {
      let corner = town.corner(position(ofStand: situation.destination))
      canvas.verdict(true, at: Point(corner.x + 62, corner.y + 62), in: frame)
    }
    drawLegend(on: &canvas)
  }

  private func drawStand(_ stand: Int, on canvas: inout Canvas) {
    let color = Self.stands[stand].color
    let pad = Rectangle(x: 10, y: 10, width: 44, height: 44)
    if stand == situation.destination {
      canvas.glow(center: Point(32, 32), radius: 52, color: color.mixed(with: .white, 0.4), opacity: 1)
    }
    canvas.fillRoundedRectangle(pad, cornerRadius: 9, color.opacity(0.82))
    canvas.stroke(
      .roundedRectangle(pad.inset(by: 3.5), cornerRadius: 6.5), Palette.paper.opacity(0.75),
      style: StrokeStyle(width: 1.4, cap: .butt, dashes: [4.4, 3]))
    canvas.label(
      Self.stands[stand].name.prefix(1).uppercased(), at: Point(20, 21), size: 12, weight: .semiBold,
      color: Palette.paper)
  }

  /// True if the passenger stands on the taxi's tile, so that both must make room.
  private var isMeeting: Bool { !isCarrying && position(ofStand: situation.passenger) == taxi }

  /// The place of the taxi on its tile.
  private var taxiPlace: Point {
    guard isMeeting else { return Point(32, 33) }
    return heading == .left || heading == .right ? Point(32, 20) : Point(43, 33)
  }

  private func drawPassenger(on canvas: inout Canvas) {
    let passenger = Figure(coat: Palette.plum, hat: .hair, hatColor: Palette.gold)
    let place =
      !isMeeting ? Point(32, 52) : heading == .left || heading == .right ? Point(32, 61) : Point(17, 55)
    town.draw(in: position(ofStand: situation.passenger), on: &canvas) { canvas in
      canvas.withTransform(.translation(place.x, place.y).scaled(isMeeting ? 0.7 : 0.85)) {
        passenger.draw(on: &$0)
      }
    }
  }

  /// A pin over the destination, its tip on the upper edge of the stand.
  private func drawPin(on canvas: inout Canvas) {
    let color = Self.stands[situation.destination].color
    var pin = Path()
    pin.move(to: Point(0, 0))
    pin.curve(to: Point(-9, -17), control1: Point(-2, -6), control2: Point(-9, -10))
    pin.arc(center: Point(0, -17), radius: 9, from: .pi, by: .pi)
    pin.curve(to: Point(0, 0), control1: Point(9, -10), control2: Point(2, -6))
    pin.close()
    canvas.withTransform(.translation(46, 17)) { canvas in
      canvas.softShadow(center: Point(0, 0.5), radiusX: 7, radiusY: 3, opacity: 0.6)
      canvas.fill(pin, color.mixed(with: Palette.ink, 0.1))
      canvas.stroke(pin, Palette.paper, width: 1.8)
      canvas.fillCircle(center: Point(0, -17), radius: 3.6, Palette.paper)
    }
  }
}

extension TaxiScene {
  /// The taxi from above, around the origin.
  private func drawTaxi(on canvas: inout Canvas) {
    canvas.softShadow(center: Point(0, 3), radiusX: 27, radiusY: 24, opacity: 0.4)
    canvas.withTransform(.rotation(heading.angle)) { canvas in
      for (x, y) in [(-13.0, -11.0), (12, -11), (-13, 11), (12, 11)] {
        canvas.fillRoundedRectangle(
          Rectangle(center: Point(x, y), size: Size(9, 5)), cornerRadius: 2, Palette.tyre)
      }
      let paint = isCarrying ? Palette.amber : Palette.gold
      let body = Rectangle(x: -23, y: -11.5, width: 46, height: 23)
      canvas.fill(
        .roundedRectangle(body, cornerRadius: 8),
        LinearGradient(
          from: Point(-23, 0), to: Point(23, 0),
          colors: [paint.mixed(with: Palette.darkWood, 0.18), paint, paint.mixed(with: .white, 0.3)]))
      canvas.stroke(.roundedRectangle(body, cornerRadius: 8), Palette.darkWood.opacity(0.45), width: 1)
      drawCabin(paint: paint, on: &canvas)
      for side in [-1.0, 1.0] {
        canvas.fillEllipse(center: Point(21, side * 7.6), radiusX: 1.8, radiusY: 2.6, Palette.sun)
        canvas.fillEllipse(center: Point(-21.6, side * 7.6), radiusX: 1.3, radiusY: 2.4, Palette.coral)
        for check in 0..<5 {
          canvas.fillRectangle(
            Rectangle(x: -11 + Double(check) * 5, y: side * 9.6 - 1.1, width: 2.5, height: 2.2), Palette.ink)
        }
      }
    }
  }

  /// Windows and roof: a sign shines while the taxi is free, and the passenger is seen while it is not.
  private func drawCabin(paint: Color, on canvas: inout Canvas) {
    let glass = Palette.ink.mixed(with: Palette.blue, 0.3)
    canvas.fillPolygon([Point(6, -7), Point(12, -8.6), Point(12, 8.6), Point(6, 7)], glass)
    canvas.fillPolygon([Point(-11, -7), Point(-16, -8.2), Point(-16, 8.2), Point(-11, 7)], glass)
    canvas.line(from: Point(10.4, -5.5), to: Point(8.2, -1), Color.white.opacity(0.5), width: 1.2)
    canvas.fillRoundedRectangle(
      Rectangle(x: -11, y: -7.4, width: 17.4, height: 14.8), cornerRadius: 3, paint.mixed(with: .white, 0.22))
    if isCarrying {
      canvas.fillRoundedRectangle(
        Rectangle(x: -8.6, y: -5.6, width: 12.6, height: 11.2), cornerRadius: 2.5, glass)
      canvas.fillEllipse(center: Point(-2.4, 0), radiusX: 3.6, radiusY: 5.4, Palette.plum.mixed(with: .white, 0.15))
      canvas.fillCircle(center: Point(-2, 0), radius: 3.3, Palette.darkWood)
      canvas.fillCircle(center: Point(-1.2, -0.9), radius: 1.2, Palette.wood)
    } else {
      canvas.glow(center: Point(-2, 0), radius: 13, color: Palette.sun, opacity: 0.9)
      canvas.fillRoundedRectangle(
        Rectangle(x: -4.4, y: -5.6, width: 4.8, height: 11.2), cornerRadius: 1.8, .white)
      canvas.stroke(
        .roundedRectangle(Rectangle(x: -4.4, y: -5.6, width: 4.8, height: 11.2), cornerRadius: 1.8),
        Palette.darkWood.opacity(0.5), width: 0.8)
    }
  }
}
