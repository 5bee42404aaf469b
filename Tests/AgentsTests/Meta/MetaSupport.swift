import FewShot
import NeuralNet
import Simulation
import Training

@testable import Agents

/// The function θ x of one number, whose only parameter is θ.
struct Slope: Layer {
  var start: Float = 1
  var parameters: [ParameterDescription] { [ParameterDescription("slope", [1, 1], .constant(start))] }
  func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    input * weights[0]
  }
}

/// The example of one task whose gradients are known: θ = 1, support (2, 6), query (1, 2).
///
/// The loss is half the squared error, which is the squared error of numbers divided by the root of two.
struct ScalarTask: TaskFamily {
  let name = "scalar"
  let summary = "One task"
  let inputShape = [1]
  let target = TargetKind.numbers(1)

  func task(_ size: TaskSize, from part: TaskPart, using generator: inout RandomGenerator) -> FewShotTask {
    let root = Float(2).squareRoot()
    return FewShotTask(
      support: ExampleSet(inputs: [2 / root], targets: [6 / root]),
      query: ExampleSet(inputs: [1 / root], targets: [2 / root]))
  }

  static let demand = TaskDemand(count: 1, size: TaskSize(shots: 1, queries: 1))

  /// As many copies of the task as told.
  static func batch(_ count: Int = 1) -> TaskBatch {
    var generator = RandomGenerator(seed: 0)
    return TaskBatch(
      drawing: count, of: ScalarTask(), demand.size, from: .training, using: &generator)
  }
}

extension TaskFamily {
  /// Some tasks.
  func batch(_ count: Int, shots: Int, queries: Int, ways: Int = 1, seed: UInt64 = 1) -> TaskBatch {
    var generator = RandomGenerator(seed: seed)
    return TaskBatch(
      drawing: count, of: self, TaskSize(ways: ways, shots: shots, queries: queries), from: .training,
      using: &generator)
  }
}

/// Two numbers around the centre of their class.
struct Clusters: ClassFamily {
  let name = "clusters"
  let summary = "Points around the centres of classes"
  let inputShape = [2]

  func numberOfClasses(in part: TaskPart) -> Int { 12 }

  func appendExamples(
    _ count: Int, ofClass index: Int, in part: TaskPart, to inputs: inout [Float],
    using generator: inout RandomGenerator
  ) {
    for _ in 0..<count {
      inputs.append(Float(index % 4) + Float(generator.normal(mean: 0, standardDeviation: 0.1)))
      inputs.append(Float(index / 4) + Float(generator.normal(mean: 0, standardDeviation: 0.1)))
    }
  }
}

extension MetaLearner {
  /// Learns from some batches of tasks of a family.
  mutating func practise(_ steps: Int, on family: some TaskFamily, seed: UInt64 = 2) {
    var generator = RandomGenerator(seed: seed)
    for step in 0..<steps {
      advance(to: Double(step) / Double(steps))
      let batch = TaskBatch(drawing: demand.count, of: family, demand.size, from: .training, using: &generator)
      learn(from: batch, using: &generator)
    }
  }
}

/// Pictures of lines, whose classes are where the line is.
struct Lines: ClassFamily {
  let name = "lines"
  let summary = "Noisy pictures of a vertical line"
  let inputShape = [1, 8, 8]

  func numberOfClasses(in part: TaskPart) -> Int { 8 }

  func appendExamples(
    _ count: Int, ofClass index: Int, in part: TaskPart, to inputs: inout [Float],
    using generator: inout RandomGenerator
  ) {
    for _ in 0..<count {
      inputs += (0..<64).map {
        ($0 % 8 == index ? 1 : 0) + Float(generator.normal(mean: 0, standardDeviation: 0.1))
      }
    }
  }
}
