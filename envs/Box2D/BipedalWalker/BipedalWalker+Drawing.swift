import CMath
import Physics2D
import Raster
import Simulation

extension BipedalWalker: Drawable {
  /// 600 by 400, as in Gymnasium.
  public var frameSize: Size { WalkerScene.frame }

  /// Draws the part of the terrain around the robot, the robot, and what its lidar sees.
  public func draw(on canvas: inout Canvas) {
    let scene = WalkerScene(
      terrain: terrain, hull: world.motion(of: robot.hull), left: limbs(of: robot.left),
      right: limbs(of: robot.right),
      lidar: lidar, elapsedSteps: elapsedSteps, pits: WalkerScene.pits(in: terrain),
      verdict: hasFailed ? false : hasArrived ? true : nil)
    scene.draw(on: &canvas)
  }

  private func limbs(of leg: WalkerRobot.Leg) -> WalkerScene.Limbs {
    WalkerScene.Limbs(
      thigh: world.motion(of: leg.thigh), shank: world.motion(of: leg.shank), touchesGround: leg.touchesGround)
  }
}

extension BipedalWalker: Watchable {
  /// The outcome: fallen, off the terrain at its start, at the finish, or out of time.
  public func ending(after status: EpisodeStatus) -> EpisodeEnding? {
    ending(
      status,
      terminated: hasArrived && !hasFailed
        ? EpisodeEnding("Reached the finish", .success)
        : EpisodeEnding(robot.hasFallen ? "Fell over" : "Walked off at the start", .failure))
  }
}

/// The picture of a walk, through a camera that goes along.
struct WalkerScene {
  /// The motion of a leg's thigh and shank, and its contact with the ground.
  struct Limbs {
    let thigh: BodyMotion
    let shank: BodyMotion
    let touchesGround: Bool
  }

  let terrain: BipedalWalkerTerrain
  let hull: BodyMotion
  let left: Limbs
  let right: Limbs
  let lidar: WalkerLidar
  let elapsedSteps: Int
  /// The pits as a whole, walls and holes.
  let pits: [BipedalWalkerTerrain.Obstacle]
  /// True if the walk ended well; `nil` while it goes on.
  let verdict: Bool?

  static let frame = Size(600, 400)
  /// Logical units to a metre.
  static let scale = 30.0

  private var position: SIMD2<Double> {
    SIMD2(Double(hull.position.x).drawable(), Double(hull.position.y).drawable())
  }

  /// The x coordinate of the frame's left edge, in metres: a fifth of the frame lies behind the hull.
  var scroll: Double { position.x - Self.frame.width / Self.scale / 5 }

  /// The rise of the camera with the hull, in metres; it stays where it is while the hull moves up and down a little.
  private var lift: Double {
    let climbed = position.y - (BipedalWalkerTerrain.startHeight + 1.8)
    return climbed > 1 ? climbed - 1 : climbed < -1 ? climbed + 1 : 0
  }

  /// The point of the frame for a place of the world.
  func point(_ x: Double, _ y: Double) -> Point {
    Point(((x - scroll) * Self.scale).drawable(), (Self.frame.height - (y - lift) * Self.scale).drawable())
  }

  func point(_ place: Vector2) -> Point { point(Double(place.x), Double(place.y)) }

  func draw(on canvas: inout Canvas) {
    drawBackground(on: &canvas)
    drawGround(on: &canvas)
    drawPits(on: &canvas)
    drawObstacles(on: &canvas)
    drawFlags(on: &canvas)
    drawShadow(on: &canvas)
    drawLidar(on: &canvas)
    drawRobot(on: &canvas)
    if let verdict {
      let place = point(hull.position)
      canvas.verdict(verdict, at: Point(place.x, place.y - 58), in: Self.frame)
    }
    let speed = (Double(hull.linearVelocity.x)).reading(decimals: 1, unit: " m/s")
    canvas.readings(
      [
        ("way", distance), ("speed", speed),
        ("tilt", (Double(hull.angle) * 180 / .pi).reading(decimals: 0, unit: "°")),
      ], in: Self.frame, nameColor: Palette.sand, valueColor: Palette.paper)
  }

  /// The distance of the hull from its start, as a percentage of that to the finish.
  private var distance: String {
    let start = BipedalWalkerTerrain.position(ofColumn: BipedalWalkerTerrain.startColumns / 2)
    let share = (position.x - start) / max(terrain.finish - start, 1)
    return "\(Int((min(max(share, -1), 1) * 100).rounded())) %"
  }
}

extension WalkerScene {
  private func drawBackground(on canvas: inout Canvas) {
    canvas.sky(Self.frame, horizon: 320, sun: Point(470, 86))
    for (index, cloud) in terrain.clouds.enumerated() { draw(cloud, index, on: &canvas) }
    drawHills(
      distance: 0.12, baseline: 232, relief: 50, phase: 0.4,
      [Palette.farHills.mixed(with: Palette.skyMiddle, 0.45), Palette.skyMiddle], on: &canvas)
    drawHills(
      distance: 0.28, baseline: 272, relief: 34, phase: 2.1, [Palette.nearHills, Palette.lightGrass], on: &canvas)
  }

  /// The sky moves at half the speed of the ground.
  private func draw(_ cloud: BipedalWalkerTerrain.Cloud, _ index: Int, on canvas: inout Canvas) {
    let width = (cloud.right - cloud.left) * 8
    let x = ((cloud.left + cloud.right) / 2 - scroll / 2) * Self.scale
    guard x > -width, x < Self.frame.width + width else { return }
    let noise = TileNoise(500 + index)
    let y = Self.frame.height - (cloud.bottom + cloud.top) / 2 * Self.scale
    canvas.cloud(
      at: Point(x.drawable(), (y - 25 + 60 * noise.value(0)).drawable()), width: width,
      opacity: 0.55 + 0.3 * noise.value(1))
  }

  /// A chain of hills that moves with the ground, the slower the farther away.
  private func drawHills(
    distance: Double, baseline: Double, relief: Double, phase: Double, _ colors: [Color], on canvas: inout Canvas
  ) {
    let shift = scroll * Self.scale * distance
    let level = baseline + lift * Self.scale * distance
    var outline = Path()
    outline.move(to: Point(-20, Self.frame.height + 20))
    for x in stride(from: -20.0, through: Self.frame.width + 20, by: 10) {
      let place = x + shift
      let wave =
        0.55 * palaestra_sin(place / 88 + phase) + 0.25 * palaestra_sin(place / 37 + 3 * phase)
        + 0.2 * palaestra_sin(place / 171 + 5 * phase)
      outline.line(to: Point(x, level - relief * wave))
    }
    outline.line(to: Point(Self.frame.width + 20, Self.frame.height + 20))
    outline.close()
    canvas.fill(outline, .vertical(from: level - relief, to: level + 3 * relief, colors: colors))
  }
}
