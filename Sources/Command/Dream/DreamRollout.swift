import Agents
import Simulation

/// A dream: an imagined rollout from a real state on, beside the real one by the same actions.
struct DreamRollout {
  /// The reason a dream goes no further.
  enum Ending {
    /// It dreams that the episode is over.
    case over
    /// It came to numbers that are infinite or NaN.
    case lost
  }

  /// The step of the episode that it began at.
  let start: Int
  /// The states, from the one that it began in, which was real.
  private(set) var states: [[Float]]
  /// The difference of each state from the real one, in deviations of the states that the run has seen: the mean of the
  /// numbers.
  private(set) var differences = [0.0]
  /// The probability that the discriminator gives each step to be real; `nil` where there is none.
  private(set) var realism: [Float?] = []
  /// The last imagined step.
  private(set) var last: DreamStep?
  /// The action that led to the last state.
  private(set) var action: [Int]?
  /// The return of the dream.
  private(set) var dreamtReturn = 0.0
  /// The real return of the same steps.
  private(set) var realReturn = 0.0
  /// The reason it goes no further; `nil` while it does.
  private(set) var ending: Ending?

  /// Begins a dream.
  init(at state: [Float], start: Int) {
    states = [state]
    self.start = start
  }

  /// The number of steps dreamt.
  var age: Int { states.count - 1 }

  /// The last state.
  var state: [Float] { states[states.count - 1] }

  /// Imagines the outcome of an action.
  ///
  /// - Parameters:
  ///   - action: The action that was taken.
  ///   - observation: The real observation after it.
  ///   - reward: The real reward for it.
  ///   - world: The learned world that dreams.
  ///   - random: The source of chance.
  mutating func step(
    _ action: Int, observed observation: [Float], reward: Double, in world: DreamWorld,
    using random: inout RandomGenerator
  ) {
    guard ending == nil else { return }
    let step = world.step(state, action, using: &random)
    guard step.state.allSatisfy(\.isFinite), step.reward.isFinite else { return ending = .lost }
    states.append(step.state)
    realism.append(step.realism)
    differences.append(Self.difference(step.state, observation, in: world.deviations))
    dreamtReturn += Double(step.reward)
    realReturn += reward
    (last, self.action) = (step, [action])
    if step.end > 0.5 { ending = .over }
  }

  private static func difference(_ first: [Float], _ second: [Float], in deviations: [Float]) -> Double {
    let distances = first.indices.map { Double(abs(first[$0] - second[$0]) / deviations[$0]) }
    return distances.reduce(0, +) / Double(max(distances.count, 1))
  }
}
