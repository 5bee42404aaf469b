import Simulation

extension Treasure {
  /// Goes for gold through rows without an enemy nearby.
  static func heuristic(for configuration: ArcadeConfiguration) -> any Policy {
    Arcade<Treasure>.script(configuration) { flags in
      guard let player = flags.first(Channel.player) else { return .stay }
      func isSafe(_ row: Int) -> Bool {
        1...8 ~= row && !(player.x - 2...player.x + 2).contains { flags.has(Channel.enemy, x: $0, y: row) }
      }
      if !isSafe(player.y) {
        return isSafe(player.y - 1) ? .up : isSafe(player.y + 1) ? .down : .step(from: player.x, towards: 5)
      }
      guard let gold = flags.first(Channel.gold) else { return .stay }
      if gold.y == player.y { return .step(from: player.x, towards: gold.x) }
      let step = gold.y < player.y ? -1 : 1
      guard isSafe(player.y + step) else { return .stay }
      return step < 0 ? .up : .down
    }
  }
}
