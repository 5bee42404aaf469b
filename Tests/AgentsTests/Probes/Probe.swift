import Simulation
import Testing

/// The smallest tasks that a learner can be wrong about, each of which asks for one thing more than the one before.
///
/// After Andy Jones's "probe environments" (2021).
enum Probe: String, CaseIterable, CustomTestStringConvertible {
  /// One step, worth 1: is anything learned?
  case worth
  /// One step, worth what is seen, -1 or 1: does it depend on observations?
  case sight
  /// Two steps, the second one worth 1: is what follows discounted?
  case delay
  /// One step, worth 1 for the right action, -1 for the wrong one: is the better action preferred?
  case choice
  /// One step, worth 1 for the action that fits what is seen, -1 for the other: do they go together?
  case match

  var testDescription: String { rawValue }

  /// The discount that the values are for.
  static let discount = 0.5

  /// The observations at an episode's start, each with the value that follows the best action.
  var values: [(seen: Float, value: Float)] {
    switch self {
    case .worth, .choice: [(1, 1)]
    case .sight: [(-1, -1), (1, 1)]
    case .delay: [(-1, Float(Self.discount)), (1, 1)]
    case .match: [(-1, 1), (1, 1)]
    }
  }

  /// The reward of an action between -1 and 1, the right one being 1, or what is seen.
  fileprivate func reward(of action: Double, seeing seen: Float) -> Double {
    switch self {
    case .worth: 1
    case .sight: Double(seen)
    case .delay: seen > 0 ? 1 : 0
    case .choice: 1 - abs(action - 1)
    case .match: 1 - abs(action - Double(seen))
    }
  }
}

/// A probe whose actions are two categories, or a number between -1 and 1.
struct ProbeWorld<ActionSpace: Space>: RandomizedEnvironment {
  let probe: Probe
  let actionSpace: ActionSpace
  let meaning: @Sendable (ActionSpace.Scalar) -> Double
  var generator = RandomGenerator(seed: 0)
  private var seen: Float = 0

  init(_ probe: Probe, _ actionSpace: ActionSpace, _ meaning: @escaping @Sendable (ActionSpace.Scalar) -> Double) {
    (self.probe, self.actionSpace, self.meaning) = (probe, actionSpace, meaning)
  }

  var observationSpace: Box<Float> { Box(low: [-1], high: [1]) }

  mutating func reset(seed: UInt64?, into observation: inout MutableSpan<Float>) {
    if let seed { generator = RandomGenerator(seed: seed) }
    let starts = probe == .delay ? [probe.values[0]] : probe.values
    seen = starts[generator.integers(0..<starts.count)].seen
    observation[0] = seen
  }

  mutating func step(
    _ action: Span<ActionSpace.Scalar>, into observation: inout MutableSpan<Float>
  ) -> StepResult {
    let reward = probe.reward(of: meaning(action[0]), seeing: seen)
    guard probe == .delay, seen < 0 else { return .terminated(reward: reward) }
    seen = 1
    observation[0] = seen
    return .running(reward: reward)
  }
}

extension Probe {
  /// The probe with two categories as actions.
  func categories(_ count: Int) -> VectorTask {
    VectorTask(count: count) { _ in ProbeWorld(self, Discrete(2)) { Double(2 * $0 - 1) } }
  }

  /// The probe with a number as action.
  func numbers(_ count: Int) -> VectorTask {
    VectorTask(count: count) { _ in ProbeWorld(self, Box<Float>(low: [-1], high: [1])) { Double($0) } }
  }
}
