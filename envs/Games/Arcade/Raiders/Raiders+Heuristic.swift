import Simulation

extension Raiders {
  /// Steps aside from bullets, and shoots from below the raiders.
  static func heuristic(for configuration: ArcadeConfiguration) -> any Policy {
    Arcade<Raiders>.script(configuration) { flags in
      guard let cannon = flags.first(Channel.cannon)?.x else { return .stay }
      func isUnderFire(_ x: Int) -> Bool { (6...8).contains { flags.has(Channel.enemyBullet, x: x, y: $0) } }
      if isUnderFire(cannon) { return cannon > 0 && !isUnderFire(cannon - 1) ? .left : .right }
      let columns = (0..<10).filter { x in (0..<10).contains { flags.has(Channel.raider, x: x, y: $0) } }
      guard let target = columns.min(by: { abs($0 - cannon) < abs($1 - cannon) }) else { return .fire }
      let step = ArcadeAction.step(from: cannon, towards: target)
      let aim = step == .left ? cannon - 1 : cannon + 1
      return step == .stay || isUnderFire(aim) ? .fire : step
    }
  }
}
