import Simulation

extension Arcade {
  /// A script that chooses an action by the flags.
  static func script(
    _ configuration: ArcadeConfiguration, choose: @escaping @Sendable (Span<UInt8>) -> ArcadeAction
  ) -> any Policy {
    let actions = actions(configuration)
    return ScriptedPolicy(observing: UInt8.self, acting: Int.self) { flags in
      actions.firstIndex(of: choose(flags)) ?? 0
    }
  }
}

extension Span where Element == UInt8 {
  /// True if the flag of a channel is set in a cell; false outside the board.
  func has<Channel: ArcadeChannel>(_ channel: Channel, x: Int, y: Int) -> Bool {
    guard 0..<CellSet.side ~= x, 0..<CellSet.side ~= y else { return false }
    return self[(y * CellSet.side + x) * Channel.count + channel.rawValue] != 0
  }

  /// The first cell, row by row, in which the flag of a channel is set.
  func first<Channel: ArcadeChannel>(_ channel: Channel) -> (x: Int, y: Int)? {
    for cell in 0..<CellSet.side * CellSet.side where self[cell * Channel.count + channel.rawValue] != 0 {
      return (cell % CellSet.side, cell / CellSet.side)
    }
    return nil
  }
}

extension ArcadeAction {
  /// The step along a row towards a column.
  static func step(from x: Int, towards target: Int) -> ArcadeAction {
    target < x ? .left : target > x ? .right : .stay
  }
}
