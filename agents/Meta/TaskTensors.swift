import FewShot
import NeuralNet

/// The examples of a batch of tasks as tensors: tasks × examples × numbers.
struct TaskTensors {
  let support: ExampleTensors
  let query: ExampleTensors

  init(_ batch: TaskBatch, in pool: MemoryPool?) {
    let width = batch.inputShape.reduce(1, *)
    func tensors(_ examples: ExampleSet, _ rows: Int) -> ExampleTensors {
      let targets: Shape =
        switch batch.target {
        case .numbers(let size): [batch.count, rows, size]
        case .classes: [batch.count, rows]
        }
      return ExampleTensors(
        inputs: Tensor(examples.inputs, shape: [batch.count, rows, width], in: pool),
        targets: Tensor(examples.targets, shape: targets, in: pool))
    }
    support = tensors(batch.support, batch.size.supportCount)
    query = tensors(batch.query, batch.size.queryCount)
  }

  init(support: ExampleTensors, query: ExampleTensors) { (self.support, self.query) = (support, query) }

  /// All four tensors, in the order in which they are taken apart again.
  var all: [Tensor] { [support.inputs, support.targets, query.inputs, query.targets] }

  /// Takes the four tensors apart again.
  init(_ all: [Tensor]) {
    self.init(
      support: ExampleTensors(inputs: all[0], targets: all[1]),
      query: ExampleTensors(inputs: all[2], targets: all[3]))
  }
}

/// Some examples of each of some tasks.
struct ExampleTensors {
  /// Tasks × examples × numbers.
  let inputs: Tensor
  /// Tasks × examples × numbers, or tasks × examples where targets are classes.
  let targets: Tensor

  /// These examples of each task, and behind them others.
  func followed(by others: ExampleTensors) -> ExampleTensors {
    ExampleTensors(
      inputs: .concatenate([inputs, others.inputs], along: 1),
      targets: .concatenate([targets, others.targets], along: 1))
  }
}

extension TargetKind {
  /// Returns the loss of each task: the mean squared error of its examples, or the mean cross-entropy of their classes.
  ///
  /// - Parameters:
  ///   - outputs: A network's outputs, tasks × examples × numbers.
  ///   - targets: The targets.
  func losses(_ outputs: Tensor, _ targets: Tensor) -> Tensor {
    switch self {
    case .numbers: (outputs - targets).squared().mean(along: [1, 2])
    case .classes: -outputs.logSoftmax().picking(targets).mean(along: [1])
    }
  }
}
