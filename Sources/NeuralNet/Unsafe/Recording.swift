/// A recorded computation from parameters and inputs: a list of operations with the memory for their results.
///
/// Only its owner uses it, and only one thread at a time, which is why it may cross threads.
final class Recording: @unchecked Sendable {
  /// The shapes of the inputs.
  private let inputShapes: [Shape]
  /// The results, which every run writes anew.
  let outputs: [Tensor]
  private let parameterOffsets: [Int]
  /// The windows on the parameters and on the inputs, which move to where those are.
  private let parameterWindows: [Storage]
  private let inputWindows: [Storage]
  /// The nodes, which hold the memory of all results.
  private let nodes: [Node]
  private let steps: [Step]
  /// The operands of all steps, one step after the other.
  private var operands: [Operand] = []
  /// The operands that lie in windows.
  private var movable: [(operand: Int, window: Storage, offset: Int)] = []

  /// An operation: what it computes, from which of the operands, and where its result lies.
  private struct Step {
    let primitive: Primitive
    let operands: Range<Int>
    let output: Operand
  }

  /// Records a computation while it runs once.
  ///
  /// Results that depend neither on the parameters nor on the inputs remain as they are now.
  init(with parameters: Parameters, on inputs: [Tensor], _ compute: (Weights, [Tensor]) -> [Tensor]) {
    inputShapes = inputs.map(\.shape)
    parameterOffsets = parameters.offsets
    parameterWindows = zip(parameters.offsets, parameters.descriptions).map { offset, description in
      Storage(windowOn: parameters.storage.address + offset, count: description.shape.elementCount)
    }
    inputWindows = inputs.map { Storage(windowOn: $0.address, count: $0.count) }
    let weights = zip(parameterWindows, parameters.descriptions).map { window, description in
      Tensor(shape: description.shape, storage: window).variable
    }
    let variables = zip(inputWindows, inputShapes).map { Tensor(shape: $1, storage: $0).variable }
    outputs = withExtendedLifetime((parameters, inputs)) { compute(Weights(weights), variables) }
    nodes = Graph(of: outputs).nodes.filter { $0.primitive.computes }
    var count = 0
    steps = nodes.map { node in
      defer { count += node.inputs.count }
      return Step(
        primitive: node.primitive, operands: count..<count + node.inputs.count, output: node.output.operand)
    }
    let windows = Set((parameterWindows + inputWindows).map(ObjectIdentifier.init))
    for input in nodes.lazy.flatMap(\.inputs) {
      if windows.contains(ObjectIdentifier(input.storage)) {
        movable.append((operands.count, input.storage, input.offset))
      }
      operands.append(input.operand)
    }
  }

  /// True if it was made for parameters and inputs of these sizes.
  func fits(_ parameters: Parameters, _ inputs: [Tensor]) -> Bool {
    guard parameterOffsets == parameters.offsets, inputShapes.count == inputs.count else { return false }
    return inputs.indices.allSatisfy { inputs[$0].shape == inputShapes[$0] }
  }

  /// True if it was made for parameters of these sizes and a single input of so many rows.
  func fits(_ parameters: Parameters, rows: Int) -> Bool {
    parameterOffsets == parameters.offsets && inputShapes[0][0] == rows
  }

  /// Runs the computation again.
  func run(with parameters: Parameters, on inputs: [Tensor]) {
    withExtendedLifetime(inputs) {
      for index in inputWindows.indices { inputWindows[index].move(to: inputs[index].address) }
      run(with: parameters)
    }
  }

  /// Runs the computation again for a single input.
  func run(with parameters: Parameters, on numbers: Span<Float>, into result: inout MutableSpan<Float>) {
    precondition(
      result.count == outputs[0].count,
      "\(result.count) places cannot take the \(outputs[0].count) numbers of \(outputs[0].shape)")
    numbers.withUnsafeBufferPointer { source in
      // Nothing writes through a window.
      if let start = source.baseAddress { inputWindows[0].move(to: UnsafeMutablePointer(mutating: start)) }
      run(with: parameters)
    }
    let output = outputs[0].address
    result.withUnsafeMutableBufferPointer { target in
      if let start = target.baseAddress { start.update(from: output, count: target.count) }
    }
  }

  private func run(with parameters: Parameters) {
    withExtendedLifetime(parameters) {
      for index in parameterWindows.indices {
        parameterWindows[index].move(to: parameters.storage.address + parameterOffsets[index])
      }
      // By index: an array's iterator allocates in builds for testing.
      for index in movable.indices {
        operands[movable[index].operand].address = movable[index].window.address + movable[index].offset
      }
      operands.withUnsafeBufferPointer { operands in
        for index in steps.indices {
          let step = steps[index]
          step.primitive.evaluate(UnsafeBufferPointer(rebasing: operands[step.operands]), into: step.output)
        }
      }
    }
  }
}

extension Gradients {
  /// Copies recorded gradients into memory that lasts.
  ///
  /// - Parameters:
  ///   - tensors: The gradients at the parameters that are trained.
  ///   - descriptions: All parameters.
  ///   - memory: As large as all of them together.
  init(copying tensors: ArraySlice<Tensor>, at descriptions: [ParameterDescription], into memory: Storage) {
    var (next, offset) = (tensors.startIndex, 0)
    let copies = descriptions.map { description -> Tensor? in
      guard description.isTrainable else { return nil }
      let gradient = tensors[next]
      (memory.address + offset).update(from: gradient.address, count: gradient.count)
      let copy = Tensor(shape: gradient.shape, storage: memory, offset: offset)
      (next, offset) = (next + 1, offset + gradient.count)
      return copy
    }
    self.init(copies)
  }
}
