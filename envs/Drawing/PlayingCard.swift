import Raster

/// A card as it is drawn: 100 units wide, 140 high, around the origin of the coordinates it is drawn in.
struct PlayingCard {
  /// The rank of a card, as its corner shows it.
  enum Rank: Equatable {
    /// 1 (an ace) to 10.
    case number(Int)
    case jack, queen, king

    var name: String {
      switch self {
      case .number(1): "A"
      case .number(let number): "\(number)"
      case .jack: "J"
      case .queen: "Q"
      case .king: "K"
      }
    }
  }

  var rank: Rank
  var suit: Suit

  static let size = Size(100, 140)

  private static var outline: Rectangle { Rectangle(center: .zero, size: size) }

  func drawFace(on canvas: inout Canvas) {
    Self.drawPaper(on: &canvas)
    for turn in [0, Double.pi] {
      canvas.withTransform(.rotation(turn)) { canvas in
        canvas.label(
          rank.name, at: Point(-38, -54), size: rank == .number(10) ? 16 : 20, weight: .semiBold, color: suit.color)
        drawSign(at: Point(-38, -36), height: 13, on: &canvas)
      }
    }
    switch rank {
    case .number(1): drawSign(at: .zero, height: 52, on: &canvas)
    case .number(let number): drawPips(number, on: &canvas)
    case .jack, .queen, .king: drawPortrait(on: &canvas)
    }
  }

  /// Draws a card that lies face down.
  static func drawBack(on canvas: inout Canvas) {
    drawPaper(on: &canvas)
    let panel = outline.inset(by: 6)
    canvas.fill(
      .roundedRectangle(panel, cornerRadius: 6),
      LinearGradient(
        from: Point(panel.minX, panel.minY), to: Point(panel.maxX, panel.maxY),
        colors: [Palette.blue.mixed(with: Palette.ink, 0.15), Palette.ink.mixed(with: Palette.blue, 0.3)]))
    canvas.withClip(panel.inset(by: 5)) { canvas in
      for index in -8...8 {
        for lean in [-1.0, 1.0] {
          let x = Double(index) * 15
          canvas.line(
            from: Point(x - lean * 70, -70), to: Point(x + lean * 70, 70), Palette.paper.opacity(0.22), width: 1.4)
        }
      }
    }
    canvas.stroke(
      .roundedRectangle(panel.inset(by: 4), cornerRadius: 4), Palette.paper.opacity(0.6), width: 1.4)
    canvas.fillCircle(center: .zero, radius: 15, Palette.ink.mixed(with: Palette.blue, 0.35))
    canvas.strokeCircle(center: .zero, radius: 15, Palette.paper.opacity(0.6), width: 1.4)
    canvas.withTransform(.scale(15)) { $0.fill(Suit.spades.path, Palette.paper.opacity(0.85)) }
  }

  private static func drawPaper(on canvas: inout Canvas) {
    canvas.softShadow(below: outline, cornerRadius: 9, offset: 4, spread: 6, opacity: 0.34)
    canvas.fill(
      .roundedRectangle(outline, cornerRadius: 9),
      .vertical(from: -70, to: 70, colors: [.white, Palette.paper.mixed(with: Palette.sand, 0.12)]))
    canvas.stroke(.roundedRectangle(outline, cornerRadius: 9), Palette.ink.opacity(0.16), width: 0.8)
  }

  private func drawSign(at center: Point, height: Double, on canvas: inout Canvas) {
    canvas.withTransform(.translation(center.x, center.y).scaled(height)) { $0.fill(suit.path, suit.color) }
  }
}

extension PlayingCard {
  /// The places of the pips of a number, in columns and rows from -1 to 1.
  private static func pips(_ number: Int) -> [Point] {
    let corners = [Point(-1, -1), Point(1, -1), Point(-1, 1), Point(1, 1)]
    let sides = corners + [Point(-1, 0), Point(1, 0)]
    let thirds = corners + [Point(-1, -1.0 / 3), Point(1, -1.0 / 3), Point(-1, 1.0 / 3), Point(1, 1.0 / 3)]
    return switch number {
    case 2: [Point(0, -1), Point(0, 1)]
    case 3: [Point(0, -1), .zero, Point(0, 1)]
    case 4: corners
    case 5: corners + [.zero]
    case 6: sides
    case 7: sides + [Point(0, -0.5)]
    case 8: sides + [Point(0, -0.5), Point(0, 0.5)]
    case 9: thirds + [.zero]
    default: thirds + [Point(0, -2.0 / 3), Point(0, 2.0 / 3)]
    }
  }

