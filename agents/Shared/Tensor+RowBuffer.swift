import NeuralNet
import Simulation

extension Tensor {
  /// The numbers of rows as floats: one row after the other.
  ///
  /// - Parameters:
  ///   - rows: The rows, of one field.
  ///   - type: The type of their numbers.
  ///   - shape: The shape, which has as many numbers.
  ///   - pool: The pool of memory; `nil` for none.
  init<Number: SpaceScalar>(_ rows: RowBuffer, of type: Number.Type, shape: Shape, in pool: MemoryPool?) {
    self.init(shape: shape, in: pool) { span in
      let numbers = rows.numbers(as: type)
      for index in span.indices { span[index] = numbers[index].floatValue }
    }
  }
}
