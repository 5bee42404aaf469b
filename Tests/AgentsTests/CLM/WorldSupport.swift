import Simulation
import Training

@testable import Agents
@testable import NeuralNet

/// A point on a line that two actions push to either side; it ends beyond 1, and a flag says on which side it is.
enum Line {
  /// What follows from a place and an action.
  static func step(_ x: Float, _ action: Int) -> (x: Float, reward: Float, ends: Bool) {
    let next = 0.9 * x + (action == 0 ? -0.3 : 0.5)
    return (next, -abs(next), next > 1)
  }

  static func state(_ x: Float) -> [Float] { [x, x > 0 ? 1 : 0] }

  /// A replay of random actions from random places.
  static func replay(_ count: Int = 2000, returnSteps: Int = 1) throws -> ReplayBuffer {
    var replay = try ReplayBuffer(
      capacity: 4000, observations: RowLayout(.float32, shape: [2]), returnSteps: returnSteps, discount: 0.9)
    var generator = RandomGenerator(seed: 3)
    var x: Float = 0
    for _ in 0..<count {
      let action = generator.integers(0..<2)
      let step = step(x, action)
      var outcome = StepBatch(count: 1, observations: RowLayout(.float32, shape: [2]))
      outcome.rewards = [Double(step.reward)]
      outcome.statuses = [step.ends ? .terminated : .running]
      outcome.finalObservations.replaceNumbers(with: state(step.x))
      let start = Float(generator.uniform(-1, 1))
      outcome.observations.replaceNumbers(with: step.ends ? state(start) : state(step.x))
      replay.append(
        observations: RowBuffer(state(x), rowShape: [2]), actions: RowBuffer([action]), outcome: outcome)
      x = step.ends ? start : step.x
    }
    return replay
  }

  /// Values that nobody has learned yet.
  static func guide(stateSize: Int = 2) -> ValueGuide {
    var generator = RandomGenerator(seed: 5)
    let network = QNetwork(
      QNetwork.Architecture(featureShape: [stateSize], hiddenSizes: [8], actionCount: 2, isDueling: false))
    let parameters = Parameters(of: network, named: "q_net", using: &generator)
    return ValueGuide(network: network, online: parameters, target: parameters, discount: 0.9, scale: 1)
  }

  static var adversaries: GANConfiguration {
    var configuration = GANConfiguration()
    configuration.hiddenSizes = [32]
    configuration.discriminatorHiddenSizes = [16]
    configuration.batchSize = 32
    configuration.noiseSize = 2
    return configuration
  }

  static var world: WorldConfiguration {
    var configuration = WorldConfiguration()
    configuration.imaginedSteps = 3
    configuration.imaginedRollouts = 16
    return configuration
  }
}

extension RowBuffer {
  /// Changes one number of a row.
  mutating func set(_ number: Float, at index: Int, ofRow row: Int) {
    var numbers = mutableRow(row, as: Float.self)
    numbers[index] = number
  }
}

extension Parameters {
  /// Multiplies every number.
  mutating func scale(by factor: Float) {
    for index in descriptions.indices {
      update(index) { numbers in
        for place in numbers.indices { numbers[place] *= factor }
      }
    }
  }
}
