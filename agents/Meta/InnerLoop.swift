import FewShot
import NeuralNet
import Simulation

/// The inner loop of meta-learning by gradients: steps of gradient descent on the support examples of tasks, for many tasks at
/// once.
///
/// Weights are stacked, a copy for each task. The tasks' losses are added, and since each depends on its own copy alone, the
/// gradient of the sum holds the gradient of each.
struct InnerLoop: Sendable {
  let network: any Layer
  let target: TargetKind
  /// The places of the parameters that are adapted.
  let places: [Int]
  /// True if gradients of the inner gradients are taken for zero.
  var isFirstOrder = false

  /// Makes a loop.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - target: The kind of its outputs.
  ///   - adaptsHeadOnly: True if only the last layer's weights and bias are adapted: Raghu and others (2020), "Rapid learning
  ///     or feature reuse?".
  ///   - isFirstOrder: True if gradients of the inner gradients are taken for zero.
  init(_ network: any Layer, _ target: TargetKind, adaptsHeadOnly: Bool = false, isFirstOrder: Bool = false) {
    self.network = network
    self.target = target
    self.isFirstOrder = isFirstOrder
    let count = network.parameters.count
    places = Array((adaptsHeadOnly ? max(0, count - 2) : 0)..<count)
  }

  /// Returns the loss of each task.
  func losses(_ weights: Weights, _ examples: ExampleTensors) -> Tensor {
    target.losses(network(examples.inputs, weights), examples.targets)
  }

  /// Returns the gradient of each task's loss at its own copy of the adapted parameters.
  ///
  /// - Parameters:
  ///   - weights: Stacked weights that are recorded.
  ///   - examples: The examples.
  ///   - isRecorded: True if gradients of these gradients will be taken.
  func slopes(at weights: Weights, on examples: ExampleTensors, isRecorded: Bool) -> [Tensor] {
    let all = weights.all
    let slopes = gradient(
      of: losses(weights, examples).sum(), at: places.map { all[$0] }, createGraph: isRecorded)
    return isFirstOrder ? slopes.map(\.detached) : slopes
  }

  /// Returns weights after a step against slopes: θ − rate ∘ slope.
  func stepped(_ weights: Weights, along slopes: [Tensor], _ rates: [Tensor]) -> Weights {
    var all = weights.all
    for (index, place) in places.enumerated() { all[place] = all[place] - rates[index] * slopes[index] }
    return Weights(all)
  }

  /// Returns the weights after some steps, through which gradients pass.
  func adapted(
    _ weights: Weights, to examples: ExampleTensors, steps: Int, _ rates: [Tensor]
  ) -> Weights {
    (0..<steps).reduce(weights) { weights, _ in
      stepped(weights, along: slopes(at: weights, on: examples, isRecorded: true), rates)
    }
  }

  /// Predicts the targets of queries after some numbers of steps, through which no gradients pass.
  ///
  /// - Parameters:
  ///   - tasks: The tasks.
  ///   - weights: The stacked weights to begin with.
  ///   - steps: The numbers of steps, rising.
  ///   - rates: The size of a step, for each adapted parameter.
  /// - Returns: The outputs for the queries after each number of steps.
  func outputs(for tasks: TaskTensors, from weights: Weights, after steps: [Int], _ rates: [Tensor]) -> [Tensor] {
    var (weights, outputs) = (weights, [Tensor]())
    for step in 0...(steps.last ?? 0) {
      if steps.contains(step) { outputs.append(network(tasks.query.inputs, weights)) }
      guard step < steps.last ?? 0 else { break }
      let recorded = Weights(weights.all.map { $0.detached.variable })
      let slopes = slopes(at: recorded, on: tasks.support, isRecorded: false)
      weights = stepped(weights, along: slopes, rates)
    }
    return outputs
  }
}

extension Weights {
  /// Returns the weights plus normal noise.
  func disturbed(by deviation: Double, in pool: MemoryPool?, using generator: inout RandomGenerator) -> Weights {
    guard deviation > 0 else { return self }
    return Weights(
      all.map { $0 + .standardNormal($0.shape, in: pool, using: &generator) * Float(deviation) })
  }
}
