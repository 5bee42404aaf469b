import NeuralNet
import Simulation

/// The units in which a generator sees transitions, as measured in some that were observed.
struct TransitionScale: Codable, Equatable, Sendable {
  /// The mean of each component of a state, which is subtracted from it.
  let means: [Float]
  /// The deviation of each component of a state, which it is then divided by.
  let deviations: [Float]
  /// The unit of each component's changes; 1 for flags, which are not told by their change.
  let changes: [Float]
  /// True for each component of a state that is a flag: seen to be 0 and 1, and never anything else.
  let flags: [Bool]
  /// The least value that was seen of each component of a state.
  let least: [Float]
  /// The greatest value that was seen of it.
  let most: [Float]
  /// The unit of rewards.
  let reward: Float

  /// Measures some transitions.
  ///
  /// - Parameters:
  ///   - batch: The transitions.
  ///   - known: Which numbers were found to be flags before: they remain so unless they are seen to be something else.
  init(of batch: ReplayBatch, flags known: [Bool]? = nil) {
    let size = batch.observations.rowSize
    let (observations, nextObservations) = (
      batch.observations.array(as: Float.self), batch.nextObservations.array(as: Float.self)
    )
    func column(_ values: [Float], _ index: Int) -> [Float] {
      stride(from: index, to: values.count, by: size).map { values[$0] }
    }
    let states = (0..<size).map { column(observations, $0) }
    let successors = (0..<size).map { column(nextObservations, $0) }
    let seen = zip(states, successors).map { $0 + $1 }
    flags = seen.enumerated().map { index, values in
      guard values.allSatisfy({ $0 == 0 || $0 == 1 }) else { return false }
      return known?[index] == true || (values.contains(0) && values.contains(1))
    }
    means = states.map(\.mean)
    deviations = states.map { max($0.deviation, 1e-4) }
    changes = (0..<size).map { [flags, deviations] index in
      if flags[index] { return 1 }
      let differences = zip(successors[index], states[index]).map { $0 - $1 }
      return max(differences.map(abs).mean, 1e-4 * deviations[index])
    }
    least = seen.map { $0.min() ?? 0 }
    most = seen.map { $0.max() ?? 0 }
    reward = max((batch.returns.map { $0 * $0 }.mean).squareRoot(), 1e-4)
  }

  /// True if the units are usable; a file may hold anything.
  var isUsable: Bool {
    let lists = [means, deviations, changes, least, most]
    return stateSize > 0 && flags.count == stateSize && reward > 0
      && lists.allSatisfy { $0.count == stateSize && $0.allSatisfy(\.isFinite) }
      && (deviations + changes).allSatisfy { $0 > 0 }
  }

  /// The number of components of a state.
  var stateSize: Int { means.count }

  /// The head of outcomes, whose flags are those of the state, and the end; the reward is none.
  var head: TransitionHead { TransitionHead(flags: flags + [false, true]) }

  /// Returns the conditions of a generator: states in units of their own, and a one for each action among zeros.
  func conditions(_ states: [Float], _ actions: [Int], actionCount: Int, in pool: MemoryPool?) -> Tensor {
    let width = stateSize + actionCount
    return Tensor(shape: [actions.count, width], in: pool) { span in
      for row in actions.indices {
        for index in 0..<stateSize {
          span[row * width + index] = normalized(states[row * stateSize + index], index)
        }
        for action in 0..<actionCount { span[row * width + stateSize + action] = action == actions[row] ? 1 : 0 }
      }
    }
  }

  /// Returns the outcomes of transitions: changes and rewards in units of their own, flags as they are, and the end.
  func outcomes(of batch: ReplayBatch, in pool: MemoryPool?) -> Tensor {
    let width = stateSize + 2
    return Tensor(shape: [batch.count, width], in: pool) { span in
      let (observations, next) = (batch.observations, batch.nextObservations)
      let (before, after) = (observations.numbers(as: Float.self), next.numbers(as: Float.self))
      for row in 0..<batch.count {
        for index in 0..<stateSize {
          let place = row * stateSize + index
          let change = after[place] - (flags[index] ? 0 : before[place])
          span[row * width + index] = min(max(change / changes[index], -10 * Self.limit), 10 * Self.limit)
        }
        span[row * width + stateSize] = batch.returns[row] / reward
        span[row * width + stateSize + 1] = batch.discounts[row] == 0 ? 1 : 0
      }
    }
  }

  /// Returns the states that follow from outcomes, within what was seen; gradients pass.
  func successors(of states: Tensor, _ outcomes: Tensor) -> Tensor {
    let kept = Tensor(flags.map { $0 ? 0 : 1 }, shape: [stateSize])
    let next = states * kept + outcomes.slice(0..<stateSize, along: 1) * Tensor(changes, shape: [stateSize])
    let (low, high) = (Tensor(least, shape: [stateSize]), Tensor(most, shape: [stateSize]))
    // In this order what is not a number remains so.
    return low.maximum(next).minimum(high)
  }

  private func normalized(_ value: Float, _ index: Int) -> Float {
    min(max((value - means[index]) / deviations[index], -Self.limit), Self.limit)
  }

  /// The limit of normalized numbers, so that one that hardly ever changed cannot drown all others.
  private static let limit: Float = 10
}

extension [Float] {
  /// The standard deviation.
  var deviation: Float {
    let mean = mean
    return map { ($0 - mean) * ($0 - mean) }.mean.squareRoot()
  }
}
