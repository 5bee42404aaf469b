import Foundation
import Simulation

/// A search in worlds whose observations are categories: it counts what follows in simulations, and plans with the counts.
///
/// Where an observation is one of a few states, nodes of a tree would say the same again and again. Here all simulations
/// share one table of outcomes, from which values follow by Bellman's equation: backwards along each simulation (real-time
/// dynamic programming, Barto, Bradtke and Singh 1995), and over the whole table before an action is chosen, for as many
/// steps as are left. A planner who knows the clock does better than any policy that does not.
struct TableSearch: Lookahead {
  /// The weight of the bonus for what was seldom tried.
  let exploration: Double
  /// The number of steps that are planned if no simulation has met with a time limit.
  let horizon: Int
  /// The change of values that ends planning.
  private static let precision = 1e-9

  private let actionCount: Int
  private var states: [UInt64: Int] = [:]
  /// The pairs of a state and an action.
  private var pairs: [Pair] = []
  private var values: [Double] = []
  private var visits: [Int] = []
  private var allowed: [[Int]] = []
  private var path: [Int] = []
  private var returns = ReturnScale()

  /// A state and an action: what they have led to.
  private struct Pair {
    var visits = 0
    var rewards = 0.0
    var value = 0.0
    /// The states that followed, those that end the episode left out.
    var outcomes: [(state: Int, count: Int)] = []

    mutating func count(_ reward: Double, _ next: Int?) {
      visits += 1
      rewards += reward
      guard let next else { return }
      if let place = outcomes.firstIndex(where: { $0.state == next }) {
        outcomes[place].count += 1
      } else {
        outcomes.append((next, 1))
      }
    }

    func value(given values: [Double]) -> Double {
      var sum = rewards
      for outcome in outcomes { sum += Double(outcome.count) * values[outcome.state] }
      return sum / Double(visits)
    }
  }

  init(actionCount: Int, exploration: Double = 0.3, horizon: Int = 1000) {
    self.actionCount = actionCount
    (self.exploration, self.horizon) = (exploration, horizon)
  }

  mutating func forget() { self = Self(actionCount: actionCount, exploration: exploration, horizon: horizon) }

  mutating func action(
    for origin: borrowing SearchOrigin, observing key: UInt64, simulations: Int,
    using generator: inout RandomGenerator
  ) -> Int {
    var stream = RandomGenerator(seed: generator.next())
    let first = origin.world(drawingFrom: stream)
    let root = state(key, first)
    var stepsLeft = horizon
    for _ in 0..<simulations {
      var world = origin.world(drawingFrom: stream)
      if let limit = simulate(from: root, in: &world, using: &generator) { stepsLeft = limit }
      stream = world.stream
    }
    plan(steps: stepsLeft)
    let tried = allowed[root].filter { pairs[root * actionCount + $0].visits > 0 }
    return tried.max { pairs[root * actionCount + $0].value < pairs[root * actionCount + $1].value }
      ?? allowed[root][0]
  }

  /// The number of a state, which is new if its key is.
  private mutating func state(_ key: UInt64, _ world: borrowing SearchWorld) -> Int {
    if let known = states[key] { return known }
    let state = states.count
    states[key] = state
    pairs += [Pair](repeating: Pair(), count: actionCount)
    values.append(0)
    visits.append(0)
    allowed.append(world.allowedActions())
    return state
  }

  /// Plays an episode to its end, and returns the number of steps after which a time limit has cut it off, if one has.
  private mutating func simulate(
    from root: Int, in world: inout SearchWorld, using generator: inout RandomGenerator
  ) -> Int? {
    path.removeAll(keepingCapacity: true)
    var (state, status) = (root, EpisodeStatus.running)
    while status == .running, path.count < horizon {
      let action = choice(in: state, using: &generator)
      let result = world.step(action)
      status = result.status
      let next = status == .terminated ? nil : self.state(world.key, world)
      pairs[state * actionCount + action].count(result.reward, next)
      visits[state] += 1
      path.append(state)
      state = next ?? state
    }
    for state in path.reversed() {
      values[state] = evaluate(state, untried: 0)
      returns.include(values[state])
    }
    return status == .truncated ? path.count : nil
  }

  /// Updates the values of a state's actions, and returns the best of them, or of some value for those never tried.
  private mutating func evaluate(_ state: Int, untried: Double) -> Double {
    var best = -Double.infinity
    for action in allowed[state] {
      let pair = state * actionCount + action
      guard pairs[pair].visits > 0 else {
        best = max(best, untried)
        continue
      }
      pairs[pair].value = pairs[pair].value(given: values)
      best = max(best, pairs[pair].value)
    }
    return best.isFinite ? best : 0
  }

  /// Computes the values of all actions for a number of steps that are left, or until they change no more.
  private mutating func plan(steps: Int) {
    for state in values.indices { values[state] = 0 }
    for _ in 0..<steps {
      let next = values.indices.map { evaluate($0, untried: -.infinity) }
      let change = zip(next, values).map { abs($0 - $1) }.max() ?? 0
      if change < Self.precision { break }
      values = next
    }
  }

  /// The action with the greatest upper confidence bound; those that were never tried come first, in any order.
  private func choice(in state: Int, using generator: inout RandomGenerator) -> Int {
    let actions = allowed[state]
    let untried = actions.filter { pairs[state * actionCount + $0].visits == 0 }
    if !untried.isEmpty { return untried[generator.integers(0..<untried.count)] }
    let logarithm = log(Double(visits[state]))
    var (best, bestScore) = (actions[0], -Double.infinity)
    for action in actions {
      let pair = pairs[state * actionCount + action]
      let score = returns.share(pair.value) + exploration * (logarithm / Double(pair.visits)).squareRoot()
      if score > bestScore { (best, bestScore) = (action, score) }
    }
    return best
  }
}
