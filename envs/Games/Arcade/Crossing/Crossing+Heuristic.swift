import Simulation

extension Crossing {
  /// Goes up, unless a car is in the way or about to be.
  static func heuristic(for configuration: ArcadeConfiguration) -> any Policy {
    Arcade<Crossing>.script(configuration) { flags in
      guard let walker = flags.first(Channel.walker) else { return .stay }
      let ahead = walker.y - 1
      return (3...5).contains { flags.has(Channel.car, x: $0, y: ahead) } ? .stay : .up
    }
  }
}
