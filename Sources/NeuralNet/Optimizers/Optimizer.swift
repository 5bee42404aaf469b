import Safetensors

/// An optimizer: a rule that changes parameters along gradients so that a loss falls.
///
/// An optimizer belongs to the parameters that it was made for. It is a value: a copy goes on from the same state.
public protocol Optimizer: Sendable {
  /// The learning rate: the size of a step.
  var learningRate: Float { get set }

  /// Makes one step.
  mutating func update(_ parameters: inout Parameters, along gradients: Gradients)

  /// Adds the state to a checkpoint, under names that begin with a prefix and a dot.
  ///
  /// Settings such as ``learningRate`` are not part of it.
  func write(to writer: inout SafetensorsWriter, prefix: String)

  /// Takes the state from a checkpoint, bit by bit; if that fails, nothing has changed.
  ///
  /// - Throws: `SafetensorsError` when the file has no such state or one for other parameters.
  mutating func read(from file: SafetensorsFile, prefix: String) throws(SafetensorsError)
}

extension SafetensorsWriter {
  mutating func add(stepCount: Int, prefix: String) { add("\(prefix).step", [stepCount], shape: []) }
}

extension SafetensorsFile {
  func stepCount(prefix: String) throws(SafetensorsError) -> Int {
    try counts("\(prefix).step", shape: [])[0]
  }
}
