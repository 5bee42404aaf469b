import NeuralNet

/// The derivatives of a function by differences: what a gradient must be, whatever its rules say.
///
/// The function's numbers are weighted, squared and added up, so that the second derivatives of linear functions are not
/// all zero; sums are taken in double precision.
struct FiniteDifferences {
  let function: ([Tensor]) -> Tensor
  /// The width of a central difference: wide, since numbers are 32-bit.
  let step: Float = 0.01

  /// The loss whose derivatives are taken.
  func loss(_ inputs: [Tensor]) -> Tensor {
    let output = function(inputs)
    return (output * (output * 0.5 + 1) * Self.weights(output.shape)).sum()
  }

  /// The gradient at each input, by differences of the loss.
  func gradient(at inputs: [Tensor]) -> [[Double]] {
    differences(at: inputs) { inputs in
      let output = function(inputs)
      return zip(output.values, Self.weights(output.shape).values).reduce(0) { sum, pair in
        let (value, weight) = (Double(pair.0), Double(pair.1))
        return sum + value * (value * 0.5 + 1) * weight
      }
    }
  }

  /// The gradient of the gradients' weighted sum, by differences of the gradients.
  func secondGradient(at inputs: [Tensor]) -> [[Double]] {
    differences(at: inputs) { inputs in
      let variables = inputs.map(\.variable)
      let gradients = NeuralNet.gradient(of: loss(variables), at: variables)
      return gradients.reduce(0) { sum, gradient in
        zip(gradient.values, Self.weights(gradient.shape).values).reduce(sum) { $0 + Double($1.0) * Double($1.1) }
      }
    }
  }

  /// The gradients' weighted sum, to be differentiated.
  func projection(of gradients: [Tensor]) -> Tensor {
    gradients.reduce(Tensor(0)) { $0 + ($1 * Self.weights($1.shape)).sum() }
  }

  private func differences(at inputs: [Tensor], of number: ([Tensor]) -> Double) -> [[Double]] {
    inputs.indices.map { input in
      (0..<inputs[input].count).map { index in
        func moved(by step: Float) -> Double {
          var values = inputs[input].values
          values[index] += step
          var inputs = inputs
          inputs[input] = Tensor(values, shape: inputs[input].shape)
          return number(inputs)
        }
        return (moved(by: step) - moved(by: -step)) / Double(2 * step)
      }
    }
  }

  /// Numbers of different sizes and both signs.
  private static func weights(_ shape: Shape) -> Tensor {
    Tensor((0..<shape.elementCount).map { 0.3 + Float($0 * 7 % 11) / 8 * ($0 % 3 == 0 ? -1 : 1) }, shape: shape)
  }
}
