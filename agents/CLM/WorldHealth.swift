import NeuralNet
import Simulation

/// The held-out quality of a generator, on transitions that neither it nor the discriminator has learned from.
struct WorldHealth: Codable, Equatable, Sendable {
  /// The mean distance of generated successors to real ones, in units of each component's deviation among states; the
  /// mean over the components.
  var stateError = 0.0
  /// The mean distance of generated rewards to real ones.
  var rewardError = 0.0
  /// F₁ of the ends: the harmonic mean of the share of generated ones that are real and the share of real ones that are
  /// generated; 1 if there are none of either.
  var endScore = 0.0
  /// The accuracy of the discriminator on real and generated transitions.
  var accuracy = 0.5
  /// The spread of generated changes, their interquartile range, in units of that of real ones; of the component whose
  /// spread is the least.
  var spread = 1.0
  /// The share of generated transitions that look real enough.
  var passing = 1.0

  /// True if the generator has collapsed, and generates much the same whatever its condition.
  var isCollapsed: Bool { !(spread >= 0.2) }

  /// The number of held-out transitions in a check.
  static let sampleSize = 256

  init() {}

  /// Looks at some held-out transitions of a replay.
  init(
    of world: WorldModel, on replay: ReplayBuffer,
    using random: inout RandomGenerator
  ) {
    var batch = replay.makeBatch()
    replay.sampleSteps(count: Self.sampleSize, heldOut: true, into: &batch, using: &random)
    let made = world.imagine(batch.observations.array(), batch.actions.array(), using: &random)
    let errors = TransitionErrors(of: made, at: batch, scale: world.scale)
    stateError = errors.states.reduce(0, +) / Double(errors.states.count)
    rewardError = errors.reward
    endScore = errors.endScore
    spread = Self.leastSpread(made, batch, world.scale)
    guard world.hasJudge else { return }
    accuracy = world.gan.accuracy(
      on: world.scale.outcomes(of: batch, in: world.pool), at: world.conditions(of: batch), using: &random)
    let threshold = world.realismThreshold
    passing = Double(made.logits.count { $0 >= threshold }) / Double(max(made.logits.count, 1))
  }

  private static func leastSpread(
    _ made: ImaginedStep, _ batch: ReplayBatch, _ scale: TransitionScale
  ) -> Double {
    let size = scale.stateSize
    let (states, next) = (batch.observations.array(as: Float.self), batch.nextObservations.array(as: Float.self))
    var least = Double.infinity
    for index in 0..<size where !scale.flags[index] {
      func changes(_ successors: [Float]) -> [Float] {
        (0..<batch.count).map { successors[$0 * size + index] - states[$0 * size + index] }
      }
      let real = changes(next).interquartileRange
      // The ratio of two spreads near zero would be one of rounding errors.
      guard real > 1e-3 * scale.deviations[index] else { continue }
      let ratio = Double(changes(made.successors).interquartileRange / real)
      least = ratio.isNaN ? 0 : min(least, ratio)
    }
    return least == .infinity ? 1 : least
  }
}

extension [Float] {
  /// The interquartile range, between the quarters around the middle half; rare leaps, as where things collide, do not
  /// count.
  fileprivate var interquartileRange: Float {
    let sorted = sorted()
    return sorted[count * 3 / 4] - sorted[count / 4]
  }
}

/// The errors of generated transitions: their distances to real ones.
struct TransitionErrors: Equatable, Sendable {
  /// The mean distance of each component of a successor, in units of the component's deviation among states.
  let states: [Double]
  /// The mean distance of a reward.
  let reward: Double
  /// F₁ of the ends; 1 if there are none.
  let endScore: Double

  init(of made: ImaginedStep, at batch: ReplayBatch, scale: TransitionScale) {
    let size = scale.stateSize
    let next = batch.nextObservations.array(as: Float.self)
    states = (0..<size).map { index in
      let sum = (0..<batch.count).reduce(0.0) { sum, row in
        let place = row * size + index
        return sum + Double(abs(made.successors[place] - next[place]))
      }
      return sum / Double(batch.count) / Double(scale.deviations[index])
    }
    reward =
      (0..<batch.count).reduce(0.0) { $0 + Double(abs(made.rewards[$1] - batch.returns[$1])) } / Double(batch.count)
    let (said, was) = (made.ends.map { $0 > 0.5 }, batch.discounts.map { $0 == 0 })
    let right = zip(said, was).count { $0 && $1 }
    let all = said.count { $0 } + was.count { $0 }
    endScore = all == 0 ? 1 : 2 * Double(right) / Double(all)
  }
}
