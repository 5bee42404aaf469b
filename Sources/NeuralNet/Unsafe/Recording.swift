/// What a network computes, as a list of operations with the memory for their results.
///
/// Only its owner uses it, and only one thread at a time, which is why it may cross threads.
final class Recording: @unchecked Sendable {
  let rows: Int
  private let input: Tensor
  private let output: Tensor
  private let steps: [Node]
  /// Windows on the parameters, which move when the parameters do.
  private let windows: [Storage]

  init(of network: any Layer, on inputShape: Shape, with parameters: Parameters) {
    rows = inputShape[0]
    input = Tensor.filled(0, shape: inputShape).variable
    windows = zip(parameters.offsets, parameters.descriptions).map { offset, description in
      Storage(windowOn: parameters.storage.address + offset, count: description.shape.elementCount)
    }
    let weights = zip(windows, parameters.descriptions).map { Tensor(shape: $1.shape, storage: $0).variable }
    output = network(input, Weights(weights))
    steps = Graph(of: output, at: []).nodes
  }

  func run(_ numbers: Span<Float>, with parameters: Parameters, into result: inout MutableSpan<Float>) {
    precondition(
      result.count == output.count,
      "\(result.count) places cannot take the \(output.count) numbers of \(output.shape)")
    numbers.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { input.address.update(from: start, count: source.count) }
    }
    withExtendedLifetime(parameters) {
      for index in windows.indices {
        windows[index].move(to: parameters.storage.address + parameters.offsets[index])
      }
      // By index: an array's iterator allocates in builds for testing.
      for index in steps.indices { steps[index].primitive.evaluate(steps[index].inputs, into: steps[index].output) }
    }
    let output = output.address
    result.withUnsafeMutableBufferPointer { target in
      if let start = target.baseAddress { start.update(from: output, count: target.count) }
    }
  }
}
