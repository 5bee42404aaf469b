import Simulation

extension Corners2D {
  /// Walks towards one corner after the other until one pays, and stays in that one.
  ///
  /// - Parameter configuration: The geometry.
  public static func heuristic(for configuration: Configuration) -> any Policy {
    StatefulPolicy(
      observing: Float.self, acting: Float.self, memory: CornerSearch(configuration),
      noticing: { $0.note(reward: $1) }
    ) { search, observation, action in
      let step = search.step(from: SIMD2(Double(observation[0]), Double(observation[1])))
      (action[0], action[1]) = (Float(step.x), Float(step.y))
    }
  }
}

/// The search for the corner that pays.
private struct CornerSearch: Sendable {
  private let configuration: Corners2D.Configuration
  private var target = 0
  private var hasFound = false
  private var lastReward = 0.0

  init(_ configuration: Corners2D.Configuration) { self.configuration = configuration }

  mutating func note(reward: Double) { lastReward = reward }

  /// The step from a place towards the corner that is tried.
  mutating func step(from place: SIMD2<Double>) -> SIMD2<Double> {
    if lastReward > 0 { hasFound = true }
    if !hasFound, isTold(at: place) { target = (target + 1) % 4 }
    let way = configuration.corner(target) - place
    let longest = max(abs(way.x), abs(way.y))
    let limit = configuration.maximumStep
    return longest > limit ? way * (limit / longest) : way
  }

  /// True if a step to this place would have paid, were the corner that is tried the goal.
  private func isTold(at place: SIMD2<Double>) -> Bool {
    let corner = configuration.corner(target)
    return abs(place.x) + abs(place.y) >= configuration.silentRadius && place.x * corner.x > 0
      && place.y * corner.y > 0
  }
}
