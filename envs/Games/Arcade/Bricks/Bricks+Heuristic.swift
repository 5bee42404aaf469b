import Simulation

extension Bricks {
  /// Goes to where the ball will come down, which it foresees through bricks and walls.
  static func heuristic(for configuration: ArcadeConfiguration) -> any Policy {
    Arcade<Bricks>.script(configuration) { flags in
      guard let ball = flags.first(Channel.ball), let trail = flags.first(Channel.trail) else { return .stay }
      let paddle = (0..<10).first { flags.has(Channel.paddle, x: $0, y: 9) } ?? 0
      let (last, landing) = Flight(of: ball, after: trail).landing(flags)
      // Both columns throw the ball back; the nearer one is safer, since an action may stick.
      return .step(from: paddle, towards: abs(last - paddle) < abs(landing - paddle) ? last : landing)
    }
  }

  /// The flight of a ball, of which the last two cells are known.
  private struct Flight {
    private var x: Int
    private var y: Int
    private var rightward: Int
    private var downward: Int
    private var hasStruck = false

    init(of ball: (x: Int, y: Int), after trail: (x: Int, y: Int)) {
      (x, y) = ball
      // A ball that stays in its column or row was thrown back by a wall, a brick or the paddle.
      rightward = ball.x != trail.x ? ball.x - trail.x : ball.x == 0 ? 1 : -1
      downward = ball.y != trail.y ? ball.y - trail.y : ball.y == 8 ? -1 : 1
    }

    /// The last two columns before the ball is past the paddle's row.
    func landing(_ flags: Span<UInt8>) -> (last: Int, next: Int) {
      var (flight, struck) = (self, CellSet())
      // No flight is longer than twice the board.
      for _ in 0..<40 {
        let last = flight.x
        flight.moveAside()
        guard !flight.moveDown(flags, &struck) else { return (last, flight.x) }
      }
      return (flight.x, flight.x)
    }

    private mutating func moveAside() {
      x += rightward
      guard !(0...9 ~= x) else { return }
      x = min(max(x, 0), 9)
      rightward = -rightward
    }

    /// Moves by a row, unless something throws the ball back; returns true if it has come down.
    private mutating func moveDown(_ flags: Span<UInt8>, _ struck: inout CellSet) -> Bool {
      let (row, struckBefore) = (y + downward, hasStruck)
      hasStruck = false
      guard row >= 0 else {
        downward = 1
        return false
      }
      guard flags.has(Channel.brick, x: x, y: row), !struck[x, row] else {
        y = min(row, 9)
        return row == 9
      }
      hasStruck = true
      if struckBefore {
        y = row
      } else {
        struck[x, row] = true
        downward = -downward
      }
      return false
    }
  }
}
