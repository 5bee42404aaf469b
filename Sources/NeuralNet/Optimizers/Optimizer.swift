import Safetensors

/// An optimizer: a rule that changes parameters along gradients so that a loss falls.
///
/// An optimizer belongs to the parameters that it was made for. It is a value: a copy goes on from the same state.
public protocol Optimizer: Sendable {
  /// The learning rate: the size of a step.
  var learningRate: Float { get set }

  /// Makes one step.
  mutating func update(_ parameters: inout Parameters, along gradients: Gradients)

  /// The state besides the settings, such as ``learningRate``, which are not part of it.
  ///
  /// - Precondition: What is set has as many numbers of each name.
  var state: OptimizerState { get set }
}

/// The state of an optimizer: what it takes to go on bit by bit.
public struct OptimizerState: Equatable, Sendable {
  /// The number of steps made.
  public var stepCount: Int
  /// Numbers for each parameter, by the names that PyTorch has for them, such as Adam's `exp_avg`.
  public var moments: [(name: String, numbers: [Float])]

  /// Compares numbers and names.
  public static func == (left: OptimizerState, right: OptimizerState) -> Bool {
    left.stepCount == right.stepCount && left.moments.elementsEqual(right.moments, by: ==)
  }
}

extension Optimizer {
  /// Adds the state to a file, under names that begin with a prefix and a dot.
  public func write(to writer: inout SafetensorsWriter, prefix: String) {
    let state = state
    writer.add("\(prefix).step", [state.stepCount], shape: [])
    for (name, numbers) in state.moments { writer.add("\(prefix).\(name)", numbers) }
  }

  /// Takes the state from a file, bit by bit; if that fails, nothing has changed.
  ///
  /// - Throws: `SafetensorsError` when the file has no such state or one for other parameters.
  public mutating func read(from file: SafetensorsFile, prefix: String) throws(SafetensorsError) {
    var read = state
    read.stepCount = try file.counts("\(prefix).step", shape: [])[0]
    for index in read.moments.indices {
      let (name, numbers) = read.moments[index]
      read.moments[index].numbers = try file.array("\(prefix).\(name)", as: Float.self, shape: [numbers.count])
    }
    state = read
  }
}
