import NeuralNet

/// Outputs that are parameters themselves, behind those that depend on what is seen: the same ones for every row.
///
/// Such as the logarithms of a Gaussian policy's deviations, where these do not follow from the observation.
struct FreeOutputs: Layer {
  /// The number of outputs.
  let count: Int
  /// The value that all begin with.
  let initialValue: Float

  /// One number for each output.
  var parameters: [ParameterDescription] { [ParameterDescription("value", [count], .constant(initialValue))] }

  /// Adds the outputs to every row; with stacked weights, to every row of a block those of its own weights.
  func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    let blocks = Array(weights[0].shape.dropLast())
    let rows = weights[0].reshaped(to: Shape(blocks + [1, count]))
      .broadcast(to: Shape(Array(input.shape.dropLast()) + [count]))
    return Tensor.concatenate([input, rows], along: input.shape.count - 1)
  }
}
