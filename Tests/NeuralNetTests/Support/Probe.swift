import NeuralNet

/// The loss whose derivatives tests compare; `Golden/derivatives.py` computes the same.
///
/// It is the sum of w y (1 + y / 2) over the numbers y of a result, with fixed weights w, so that linear functions have
/// second derivatives, too.
enum Probe {
  static func loss(of output: Tensor) -> Tensor { (output * (output * 0.5 + 1) * weights(output.shape)).sum() }

  /// The loss in double precision.
  static func value(of output: Tensor) -> Double {
    zip(output.values, weights(output.shape).values).reduce(0) { sum, pair in
      let (value, weight) = (Double(pair.0), Double(pair.1))
      return sum + value * (value * 0.5 + 1) * weight
    }
  }

  /// The weighted sum of gradients, whose gradients are the second derivatives that tests compare.
  static func projection(of gradients: [Tensor]) -> Tensor {
    gradients.reduce(Tensor(0)) { $0 + ($1 * weights($1.shape)).sum() }
  }

  /// The weighted sum in double precision.
  static func value(ofProjected gradients: [Tensor]) -> Double {
    gradients.reduce(0) { sum, gradient in
      zip(gradient.values, weights(gradient.shape).values).reduce(sum) { $0 + Double($1.0) * Double($1.1) }
    }
  }

  /// Numbers of different sizes and both signs.
  private static func weights(_ shape: Shape) -> Tensor {
    Tensor((0..<shape.elementCount).map { 0.3 + Float($0 * 7 % 11) / 8 * ($0 % 3 == 0 ? -1 : 1) }, shape: shape)
  }
}
