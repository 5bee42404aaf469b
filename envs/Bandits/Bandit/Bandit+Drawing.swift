import CMath
import Raster
import Simulation

extension Bandit: Drawable {
  /// 600 wide, and as high as the rows of machines need.
  public var frameSize: Size { BanditScene.frame(arms: configuration.arms) }

  /// Draws a slot machine for each arm with what it has paid so far, and what its chances were once all pulls are done.
  public func draw(on canvas: inout Canvas) { BanditScene(bandit: self).draw(on: &canvas) }
}

extension Bandit: Watchable {
  /// The outcome: the coins won.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? {
    let coins = records.reduce(0) { $0 + $1.wins }
    return ending(status, terminated: EpisodeEnding("Won \(coins) of \(configuration.pulls)", .neutral))
  }
}

/// The picture of a row of slot machines.
private struct BanditScene {
  let bandit: Bandit

  /// The size of a machine's place, in the coordinates that it is drawn in.
  private static let cell = Size(108, 164)
  private static let margin = 30.0
  private static let headroom = 70.0
  private static let width = 600.0
  private static let cabinets = [Palette.coral, Palette.teal, Palette.plum, Palette.blue, Palette.amber]

  private static func columns(arms: Int) -> Int {
    arms <= 5 ? max(arms, 3) : Int((Double(arms) * 1.25).squareRoot().rounded(.up)) + 1
  }

  private static func scale(arms: Int) -> Double {
    min((width - 2 * margin) / (Double(columns(arms: arms)) * cell.width), 1.5)
  }

  static func frame(arms: Int) -> Size {
    let (columns, scale) = (columns(arms: arms), scale(arms: arms))
    let rows = (arms + columns - 1) / columns
    return Size(width, headroom + Double(rows) * cell.height * scale + margin + 14)
  }

  func draw(on canvas: inout Canvas) {
    drawHall(on: &canvas)
    let arms = bandit.configuration.arms
    let (columns, scale) = (Self.columns(arms: arms), Self.scale(arms: arms))
    for arm in 0..<arms {
      let (row, column) = arm.quotientAndRemainder(dividingBy: columns)
      let inRow = min(columns, arms - row * columns)
      let left = (Self.width - Double(inRow) * Self.cell.width * scale) / 2
      let corner = Point(
        left + Double(column) * Self.cell.width * scale, Self.headroom + Double(row) * Self.cell.height * scale)
      canvas.withTransform(.translation(corner.x, corner.y).scaled(scale)) { drawMachine(arm, on: &$0) }
    }
    canvas.readings(
      [
        ("pulls", "\(bandit.pulls) of \(bandit.configuration.pulls)"),
        ("won", "\(bandit.records.reduce(0) { $0 + $1.wins })"),
      ], in: frame, nameColor: Palette.sand.opacity(0.8), valueColor: Palette.gold)
  }

  private var frame: Size { Self.frame(arms: bandit.configuration.arms) }

  /// A dark hall with lamps over the machines, and a carpet.
  private func drawHall(on canvas: inout Canvas) {
    let (frame, wall) = (frame, Palette.plum.mixed(with: Palette.ink, 0.62))
    canvas.fillRectangle(
      .band(of: frame),
      .vertical(
        from: 0, to: frame.height,
        colors: [wall.mixed(with: Palette.ink, 0.35), wall, wall.mixed(with: Palette.coral, 0.12)]))
    for index in 0..<7 {
      let center = Point((Double(index) + 0.5) * frame.width / 7, 20)
      canvas.glow(center: center, radius: 60, color: Palette.gold, opacity: 0.3)
      canvas.line(from: Point(center.x, -20), to: Point(center.x, 10), Palette.ink.opacity(0.7), width: 2)
      canvas.fillCircle(center: center, radius: 7, Palette.sun)
    }
    canvas.fillRectangle(
      .band(of: frame, from: frame.height - 40), Palette.coral.mixed(with: Palette.ink, 0.66))
    canvas.line(
      from: Point(-20, frame.height - 40), to: Point(frame.width + 20, frame.height - 40),
      Palette.gold.opacity(0.4), width: 2)
  }
}

extension BanditScene {
  private func drawMachine(_ arm: Int, on canvas: inout Canvas) {
    let isLast = bandit.lastArm == arm
    let color = Self.cabinets[arm % Self.cabinets.count]
    if isLast { canvas.glow(center: Point(50, 80), radius: 92, color: Palette.gold, opacity: 0.45) }
    canvas.softShadow(center: Point(50, 156), radiusX: 50, radiusY: 9, opacity: 0.7)
    drawLever(isDown: isLast, color, on: &canvas)
    drawCabinet(color, on: &canvas)
    canvas.label(
      "\(arm + 1)", at: Point(50, 24), size: 17, weight: .semiBold, color: color.mixed(with: Palette.ink, 0.6))
    drawWindow(isLast: isLast, on: &canvas)
    drawRecord(bandit.records[arm], chance: bandit.isOver ? bandit.chances[arm] : nil, on: &canvas)
  }