  private func drawPips(_ number: Int, on canvas: inout Canvas) {
    for pip in Self.pips(number) {
      canvas.withTransform(
        .translation(pip.x * 17.5, pip.y * 45).rotated(pip.y > 0 ? .pi : 0).scaled(19)
      ) { $0.fill(suit.path, suit.color) }
    }
  }

  /// A tinted panel with a crown, the letter and the sign, the same both ways up.
  private func drawPortrait(on canvas: inout Canvas) {
    let panel = Rectangle(center: .zero, size: Size(56, 106))
    canvas.fill(
      .roundedRectangle(panel, cornerRadius: 5),
      LinearGradient(
        from: Point(-28, -53), to: Point(28, 53),
        colors: [Palette.gold.opacity(0.4), suit.color.opacity(0.16), Palette.gold.opacity(0.4)]))
    canvas.stroke(.roundedRectangle(panel, cornerRadius: 5), suit.color.opacity(0.5), width: 1.2)
    canvas.line(from: Point(-27, 12), to: Point(27, -12), suit.color.opacity(0.3), width: 1.2)
    for turn in [0, Double.pi] {
      canvas.withTransform(.rotation(turn)) { canvas in
        canvas.withTransform(.translation(3, -30)) { drawCrown(on: &$0) }
        drawSign(at: Point(-19, -43), height: 12, on: &canvas)
      }
    }
    canvas.fillCircle(center: .zero, radius: 16, Palette.paper)
    canvas.strokeCircle(center: .zero, radius: 16, suit.color.opacity(0.5), width: 1.2)
    if canvas.fonts == nil {
      drawSign(at: .zero, height: 18, on: &canvas)
    } else {
      canvas.label(rank.name, at: .zero, size: 20, weight: .semiBold, color: suit.color)
    }
  }

  /// A king's crown with a cross, a queen's with pearls, or a jack's cap with a feather.
  private func drawCrown(on canvas: inout Canvas) {
    if rank == .jack {
      canvas.fillEllipse(center: Point(0, 4), radiusX: 15, radiusY: 6, suit.color)
      canvas.fillRoundedRectangle(
        Rectangle(x: -13, y: 3, width: 26, height: 6), cornerRadius: 3, Palette.gold)
      var feather = Path()
      feather.move(to: Point(6, 4))
      feather.curve(to: Point(19, -16), control1: Point(4, -8), control2: Point(10, -16))
      feather.curve(to: Point(6, 4), control1: Point(19, -6), control2: Point(14, 0))
      canvas.fill(feather, Palette.teal)
      return
    }
    let points = [Point(-15, -6), Point(-7.5, -9), Point(0, -12), Point(7.5, -9), Point(15, -6)]
    var crown = [Point(13, 8), Point(-13, 8)]
    for (index, point) in points.enumerated() {
      if index > 0 { crown.append(Point((points[index - 1].x + point.x) / 2, 0)) }
      crown.append(point)
    }
    canvas.fillPolygon(crown, Palette.gold.mixed(with: Palette.darkWood, 0.12))
    canvas.fillRectangle(Rectangle(x: -13, y: 5, width: 26, height: 3.4), suit.color)
    for point in points {
      canvas.fillCircle(center: point, radius: 2.2, rank == .queen ? Palette.paper : Palette.gold)
      canvas.strokeCircle(center: point, radius: 2.2, Palette.darkWood.opacity(0.5), width: 0.6)
    }
    if rank == .king {
      canvas.line(from: Point(0, -19), to: Point(0, -11), suit.color, width: 2.2, cap: .butt)
      canvas.line(from: Point(-3.4, -16), to: Point(3.4, -16), suit.color, width: 2.2, cap: .butt)
    }
  }
}
