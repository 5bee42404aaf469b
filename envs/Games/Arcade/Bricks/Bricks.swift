import Simulation

/// Bounce a ball off a paddle to break three rows of bricks; a cleared wall is built anew.
///
/// The ball moves one cell along a diagonal each step. A brick pays 1. The game is lost when the ball leaves the board past
/// the paddle. After a brick was struck, the ball passes through the one that it meets in the next step.
///
/// The rules of MinAtar's Breakout. Channels: paddle, ball, the ball's last cell, brick.
public struct Bricks: ArcadeGame {
  /// The number of channels.
  public static var channelCount: Int { Channel.count }
  /// Stay, left and right.
  public static var minimalActions: [ArcadeAction] { [.stay, .left, .right] }

  private static let wall = CellSet(columns: 0..<10, rows: 1..<4)

  private(set) var paddle = 4
  private(set) var ball = (x: 0, y: 3)
  /// The cell that the ball was in before.
  private(set) var trail = (x: 0, y: 3)
  private(set) var velocity = (x: 1, y: 1)
  private(set) var bricks = Bricks.wall
  private var hasStruck = false

  /// Makes the game, which does not grow harder.
  public init(isRamping: Bool) {}

  /// Sets the ball off from the left or from the right.
  public mutating func begin(using random: inout ArcadeRandom) {
    self = Bricks(isRamping: false)
    guard random.integers(0..<2) == 1 else { return }
    ball.x = 9
    trail.x = 9
    velocity.x = -1
  }

  /// Moves the paddle, then the ball.
  public mutating func advance(_ action: ArcadeAction, using random: inout ArcadeRandom) -> StepResult {
    if action == .left { paddle = max(paddle - 1, 0) }
    if action == .right { paddle = min(paddle + 1, 9) }
    trail = ball
    ball.x += velocity.x
    if ball.x < 0 || ball.x > 9 {
      ball.x = min(max(ball.x, 0), 9)
      velocity.x = -velocity.x
    }
    return land(on: ball.y + velocity.y)
  }

  /// Moves the ball to a row, unless something there throws it back.
  private mutating func land(on row: Int) -> StepResult {
    let struckBefore = hasStruck
    hasStruck = false
    if row < 0 {
      velocity.y = -velocity.y
    } else if bricks[ball.x, row] {
      hasStruck = true
      if struckBefore { ball.y = row } else { return strike(row) }
    } else if row == 9 {
      return fall()
    } else {
      ball.y = row
    }
    return .running(reward: 0)
  }

  private mutating func strike(_ row: Int) -> StepResult {
    bricks[ball.x, row] = false
    velocity.y = -velocity.y
    return .running(reward: 1)
  }

  /// Bounces off the paddle: straight below the ball, or where the ball would have gone.
  private mutating func fall() -> StepResult {
    if bricks.isEmpty { bricks = Self.wall }
    if trail.x == paddle {
      velocity.y = -velocity.y
    } else if ball.x == paddle {
      velocity = (-velocity.x, -velocity.y)
    } else {
      ball.y = 9
      return .terminated(reward: 0)
    }
    return .running(reward: 0)
  }

  /// Marks paddle, ball, trail and bricks.
  @inline(__always)
  public func mark(in flags: inout MutableSpan<UInt8>) {
    flags.mark(x: paddle, y: 9, Channel.paddle)
    flags.mark(x: ball.x, y: ball.y, Channel.ball)
    flags.mark(x: trail.x, y: trail.y, Channel.trail)
    flags.mark(bricks, Channel.brick)
  }

  enum Channel: Int, ArcadeChannel {
    case paddle, ball, trail, brick
    static var count: Int { 4 }
  }
}
