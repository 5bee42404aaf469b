import CMath
import Raster
import Simulation

extension Acrobot: Drawable {
  /// 500 by 500, as in Gymnasium.
  public var frameSize: Size { Size(500, 500) }

  /// Draws both rods, the line that the tip must cross, and an arrow for the torque at the joint.
  public func draw(on canvas: inout Canvas) {
    AcrobotScene(configuration: configuration, state: state, torque: lastTorque, frame: frameSize).draw(on: &canvas)
  }
}

extension Acrobot: Watchable {
  /// The outcome: above the line, or out of time.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? {
    ending(status, terminated: EpisodeEnding("Reached the line", .success))
  }
}

private struct AcrobotScene {
  let configuration: Acrobot.Configuration
  let state: Acrobot.State
  let torque: Double
  let frame: Size

  private let axis = Point(250, 262)
  private var reach: Double { configuration.length1 + configuration.length2 }
  /// Logical units to a metre.
  private var scale: Double { 208 / reach }
  /// The y coordinate in the frame that rods of equal length must bring the tip to.
  private var goalY: Double { axis.y - scale * reach / 2 }
  private var angle1: Double { .pi / 2 - state[0].drawable() }
  private var angle2: Double { angle1 - state[1].drawable() }
  private var joint: Point { end(of: axis, angle1, configuration.length1) }
  private var tip: Point { end(of: joint, angle2, configuration.length2) }
  private var isUp: Bool { -palaestra_cos(state[0]) - palaestra_cos(state[0] + state[1]) > 1 }

  func draw(on canvas: inout Canvas) {
    drawBackground(on: &canvas)
    drawGoal(on: &canvas)
    drawStand(on: &canvas)
    drawRods(on: &canvas)
    if isUp { canvas.verdict(true, at: Point(tip.x, tip.y - 34), in: frame) }
    canvas.readings(
      [
        ("height", ((axis.y - tip.y) / scale).reading(decimals: 2, unit: " m")),
        ("torque", torque.reading(decimals: 0)),
      ], in: frame, nameColor: Palette.paper, valueColor: .white)
  }

  private func end(of start: Point, _ angle: Double, _ length: Double) -> Point {
    Point(start.x + scale * length * palaestra_cos(angle), start.y + scale * length * palaestra_sin(angle))
  }

  private func drawBackground(on canvas: inout Canvas) {
    canvas.sky(frame, horizon: 470, sun: Point(404, 84))
    canvas.cloud(at: Point(96, 102), width: 88, opacity: 0.7)
    canvas.cloud(at: Point(310, 60), width: 58, opacity: 0.5)
    canvas.hills(
      frame, baseline: 404, relief: 34, phase: 1.7,
      colors: [Palette.farHills, Palette.skyMiddle.mixed(with: Palette.farHills, 0.4)])
    canvas.hills(frame, baseline: 440, relief: 16, phase: 4.4, colors: [Palette.nearHills, Palette.grass])
    canvas.fillRectangle(
      .band(of: frame, from: 466),
      .vertical(from: 466, to: frame.height, colors: [Palette.grass, Palette.darkGrass]))
  }
}

extension AcrobotScene {
  private func drawGoal(on canvas: inout Canvas) {
    let color = isUp ? Palette.teal : Palette.coral
    let light = isUp ? Palette.teal : .white
    canvas.fillRectangle(
      .band(of: frame, to: goalY),
      .vertical(from: goalY - 90, to: goalY, colors: [light.opacity(0), light.opacity(0.4)]))
    canvas.stroke(
      .polyline([Point(0, goalY), Point(frame.width, goalY)]), color,
      style: StrokeStyle(width: 2.5, cap: .butt, dashes: [12, 7]))
    canvas.label(
      isUp ? "reached" : "goal", at: Point(frame.width - 16, goalY - 11), size: 12, weight: .semiBold, color: color,
      alignment: .trailing)
  }

  /// Two legs behind the rods that carry the axis.
  private func drawStand(on canvas: inout Canvas) {
    for foot in [Point(172, 474), Point(328, 474)] {
      canvas.softShadow(center: foot, radiusX: 26, radiusY: 5)
      canvas.line(from: axis, to: foot, Palette.rail.mixed(with: Palette.ink, 0.2), width: 9)
      canvas.line(
        from: Point(axis.x - 1, axis.y), to: Point(foot.x - 1.5, foot.y), Palette.rail.mixed(with: .white, 0.35),
        width: 3)
    }
    canvas.line(from: Point(196, 414), to: Point(304, 414), Palette.rail, width: 5)
  }

  private func drawRods(on canvas: inout Canvas) {
    let width1 = min(max(24 * configuration.mass1.cubeRoot, 13), 40)
    let width2 = min(max(20 * configuration.mass2.cubeRoot, 11), 36)
    drawMotion(width: width2, on: &canvas)
    canvas.rod(
      from: axis, angle: angle1, length: scale * configuration.length1, width: width1, color: Palette.teal)
    canvas.bolt(center: axis, radius: 10)
    canvas.rod(
      from: joint, angle: angle2, length: scale * configuration.length2, width: width2, color: Palette.coral)
    canvas.fillCircle(center: tip, radius: width2 * 0.28, isUp ? Palette.gold : Palette.paper)
    canvas.torqueArrow(
      center: joint, radius: 25, fraction: torque / (1 + configuration.torqueNoise) * 0.5, width: 5)
    canvas.bolt(center: joint, radius: 8)
  }

  /// The second rod as it stood a moment ago, by the present speeds.
  private func drawMotion(width: Double, on canvas: inout Canvas) {
    let count = 6
    for index in (1...count).reversed() {
      let time = 0.1 * Double(index) / Double(count)
      let past1 = angle1 + state[2].drawable() * time
      let past2 = angle2 + (state[2].drawable() + state[3].drawable()) * time
      let start = end(of: axis, past1, configuration.length1)
      canvas.line(
        from: start, to: end(of: start, past2, configuration.length2),
        Palette.coral.opacity(0.1 * (1 - Double(index) / Double(count + 1))), width: width)
    }
  }
}
