/// An array of numbers with a shape, that may remember how it was computed.
///
/// ```swift
/// let x = Tensor([1, 2, 3, 4], shape: [2, 2])
/// let y = (x * x).sum()
/// ```
///
/// A tensor is a value: nothing changes it. Numbers are 32-bit and lie in row-major order. What is computed from a
/// *variable* remembers its operation and its inputs, and ``gradient(of:at:createGraph:)`` follows them back; what is
/// computed from constants remembers nothing. Shapes that do not fit are a programming error, which names both.
public struct Tensor: Sendable {
  /// The sizes of the dimensions.
  public let shape: Shape

  let storage: Storage
  let offset: Int
  let node: Node?

  init(shape: Shape, storage: Storage, offset: Int = 0, node: Node? = nil) {
    self.shape = shape
    self.storage = storage
    self.offset = offset
    self.node = node
  }

  /// The number of elements.
  public var count: Int { shape.elementCount }

  /// True for a variable, and for a result that remembers its operation and inputs.
  public var isRecorded: Bool { node != nil }

  /// The same numbers without their history.
  var value: Tensor { Tensor(shape: shape, storage: storage, offset: offset) }

  /// The same numbers as a variable, at which gradients can be taken.
  public var variable: Tensor {
    Tensor(shape: shape, storage: storage, offset: offset, node: Node(.variable, [], of: value))
  }

  /// The same numbers, as a constant in backpropagation.
  public var detached: Tensor { isRecorded ? Tensor(.detach, [self], shape: shape) : self }
}

extension Tensor {
  /// Computes a primitive, and remembers it if any input is recorded.
  init(_ primitive: Primitive, _ inputs: [Tensor], shape: Shape) {
    let output: Tensor
    if primitive.isView {
      output = Tensor(shape: shape, storage: inputs[0].storage, offset: inputs[0].offset)
    } else {
      let pool = inputs.lazy.compactMap(\.storage.pool).first
      output = Tensor(shape: shape, storage: Storage(count: shape.elementCount, pool: pool))
      primitive.evaluate(inputs, into: output)
    }
    self =
      inputs.contains(where: \.isRecorded)
      ? Tensor(
        shape: shape, storage: output.storage, offset: output.offset, node: Node(primitive, inputs, of: output))
      : output
  }
}
