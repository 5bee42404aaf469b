import NeuralNet

/// The derivatives of a function by differences: what a gradient must be, whatever its rules say.
struct FiniteDifferences {
  let function: ([Tensor]) -> Tensor
  /// The width of a central difference: wide, since numbers are 32-bit.
  let step: Float = 0.01

  /// The gradient of the loss at each input, by differences of the loss.
  func gradient(at inputs: [Tensor]) -> [[Double]] {
    differences(at: inputs) { Probe.value(of: function($0)) }
  }

  /// The gradient of the gradients' weighted sum, by differences of the gradients.
  func secondGradient(at inputs: [Tensor]) -> [[Double]] {
    differences(at: inputs) { inputs in
      let variables = inputs.map(\.variable)
      return Probe.value(
        ofProjected: NeuralNet.gradient(of: Probe.loss(of: function(variables)), at: variables))
    }
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
}
