import Foundation
import NeuralNet
import Simulation

/// The generator G(z; s, a) of transitions, and the discriminator D(s, a, s′, r, end) of real and generated ones.
struct WorldModel: Sendable {
  let configuration: WorldConfiguration
  let actionCount: Int
  var scale: TransitionScale
  var gan: ConditionalGAN<TransitionHead>
  /// The mean logit of held-out real transitions, from which a distance is measured.
  var realLogit: Float = 0
  private var batch: ReplayBatch

  /// Makes both networks, in units measured in a replay.
  init(
    of replay: ReplayBuffer, actionCount: Int, _ configuration: WorldConfiguration,
    _ adversaries: GANConfiguration, using random: inout RandomGenerator
  ) {
    self.init(
      TransitionScale(of: replay, using: &random), actionCount: actionCount, configuration, adversaries,
      using: &random)
  }

  /// Makes both networks, in known units.
  init(
    _ scale: TransitionScale, actionCount: Int, _ configuration: WorldConfiguration,
    _ adversaries: GANConfiguration,
    using random: inout RandomGenerator
  ) {
    self.configuration = configuration
    self.actionCount = actionCount
    self.scale = scale
    gan = ConditionalGAN(
      conditionSize: scale.stateSize + actionCount, head: scale.head, configuration: adversaries, using: &random)
    batch = ReplayBatch(observations: RowLayout(.float32, shape: [scale.stateSize]))
  }

  var pool: MemoryPool? { gan.pool }

  /// Returns the generator's conditions of some transitions.
  func conditions(of batch: ReplayBatch) -> Tensor {
    scale.conditions(batch.observations.array(), batch.actions.array(), actionCount: actionCount, in: pool)
  }

  /// Updates D, then G.
  ///
  /// - Parameters:
  ///   - replay: What has happened.
  ///   - guide: What made transitions would teach.
  ///   - creativity: How much that matters, λ.
  ///   - progress: How far the schedules are.
  ///   - random: The source of chance.
  /// - Returns: What both updates have found; D's is missing if it has no say.
  mutating func learn(
    from replay: ReplayBuffer, guide: ValueGuide, creativity: Float, at progress: Double,
    using random: inout RandomGenerator
  ) -> (discriminator: ConditionalGAN<TransitionHead>.Report?, generator: ConditionalGAN<TransitionHead>.Report) {
    let adversarialWeight = Float(configuration.adversarialWeight)
    var judged: ConditionalGAN<TransitionHead>.Report?
    if adversarialWeight > 0 {
      for _ in 0..<gan.configuration.discriminatorUpdates {
        draw(from: replay, using: &random)
        judged = gan.improveDiscriminator(
          on: scale.outcomes(of: batch, in: pool), at: conditions(of: batch), progress: progress, using: &random)
        if judged?.isFinite == false { break }
      }
    }
    draw(from: replay, using: &random)
    let (states, actions, outcomes) = (states, actions, scale.outcomes(of: batch, in: pool))
    let (condition, scale) = (conditions(of: batch), scale)
    let endWeight = Float(configuration.endWeight)
    let threshold = realismThreshold
    let made = gan.improveGenerator(
      at: condition, adversarialWeight: adversarialWeight, progress: progress, using: &random
    ) { numbers, samples, logits in
      let cost = Self.surprise(numbers, at: outcomes, head: scale.head, endWeight: endWeight)
      // Nobody would say what is possible.
      guard creativity > 0, let logits else { return cost }
      let lessons = guide.absoluteErrors(at: states, actions, samples, scale)
      // Only what looks real may teach.
      let isReal = logits.detached.isGreater(than: .filled(threshold, shape: logits.shape))
      return cost - (lessons * isReal.detached).mean() * creativity
    }
    return (judged, made)
  }

  private mutating func draw(from replay: ReplayBuffer, using random: inout RandomGenerator) {
    replay.sampleSteps(count: gan.configuration.batchSize, heldOut: false, into: &batch, using: &random)
  }

  private var states: Tensor {
    Tensor(batch.observations, of: Float.self, shape: [batch.count, batch.observations.rowSize], in: pool)
  }

