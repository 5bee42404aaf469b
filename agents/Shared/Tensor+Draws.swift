import NeuralNet
import Simulation

extension Tensor {
  /// Draws standard normal numbers.
  static func standardNormal(
    _ shape: Shape, in pool: MemoryPool?, using random: inout RandomGenerator
  ) -> Tensor {
    Tensor(shape: shape, in: pool) { span in
      for index in span.indices { span[index] = Float(random.standardNormal()) }
    }
  }

  /// Draws a point on the line from each of some rows to the same one of others.
  static func mixture(
    of first: Tensor, _ second: Tensor, in pool: MemoryPool?, using random: inout RandomGenerator
  ) -> Tensor {
    let shares = Tensor(shape: [first.shape[0], 1], in: pool) { span in
      for row in span.indices { span[row] = Float(random.random()) }
    }
    return second + shares * (first - second)
  }
}
