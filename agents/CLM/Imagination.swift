import NeuralNet
import Simulation

/// Rolls states out in a generator's world, by the actions of the agent as it is now.
struct Imagination {
  let world: WorldModel
  let guide: ValueGuide

  /// The outcome of one round of imagination, in rollouts.
  struct Outcome: Sendable, Equatable {
    /// The number of rollouts begun.
    var begun = 0
    /// The number of rollouts that looked real from their first step to their last.
    var kept = 0
  }

  /// Begins rollouts at states of a replay, and keeps those that look real all the way.
  ///
  /// - Parameters:
  ///   - replay: Where the states come from.
  ///   - transitions: Receives what was imagined.
  ///   - random: The source of chance.
  func fill(
    _ transitions: inout ImaginedTransitions, from replay: ReplayBuffer,
    using random: inout RandomGenerator
  ) -> Outcome {
    let (count, size) = (world.configuration.imaginedRollouts, world.scale.stateSize)
    var batch = replay.makeBatch()
    replay.sampleSteps(count: count, heldOut: false, into: &batch, using: &random)
    let starts = batch.observations.array(as: Float.self)
    let first = firstActions(at: starts, using: &random)
    var rollouts = Rollouts(count: count)
    var (states, actions) = (starts, first)
    for step in 0..<world.configuration.imaginedSteps {
      if step > 0 { actions = bestActions(at: states) }
      let imagined = world.imagine(states, actions, using: &random)
      rollouts.take(imagined, scale: world.scale, discount: guide.discount, threshold: world.realismThreshold)
      states = imagined.successors
    }
    for row in 0..<count where rollouts.isReal[row] {
      let numbers = row * size..<(row + 1) * size
      transitions.append(
        from: starts[numbers], first[row], return: rollouts.returns[row], discount: rollouts.discounts[row],
        to: states[numbers])
    }
    return Outcome(begun: count, kept: rollouts.isReal.count { $0 })
  }

  private func firstActions(at states: [Float], using random: inout RandomGenerator) -> [Int] {
    bestActions(at: states).map { best in
      random.random() < world.configuration.imaginedExploration ? random.integers(0..<world.actionCount) : best
    }
  }

  private func bestActions(at states: [Float]) -> [Int] {
    let rows = states.count / world.scale.stateSize
    return guide.network(
      Tensor(states, shape: [rows, world.scale.stateSize], in: world.pool), guide.online.constants
    ).argmax().values.map { Int($0) }
  }
}

extension WorldModel {
  /// Returns the imagined outcomes of some states and actions.
  func imagine(_ states: [Float], _ actions: [Int], using random: inout RandomGenerator) -> ImaginedStep {
    let rows = actions.count
    let condition = scale.conditions(states, actions, actionCount: actionCount, in: pool)
    let noise = gan.noise(rows, using: &random)
    var pass = ForwardPass()
    let numbers = gan.numbers(condition, noise, gan.generatorParameters.constants, &pass)
    let samples = gan.head.samples(of: numbers, chance: noise.chance)
    let likely = scale.likely(gan.head.expectations(of: numbers))
    let next = scale.successors(of: Tensor(states, shape: [rows, scale.stateSize]), likely)
    let columns = likely.values
    let width = scale.stateSize + 2
    return ImaginedStep(
      successors: next.values, rewards: (0..<rows).map { columns[$0 * width + width - 2] * scale.reward },
      ends: (0..<rows).map { columns[$0 * width + width - 1] },
      logits: hasJudge ? gan.logits(condition, samples).values : [])
  }
}

/// One imagined step of some rollouts.
struct ImaginedStep {
  /// The states that follow, one after the other.
  let successors: [Float]
  let rewards: [Float]
  /// The probabilities that the episodes are over.
  let ends: [Float]
  /// The discriminator's logits; empty if there is no discriminator.
  let logits: [Float]
}

/// The sums of some rollouts so far.
private struct Rollouts {
  var returns: [Float]
  var discounts: [Float]
  var isReal: [Bool]

  init(count: Int) {
    returns = Array(repeating: 0, count: count)
    discounts = Array(repeating: 1, count: count)
    isReal = Array(repeating: true, count: count)
  }

  mutating func take(_ step: ImaginedStep, scale: TransitionScale, discount: Float, threshold: Float) {
    for row in returns.indices {
      // Where the episode is over already, nothing more can look wrong.
      let isOver = discounts[row] < 0.01
      if !isOver, !step.logits.isEmpty, step.logits[row] < threshold { isReal[row] = false }
      returns[row] += discounts[row] * step.rewards[row]
      discounts[row] *= discount * (1 - step.ends[row])
    }
  }
}

extension TransitionScale {
  /// Returns outcomes with the likeliest flags of a state, in which the end remains a probability.
  func likely(_ expectations: Tensor) -> Tensor {
    let width = stateSize + 2
    return expectations.withValues { values in
      Tensor(shape: expectations.shape) { span in
        for index in span.indices {
          let column = index % width
          let isFlag = column < stateSize && flags[column]
          span[index] = isFlag ? (values[index] > 0.5 ? 1 : 0) : values[index]
        }
      }
    }
  }
}