  private func drawCabinet(_ color: Color, on canvas: inout Canvas) {
    let dark = color.mixed(with: Palette.ink, 0.35)
    canvas.fillRoundedRectangle(Rectangle(x: 8, y: 140, width: 84, height: 17), cornerRadius: 4, dark)
    let body = Rectangle(x: 12, y: 8, width: 76, height: 138)
    canvas.fill(
      .roundedRectangle(body, cornerRadius: 16),
      LinearGradient(
        from: Point(body.minX, 0), to: Point(body.maxX, 0),
        colors: [color.mixed(with: .white, 0.28), color, color, dark]))
    canvas.fillRoundedRectangle(
      Rectangle(x: 26, y: 13, width: 48, height: 22), cornerRadius: 11, Palette.paper.opacity(0.85))
  }

  private func drawLever(isDown: Bool, _ color: Color, on canvas: inout Canvas) {
    let knob = isDown ? Point(100, 104) : Point(100, 40)
    canvas.line(from: Point(88, 74), to: Point(98, 74), Palette.rail, width: 8)
    canvas.line(from: Point(98, 74), to: knob, Palette.deepIce, width: 4)
    canvas.fillCircle(center: knob, radius: 7.5, Palette.coral.mixed(with: Palette.ink, 0.3))
    canvas.fillCircle(center: Point(knob.x - 1, knob.y - 1), radius: 6, Palette.coral)
    canvas.fillCircle(center: Point(knob.x - 3, knob.y - 3), radius: 2, Palette.paper.opacity(0.7))
  }

  /// The window with the last pull's coin, or the blank that came instead of it.
  private func drawWindow(isLast: Bool, on canvas: inout Canvas) {
    let window = Rectangle(x: 22, y: 41, width: 56, height: 44)
    canvas.fillRoundedRectangle(window.inset(by: -3), cornerRadius: 9, Palette.brass)
    canvas.fill(
      .roundedRectangle(window, cornerRadius: 7),
      .vertical(
        from: window.minY, to: window.maxY, colors: [Palette.sand, Palette.paper, Palette.paper, Palette.sand]))
    let center = Point(50, 63)
    guard isLast else {
      canvas.line(from: Point(40, 63), to: Point(60, 63), Palette.darkSand, width: 4)
      return
    }
    if bandit.hasPaid {
      drawCoin(center: center, radius: 16, on: &canvas)
    } else {
      for side in [-1.0, 1.0] {
        canvas.line(
          from: Point(center.x - 10, center.y - 10 * side), to: Point(center.x + 10, center.y + 10 * side),
          Palette.mutedInk, width: 5)
      }
    }
  }

  private func drawCoin(center: Point, radius: Double, on canvas: inout Canvas) {
    canvas.fillCircle(center: center, radius: radius, Palette.gold.mixed(with: Palette.darkWood, 0.45))
    canvas.fillCircle(center: center, radius: radius * 0.9, Palette.gold)
    canvas.strokeCircle(
      center: center, radius: radius * 0.66, Palette.gold.mixed(with: Palette.darkWood, 0.35), width: radius * 0.1)
    canvas.fillCircle(
      center: Point(center.x - radius * 0.3, center.y - radius * 0.35), radius: radius * 0.22,
      Palette.sun.opacity(0.8))
  }

  /// Wins of all pulls on a scale, with a mark for the chance where it is told.
  private func drawRecord(_ record: Bandit.Record, chance: Double?, on canvas: inout Canvas) {
    let tray = Rectangle(x: 20, y: 95, width: 60, height: 40)
    canvas.fillRoundedRectangle(tray, cornerRadius: 7, Palette.ink.opacity(0.8))
    let scale = Rectangle(x: 26, y: 120, width: 48, height: 8)
    canvas.fillRoundedRectangle(scale, cornerRadius: 4, Palette.rail)
    if record.pulls > 0 {
      let share = Double(record.wins) / Double(record.pulls)
      let filled = Rectangle(x: scale.x, y: scale.y, width: max(8, scale.width * share), height: scale.height)
      canvas.fillRoundedRectangle(filled, cornerRadius: 4, record.wins > 0 ? Palette.gold : Palette.mutedInk)
      canvas.label(
        "\(record.wins) / \(record.pulls)", at: Point(50, 108), size: 13, weight: .semiBold, color: Palette.paper)
    }
    guard let chance else { return }
    let x = scale.x + scale.width * chance
    canvas.line(from: Point(x, scale.y - 4), to: Point(x, scale.maxY + 4), Palette.paper, width: 3)
  }
}
