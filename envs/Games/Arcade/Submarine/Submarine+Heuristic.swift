import Simulation

extension Submarine {
  /// Fetches the nearest diver, shoots what is ahead in the row, and comes up in time.
  static func heuristic(for configuration: ArcadeConfiguration) -> any Policy {
    Arcade<Submarine>.script(configuration) { flags in
      guard let front = flags.first(Channel.front) else { return .stay }
      let air = (0..<10).count { flags.has(Channel.airGauge, x: $0, y: 9) }
      let hasDiver = flags.has(Channel.diverGauge, x: 8, y: 9)
      if hasDiver, air < 4 || flags.has(Channel.diverGauge, x: 3, y: 9) { return .up }
      if front.y == 0 { return .down }
      let facesRight = flags.has(Channel.back, x: front.x - 1, y: front.y)
      let enemies = (0..<10).filter { x in
        [Channel.fish, .enemy].contains { flags.has($0, x: x, y: front.y) }
      }
      if let enemy = enemies.min(by: { abs($0 - front.x) < abs($1 - front.x) }) {
        return (enemy > front.x) == facesRight ? .fire : enemy > front.x ? .right : .left
      }
      guard let diver = flags.first(Channel.diver) else { return .fire }
      if diver.y != front.y { return diver.y < front.y ? .up : .down }
      return .step(from: front.x, towards: diver.x)
    }
  }
}
