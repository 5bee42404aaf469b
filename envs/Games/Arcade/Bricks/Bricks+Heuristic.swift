import Simulation

extension Bricks {
  /// Goes to where the ball comes down if nothing is in its way.
  static func heuristic(for configuration: ArcadeConfiguration) -> any Policy {
    Arcade<Bricks>.script(configuration) { flags in
      guard let ball = flags.first(Channel.ball), let trail = flags.first(Channel.trail) else { return .stay }
      let paddle = (0..<10).first { flags.has(Channel.paddle, x: $0, y: 9) } ?? 0
      guard ball.y > trail.y else { return .step(from: paddle, towards: ball.x) }
      let landing = ball.x + (ball.x > trail.x ? 1 : -1) * (9 - ball.y)
      return .step(from: paddle, towards: landing < 0 ? -1 - landing : landing > 9 ? 19 - landing : landing)
    }
  }
}
