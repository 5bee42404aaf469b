import Physics2D
import Raster
import Simulation

/// Tilt a beam on a pivot so that the ball on it does not roll off.
struct BallOnBeam: RandomizedEnvironment {
  var generator = RandomGenerator(seed: 0)
  private var world = PhysicsWorld(gravity: Vector2(0, -10))
  private var beam: Body?
  private var ball: Body?

  /// The beam's angle and angular velocity, the ball's place along the beam and its velocity.
  var observationSpace: Box<Float> { Box(low: -.infinity, high: .infinity, shape: [4]) }
  /// Push the beam's right end down, let it be, or push it up.
  var actionSpace: Discrete { Discrete(3) }

  mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    world.removeAll()
    let pivot = world.addBody(.static)
    let beam = world.addBody(.dynamic)
    world.addBox(halfWidth: 2, halfHeight: 0.05, on: beam, Material(density: 2, friction: 0.6))
    _ = world.addRevoluteJoint(between: pivot, and: beam, limits: -0.4...0.4)
    let ball = world.addBody(.dynamic, at: Vector2(generator.uniform(-0.5, 0.5), 0.25))
    world.addCircle(radius: 0.2, on: ball, Material(density: 1, friction: 0.6))
    (self.beam, self.ball) = (beam, ball)
    observe(beam, ball, into: &observation)
  }

  mutating func step(_ action: Span<Int>, into observation: inout MutableSpan<Float>) -> StepResult {
    guard let beam, let ball else { preconditionFailure("step comes after reset") }
    world.apply(torque: 4 * Float(action[0] - 1), to: beam)
    world.step(1 / 50)
    let hasFallen = abs(observe(beam, ball, into: &observation)) > 2
    return hasFallen ? .terminated(reward: 0) : .running(reward: 1)
  }

  @discardableResult
  private func observe(_ beam: Body, _ ball: Body, into observation: inout MutableSpan<Float>) -> Float {
    let tilt = world.motion(of: beam)
    let place = world.localPoint(world.motion(of: ball).position, of: beam)
    let velocity = world.localVector(world.motion(of: ball).linearVelocity, of: beam)
    observation[0] = tilt.angle
    observation[1] = tilt.angularVelocity
    observation[2] = place.x
    observation[3] = velocity.x
    return place.x
  }
}

extension BallOnBeam: Drawable {
  var frameSize: Size { Size(500, 300) }

  func draw(on canvas: inout Canvas) {
    canvas.clear(.white)
    guard let beam, let ball else { return }
    let metres = Transform2D.translation(250, 180).scaled(100, -100)
    canvas.withTransform(metres) { canvas in
      let (tilt, place) = (world.motion(of: beam), world.motion(of: ball).position)
      canvas.fillPolygon([Point(0, 0), Point(-0.25, -0.8), Point(0.25, -0.8)], .black.opacity(0.3))
      canvas.withTransform(.rotation(Double(tilt.angle))) { canvas in
        canvas.fillRectangle(Rectangle(x: -2, y: -0.05, width: 4, height: 0.1), .black)
      }
      canvas.fillCircle(
        center: Point(Double(place.x), Double(place.y)), radius: 0.2, Color(red: 217, green: 95, blue: 67))
    }
  }
}
