import Raster
import Simulation

extension TabularMDP: Drawable {
  /// 520 by 540.
  public var frameSize: Size { TabularMDPScene.frame }

  /// Draws the states as islands in a ring, the player on one of them, and where the last step went.
  ///
  /// The larger an island's dot of an action, the more the action pays there on the mean.
  public func draw(on canvas: inout Canvas) { TabularMDPScene(world: self).draw(on: &canvas) }
}

extension TabularMDP: Watchable {
  /// The outcome: all steps are done.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? {
    ending(status, terminated: EpisodeEnding("All steps taken", .neutral))
  }
}

/// The picture of a ring of islands.
private struct TabularMDPScene {
  let world: TabularMDP

  static let frame = Size(520, 540)
  private static let center = Point(260, 282)
  private static let colors = [
    Palette.coral, Palette.teal, Palette.gold, Palette.plum, Palette.blue, Palette.amber,
  ]

  private var states: Int { world.configuration.states }
  /// The radius of an island.
  private var size: Double { states == 1 ? 44 : min(44, 560 / Double(states)) }
  private var ring: Double { states == 1 ? 0 : 246 - size * 1.35 }

  func draw(on canvas: inout Canvas) {
    drawSea(on: &canvas)
    drawRoutes(on: &canvas)
    for state in 0..<states { drawIsland(state, on: &canvas) }
    drawLastStep(on: &canvas)
    drawPlayer(on: &canvas)
    let reward = world.lastStep?.reward.reading(decimals: 2) ?? "–"
    canvas.readings(
      [("step", "\(world.steps) of \(world.configuration.horizon)"), ("reward", reward)], in: Self.frame,
      nameColor: Palette.deepWater, valueColor: Palette.deepWater)
  }

  private func place(_ state: Int) -> Point {
    .onCircle(center: Self.center, radius: ring, angle: 2 * .pi * Double(state) / Double(states) - .pi / 2)
  }

  private func drawSea(on canvas: inout Canvas) {
    let frame = Self.frame
    canvas.fillRectangle(
      .band(of: frame),
      .vertical(from: 0, to: frame.height, colors: [Palette.ice, Palette.deepIce, Palette.deepIce]))
    for index in 0..<46 {
      let noise = TileNoise(300 + index)
      let start = Point(noise.value(0) * frame.width, noise.value(1) * frame.height)
      let length = noise.value(2, in: 8...22)
      canvas.line(
        from: start, to: Point(start.x + length, start.y), Color.white.opacity(noise.value(3, in: 0.2...0.55)),
        width: 2)
    }
  }

  /// The probabilities of the last action's next states, as bridges of that width.
  private func drawRoutes(on canvas: inout Canvas) {
    guard let last = world.lastStep else { return }
    let range = world.next(of: last.action, in: last.state)
    let color = color(of: last.action).mixed(with: Palette.paper, 0.3)
    for index in range where index - range.lowerBound != last.state {
      let probability = world.probabilities[index]
      canvas.line(
        from: place(last.state), to: place(index - range.lowerBound), color.opacity(0.4 + 0.5 * probability),
        width: 1.5 + 20 * probability)
    }
  }

  private func color(of action: Int) -> Color { Self.colors[action % Self.colors.count] }
}

extension TabularMDPScene {
  private func drawIsland(_ state: Int, on canvas: inout Canvas) {
    let place = place(state)
    canvas.withTransform(.translation(place.x, place.y).scaled(size / 44)) { canvas in
      canvas.softShadow(center: Point(0, 10), radiusX: 52, radiusY: 46, color: Palette.deepWater, opacity: 0.4)
      canvas.fillCircle(center: .zero, radius: 42, Palette.sand.mixed(with: .white, 0.3))
      canvas.fillCircle(center: .zero, radius: 39, Palette.sand)
      canvas.fillCircle(
        center: Point(0, -1), radius: 33,
        RadialGradient(colors: [Palette.lightGrass, Palette.lightGrass, Palette.grass]))
      for action in 0..<world.configuration.actionCount { drawReward(action, of: state, on: &canvas) }
      guard size > 15 else { return }
      canvas.label(
        "\(state)", at: Point(0, -2), size: 15, weight: .semiBold,
        color: Palette.darkGrass.mixed(with: Palette.ink, 0.4))
    }
  }

  /// A dot for each action, as large as its mean reward; a ring where it costs.
  private func drawReward(_ action: Int, of state: Int, on canvas: inout Canvas) {
    let count = world.configuration.actionCount
    let mean = world.means[state * count + action]
    let angle = 2 * .pi * (Double(action) + 0.5) / Double(count) - .pi / 2
    let center = Point.onCircle(radius: 23, angle: angle)
    let largest = min(9.5, 60 / Double(count))
    let radius = min(max(abs(mean) / 3, 0.15), 1) * largest
    if mean < 0 {
      canvas.strokeCircle(center: center, radius: radius, Palette.mutedInk, width: 1.6)
    } else {
      canvas.fillCircle(center: center, radius: radius + 1, Palette.paper.opacity(0.8))
      canvas.fillCircle(center: center, radius: radius, color(of: action))
    }
  }

  private func drawLastStep(on canvas: inout Canvas) {
    guard let last = world.lastStep, last.state != world.state else { return }
    let (start, end) = (place(last.state), place(world.state))
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 2 * size else { return }
    let (ux, uy) = (dx / length, dy / length)
    let tip = Point(end.x - ux * size * 0.95, end.y - uy * size * 0.95)
    let foot = Point(tip.x - ux * 15, tip.y - uy * 15)
    let color = color(of: last.action).mixed(with: Palette.ink, 0.2)
    canvas.line(from: Point(start.x + ux * size, start.y + uy * size), to: foot, color, width: 4)
    canvas.fillPolygon(
      [tip, Point(foot.x - uy * 8, foot.y + ux * 8), Point(foot.x + uy * 8, foot.y - ux * 8)], color)
  }

  private func drawPlayer(on canvas: inout Canvas) {
    let place = place(world.state)
    let side = place.x < Self.center.x - 1 ? GridDirection.right : place.x > Self.center.x + 1 ? .left : .down
    canvas.withTransform(.translation(place.x, place.y + size * 0.3).scaled(max(size / 44, 0.35))) { canvas in
      Figure(coat: Palette.coral, hat: .straw, hatColor: Palette.teal, facing: side).draw(on: &canvas)
    }
  }
}
