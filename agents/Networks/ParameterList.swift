import NeuralNet

/// Parameters without a layer that computes with them: those of several networks together, or a number that is learned.
struct ParameterList: Layer {
  let parameters: [ParameterDescription]

  /// Returns the input.
  func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor { input }
}
