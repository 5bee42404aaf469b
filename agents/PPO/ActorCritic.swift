import NeuralNet

/// A policy network and a value estimate, on the same trunk and the same memory where there are any.
struct ActorCritic: Sendable {
  /// The actor, π(a | s).
  let policy: PolicyNetwork
  /// The critic, V(s), behind the policy's trunk and memory.
  let critic: Sequential
  private let parts: LayerParts

  init(
    _ architecture: PolicyNetwork.Architecture, _ initialization: LayerInitialization, freeOutput: Float = 0
  ) {
    policy = PolicyNetwork(architecture, initialization, outputGain: 0.01, freeOutput: freeOutput)
    let hidden = FeatureLayers(
      on: [policy.featureCount], hiddenSizes: architecture.hiddenSizes, activation: architecture.activation.layer,
      initialization: initialization)
    critic = Sequential(hidden.layers + [initialization.linear(hidden.outputCount, 1, gain: 1)])
    parts = [Self.policyName: policy, "critic": critic]
  }

  /// The name of the part that acts, whose parameters make a policy.
  static let policyName = NetworkPolicy.parameterName

  /// Makes the initial parameters.
  func makeParameters(using generator: inout some RandomNumberGenerator) -> Parameters {
    Parameters(of: ParameterList(parameters: parts.parameters), using: &generator)
  }

  /// Evaluates some steps.
  ///
  /// - Parameters:
  ///   - steps: The steps.
  ///   - weights: The tensors of the parameters.
  /// - Returns: The outputs for the policy's head, and the values, for each row.
  func callAsFunction(_ steps: Sequences, _ weights: Weights) -> (outputs: Tensor, values: Tensor) {
    var pass = ForwardPass()
    let own = weights[parts, Self.policyName]
    let features = policy.features(
      of: steps.observations, from: steps.states, steps: steps.length, keeping: steps.kept, own, &pass)
    let values = critic(features, weights[parts, "critic"], &pass)
    return (policy.outputs(of: features, own, &pass), values.reshaped(to: [values.shape[0]]))
  }

  /// Observations in sequences of equal length; the rows of each step stand one after the other.
  struct Sequences {
    /// The features of the observations.
    let observations: Tensor
    /// The number of steps of a sequence; 1 without a memory.
    var length = 1
    /// The memory's states before the first step; `nil` without a memory.
    var states: Tensor?
    /// 0 where an episode begins, else 1; `nil` without a memory.
    var kept: Tensor?
  }
}