  private var actions: Tensor {
    Tensor(batch.actions, of: Int.self, shape: [batch.count], in: pool)
  }

  /// Returns the prediction loss of outcomes: Huber's loss of numbers, the negative log-likelihood of flags, the mean
  /// over the columns.
  ///
  /// - Parameter endWeight: How many times as much as another column the last one counts.
  static func surprise(
    _ numbers: Tensor, at outcomes: Tensor, head: TransitionHead, endWeight: Float
  ) -> Tensor {
    let errors = Loss.huberErrors(numbers, outcomes)
    let surprises = numbers.softplus() - numbers * outcomes
    let weights = Tensor(
      (1...head.sampleSize).map { $0 == head.sampleSize ? endWeight : 1 }, shape: [head.sampleSize])
    return ((errors + (surprises - errors) * head.mask) * weights).mean()
  }

  /// True if the discriminator is in use.
  var hasJudge: Bool { configuration.adversarialWeight > 0 }

  /// The logit that counts as undecided: 0, or where it is a distance, that of real transitions.
  private var undecided: Float { gan.configuration.loss == .wasserstein ? realLogit : 0 }

  /// The logit from which on a transition looks real enough to be used.
  var realismThreshold: Float {
    let share = Float(configuration.realismThreshold)
    guard hasJudge, share > 0 else { return -.infinity }
    return undecided + log(share / (1 - share))
  }

  /// Returns the realism of a logit: the probability that D gives it, σ(f).
  func realism(ofLogit logit: Float) -> Float { 1 / (1 + exp(undecided - logit)) }
}

extension TransitionScale {
  /// Measures transitions of a replay, or some of them if it has many.
  ///
  /// - Parameters:
  ///   - replay: The replay.
  ///   - flags: Which numbers of a state were found to be flags before.
  ///   - random: The source of chance.
  init(of replay: ReplayBuffer, flags: [Bool]? = nil, using random: inout RandomGenerator) {
    var batch = replay.makeBatch()
    replay.sampleSteps(count: min(replay.count, 5000), heldOut: false, into: &batch, using: &random)
    self.init(of: batch, flags: flags)
  }
}

/// The value estimators Q and Q̂, whose errors tell what a transition would teach.
struct ValueGuide: Sendable {
  let network: QNetwork
  let online: Parameters
  let target: Parameters
  let discount: Float
  /// The running mean of absolute temporal-difference errors, which is their unit.
  let scale: Float

  /// Returns |r + γ (1 − end) max Q̂(s′, ·) − Q(s, a)|, in units of its running mean and limited to 3 of them.
  func absoluteErrors(
    at states: Tensor, _ actions: Tensor, _ outcomes: Tensor, _ scale: TransitionScale
  ) -> Tensor {
    let rows = states.shape[0]
    let next = scale.successors(of: states, outcomes)
    let rewards =
      outcomes.slice(scale.stateSize..<scale.stateSize + 1, along: 1).reshaped(to: [rows]) * scale.reward
    let ends = outcomes.slice(scale.stateSize + 1..<scale.stateSize + 2, along: 1).reshaped(to: [rows])
    let future = network(next, target.constants).maximum()
    let targets = rewards + (1 - ends) * future * discount
    let known = network(states, online.constants).picking(actions)
    return ((targets - known).magnitude() / self.scale).clamped(to: 0...3)
  }
}

extension WorldModel {
  /// Measures the units of transitions anew, as more of them are known, and the mean logit of real ones.
  ///
  /// The networks are not told: units change less and less, and they learn on, also where a number turns out to be a flag
  /// or to be none.
  mutating func refresh(from replay: ReplayBuffer, using random: inout RandomGenerator) {
    scale = TransitionScale(of: replay, flags: scale.flags, using: &random)
    gan.head = scale.head
    guard hasJudge else { return }
    replay.sampleSteps(count: WorldHealth.sampleSize, heldOut: true, into: &batch, using: &random)
    realLogit = gan.logits(conditions(of: batch), scale.outcomes(of: batch, in: pool)).mean().item
  }
}
