import Raster

/// A little person, 46 units high, that stands at the origin of the coordinates it is drawn in.
struct Figure {
  /// The headgear of a person.
  enum Hat {
    /// A pointed cap with a bobble.
    case elf
    /// A straw hat with a wide brim.
    case straw
    /// Nothing but hair.
    case hair
  }

  var coat: Color
  var hat: Hat
  var hatColor: Color
  var facing = GridDirection.down

  /// The turn of eyes and brim from the middle of the face: -1 left, 1 right.
  private var turn: Double {
    switch facing {
    case .left: -1
    case .right: 1
    case .up, .down: 0
    }
  }

  func draw(on canvas: inout Canvas, hasShadow: Bool = true) {
    if hasShadow { canvas.softShadow(center: Point(0, 0), radiusX: 17, radiusY: 6, opacity: 0.5) }
    drawLegs(on: &canvas)
    drawCoat(on: &canvas)
    drawHead(on: &canvas)
    drawHat(on: &canvas)
  }

  private func drawLegs(on canvas: inout Canvas) {
    for side in [-1.0, 1.0] {
      canvas.fillRoundedRectangle(
        Rectangle(x: side * 4.4 - 2.8, y: -11, width: 5.6, height: 10), cornerRadius: 2.4,
        Palette.ink.mixed(with: coat, 0.25))
      canvas.fillEllipse(
        center: Point(side * 4.4 + turn * 1.6, -1.3), radiusX: 4, radiusY: 2.5, Palette.darkWood)
    }
  }

  private func drawCoat(on canvas: inout Canvas) {
    let dark = coat.mixed(with: Palette.ink, 0.28)
    for side in [-1.0, 1.0] {
      canvas.line(from: Point(side * 6.5, -21), to: Point(side * 10.5, -13.5), dark, width: 5)
      canvas.fillCircle(center: Point(side * 10.8, -12.4), radius: 2.5, Palette.skin)
    }
    var torso = Path()
    torso.move(to: Point(-6.5, -25))
    torso.line(to: Point(6.5, -25))
    torso.curve(to: Point(10.5, -7), control1: Point(9, -21), control2: Point(10.5, -13))
    torso.curve(to: Point(-10.5, -7), control: Point(0, -4))
    torso.curve(to: Point(-6.5, -25), control1: Point(-10.5, -13), control2: Point(-9, -21))
    torso.close()
    canvas.fill(
      torso,
      LinearGradient(from: Point(-10, 0), to: Point(10, 0), colors: [coat.mixed(with: .white, 0.22), coat, dark]))
    canvas.line(from: Point(-9, -12.5), to: Point(9, -12.5), Palette.darkWood, width: 2.4, cap: .butt)
    if facing != .up {
      canvas.fillRectangle(Rectangle(x: turn * 4 - 1.8, y: -14.3, width: 3.6, height: 3.6), Palette.brass)
    }
    canvas.line(from: Point(-6, -24), to: Point(6, -24), hatColor.mixed(with: .white, 0.25), width: 4)
  }

  private func drawHead(on canvas: inout Canvas) {
    let center = Point(0, -33)
    let hair = Palette.darkWood
    if facing == .up {
      canvas.fillCircle(center: center, radius: 9.6, hair)
      return
    }
    canvas.fillCircle(center: Point(0, -33.6), radius: 9.6, hair)
    canvas.fillEllipse(
      center: Point(turn * 1.8, -31.8), radiusX: 8.4, radiusY: 8, Palette.skin)
    for side in [-1.0, 1.0] {
      let eye = Point(turn * 4.4 + side * (3.2 - abs(turn) * 0.6), -32)
      canvas.fillEllipse(center: eye, radiusX: 1.2, radiusY: 1.6, Palette.ink)
      canvas.fillCircle(
        center: Point(turn * 4 + side * 5.2, -28.8), radius: 1.6, Palette.coral.opacity(0.3))
    }
    canvas.arc(
      center: Point(turn * 4.4, -30), radius: 2.4, from: 0.25 * .pi, by: 0.5 * .pi, Palette.ink.opacity(0.7),
      width: 1)
  }
}

extension Figure {
  private func drawHat(on canvas: inout Canvas) {
    switch hat {
    case .elf: drawElfCap(on: &canvas)
    case .straw: drawStrawHat(on: &canvas)
    case .hair:
      guard facing != .up else { return }
      canvas.fillEllipse(center: Point(-turn * 1.5, -39.4), radiusX: 8.6, radiusY: 4.2, Palette.darkWood)
    }
  }

  private func drawElfCap(on canvas: inout Canvas) {
    let lean = turn == 0 ? 7.0 : -turn * 11
    let bobble = Point(lean, -51)
    var cap = Path()
    cap.move(to: Point(-9.8, -36))
    cap.curve(to: bobble, control1: Point(-8, -45), control2: Point(lean * 0.2 - 3, -55))
    cap.curve(to: Point(9.8, -36), control1: Point(lean * 0.4 + 4, -50), control2: Point(8.5, -44))
    cap.close()
    canvas.fill(
      cap,
      LinearGradient(
        from: Point(-9, -40), to: Point(9, -40),
        colors: [hatColor.mixed(with: .white, 0.2), hatColor, hatColor.mixed(with: Palette.ink, 0.22)]))
    canvas.line(from: Point(-8.4, -36.8), to: Point(8.4, -36.8), Palette.snow, width: 4.4)
    canvas.fillCircle(center: bobble, radius: 3.2, Palette.snow)
  }

  private func drawStrawHat(on canvas: inout Canvas) {
    canvas.fillEllipse(
      center: Point(turn * 1.5, -38.4), radiusX: 15, radiusY: 4, Palette.gold.mixed(with: Palette.darkWood, 0.3))
    canvas.fillEllipse(center: Point(turn * 1.5, -39.2), radiusX: 14.6, radiusY: 3.6, Palette.gold)
    canvas.fillRoundedRectangle(
      Rectangle(x: -8.2, y: -47.6, width: 16.4, height: 9), cornerRadius: 4.6,
      Palette.gold.mixed(with: .white, 0.15))
    canvas.fillRectangle(Rectangle(x: -8.2, y: -42.2, width: 16.4, height: 3.2), hatColor)
  }
}
