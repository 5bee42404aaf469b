/// A gated recurrent unit: a state that every step of a sequence updates.
///
/// Cho and others (2014), as `torch.nn.GRU` with one layer: with r and z the gates,
/// n = tanh(Wx + b + r ⊙ (Uh + c)) and h′ = (1 − z) ⊙ n + z ⊙ h.
public struct GRU: Layer, Equatable {
  /// The size of an input row.
  public let inputs: Int
  /// The size of the state.
  public let stateSize: Int

  /// Makes a unit.
  public init(_ inputs: Int, _ stateSize: Int) {
    precondition(inputs > 0 && stateSize > 0, "a recurrent unit of \(inputs) inputs and a state of \(stateSize)")
    self.inputs = inputs
    self.stateSize = stateSize
  }

  /// PyTorch's four, each with the rows of r, z and n one after the other: `weight_ih_l0` and so on.
  public var parameters: [ParameterDescription] {
    let uniform = Initializer.uniform(bound: 1 / Float(stateSize).squareRoot())
    return [
      ParameterDescription("weight_ih_l0", [3 * stateSize, inputs], uniform),
      ParameterDescription("weight_hh_l0", [3 * stateSize, stateSize], uniform),
      ParameterDescription("bias_ih_l0", [3 * stateSize], uniform),
      ParameterDescription("bias_hh_l0", [3 * stateSize], uniform),
    ]
  }

  /// Returns the states after each step of sequences that begin with a state of zeros.
  ///
  /// - Parameter input: Steps × rows × inputs.
  /// - Returns: Steps × rows × state.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    precondition(
      input.shape.count == 3, "a recurrent unit needs steps, rows and inputs, not the shape \(input.shape)")
    let start = Tensor.filled(0, shape: [input.shape[1], stateSize], in: nil)
    return states(over: input, from: start, weights)
  }

  /// Returns the states after each step of sequences.
  ///
  /// - Parameters:
  ///   - input: Steps × rows × inputs.
  ///   - start: The states before the first step, rows × state.
  ///   - kept: What each step's state is multiplied with before the step, steps × rows: 0 where an episode begins. `nil`
  ///     keeps all.
  ///   - weights: The tensors of the parameters.
  /// - Returns: Steps × rows × state.
  public func states(over input: Tensor, from start: Tensor, keeping kept: Tensor? = nil, _ weights: Weights)
    -> Tensor
  {
    precondition(
      input.shape.count == 3 && input.shape[2] == inputs && start.shape == [input.shape[1], stateSize]
        && kept.map { $0.shape == [input.shape[0], input.shape[1]] } ?? true,
      "sequences of the shape \(input.shape) with states of \(start.shape) do not fit \(inputs) inputs and a state of "
        + "\(stateSize)")
    let (steps, rows) = (input.shape[0], input.shape[1])
    // The inputs of all steps are known, so that they make one product.
    let gates = input.reshaped(to: [steps * rows, inputs]).affine(weights[0], weights[2])
    var (state, states) = (start, [Tensor]())
    for step in 0..<steps {
      if let kept { state = state * kept.slice(step..<step + 1).reshaped(to: [rows, 1]) }
      state = next(state, gates.slice(step * rows..<(step + 1) * rows), weights)
      states.append(state)
    }
    return Tensor.concatenate(states).reshaped(to: [steps, rows, stateSize])
  }

  private func next(_ state: Tensor, _ gates: Tensor, _ weights: Weights) -> Tensor {
    let size = stateSize
    let own = state.affine(weights[1], weights[3])
    let both = (gates.slice(0..<2 * size, along: 1) + own.slice(0..<2 * size, along: 1)).sigmoid()
    let (reset, update) = (both.slice(0..<size, along: 1), both.slice(size..<2 * size, along: 1))
    let proposal =
      (gates.slice(2 * size..<3 * size, along: 1) + reset * own.slice(2 * size..<3 * size, along: 1)).tanh()
    return proposal + update * (state - proposal)
  }
}
