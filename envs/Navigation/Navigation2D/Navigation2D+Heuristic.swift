import Simulation

extension Navigation2D {
  /// Steps aside along both axes, finds out by three distances where the goal is, and walks there.
  ///
  /// - Parameter configuration: The geometry and the rewards.
  public static func heuristic(for configuration: Configuration) -> any Policy {
    StatefulPolicy(
      observing: Float.self, acting: Float.self, memory: Bearings(configuration),
      noticing: { $0.note(reward: $1) }
    ) { bearings, observation, action in
      let step = bearings.step(from: SIMD2(Double(observation[0]), Double(observation[1])))
      (action[0], action[1]) = (Float(step.x), Float(step.y))
    }
  }
}

/// A memory of the distances at some places.
private struct Bearings: Sendable {
  private let limit: Double
  private let isSquared: Bool
  /// The places of the first steps, with the squares of their distances from the goal.
  private var places: [(place: SIMD2<Double>, square: Double)] = []
  private var lastReward: Double?

  init(_ configuration: Navigation2D.Configuration) {
    (limit, isSquared) = (configuration.maximumStep, configuration.squaredDistance)
  }

  mutating func note(reward: Double) { lastReward = reward }

  /// The step from a place: the first ones aside, the others to the goal.
  mutating func step(from place: SIMD2<Double>) -> SIMD2<Double> {
    if let lastReward, places.count < 3 {
      places.append((place, isSquared ? -lastReward : lastReward * lastReward))
    }
    switch places.count {
    case 0: return SIMD2(limit, 0)
    case 1: return SIMD2(-limit / 2, limit)
    case 2: return SIMD2(-limit / 2, -limit)
    default:
      let way = goal - place
      // Straight ahead: both axes are there at the same time.
      let longest = max(abs(way.x), abs(way.y))
      return longest > limit ? way * (limit / longest) : way
    }
  }

  /// The place at these distances: the difference of two circles' equations is linear.
  private var goal: SIMD2<Double> {
    func row(_ index: Int) -> (a: SIMD2<Double>, b: Double) {
      let (first, other) = (places[0], places[index])
      let norms = (other.place * other.place).sum() - (first.place * first.place).sum()
      return (2 * (other.place - first.place), norms - other.square + first.square)
    }
    let (p, q) = (row(1), row(2))
    let determinant = p.a.x * q.a.y - p.a.y * q.a.x
    return SIMD2((p.b * q.a.y - q.b * p.a.y) / determinant, (p.a.x * q.b - q.a.x * p.b) / determinant)
  }
}
