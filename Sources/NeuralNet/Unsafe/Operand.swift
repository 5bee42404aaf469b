import CKernels

/// A tensor as a primitive computes with it: the address of its numbers, and its shape.
///
/// Whoever makes one keeps the memory until the computation is over. A tensor would be counted among its memory's users
/// with every look at it.
struct Operand {
  /// The address of the first number.
  var address: UnsafeMutablePointer<Float>
  /// The sizes of the dimensions.
  let shape: Shape
  /// The number of elements.
  let count: Int

  /// Stops the program unless all numbers are rows of so many.
  ///
  /// A wrong row would be read from or written to memory that is someone else's, so release builds look, too.
  func checkRows(below limit: Int) {
    precondition(limit <= 1 << 24, "\(limit) rows are more than a float can number")
    precondition(
      palaestra_count_not_rows(address, Float(limit), count) == 0,
      "\(Array(UnsafeBufferPointer(start: address, count: count))) are not all numbers of \(limit) rows")
  }
}

extension Tensor {
  /// The tensor as a primitive computes with it.
  var operand: Operand { Operand(address: address, shape: shape, count: count) }

  /// Stops the program unless all numbers are rows of so many.
  func checkRows(below limit: Int) { withExtendedLifetime(storage) { operand.checkRows(below: limit) } }
}

extension Primitive {
  /// Computes the primitive's numbers from tensors.
  func evaluate(_ inputs: [Tensor], into output: Tensor) {
    withUnsafeTemporaryAllocation(of: Operand.self, capacity: inputs.count) { operands in
      for index in inputs.indices { operands.initializeElement(at: index, to: inputs[index].operand) }
      // Nothing but addresses is used below, so nothing else says that the memory is.
      withExtendedLifetime((inputs, output)) { evaluate(UnsafeBufferPointer(operands), into: output.operand) }
    }
  }
}
