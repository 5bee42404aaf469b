/// A linear layer that never stretches a vector by more than 1: its weights are divided by their largest singular value.
///
/// Miyato and others (2018), "Spectral normalization for generative adversarial networks"; as
/// `torch.nn.utils.spectral_norm(nn.Linear(…))`. A training pass makes one step of the power iteration that finds the
/// singular value, and notes where it has got to; ``Parameters/apply(_:)`` takes that in. In use the last step counts.
public struct SpectralLinear: Layer, Equatable {
  private let linear: Linear

  /// Makes a layer from so many numbers to so many.
  public init(_ inputs: Int, _ outputs: Int) { linear = Linear(inputs, outputs) }

  /// `weight_orig` and `bias`, and the singular vectors `weight_u` and `weight_v`.
  public var parameters: [ParameterDescription] {
    let (rows, columns) = (linear.outputs, linear.inputs)
    let own = linear.parameters
    return [
      ParameterDescription("weight_orig", own[0].shape, own[0].initializer), own[1],
      ParameterDescription("weight_u", [rows], .normal(deviation: 1), isTrainable: false),
      ParameterDescription("weight_v", [columns], .normal(deviation: 1), isTrainable: false),
    ]
  }

  /// The last dimension of the input becomes that of the output.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    let matrix = weights[0]
    var (left, right) = (
      weights[2].reshaped(to: [linear.outputs, 1]), weights[3].reshaped(to: [linear.inputs, 1])
    )
    if pass.isTraining {
      right = Self.normalized(matrix.detached.product(left, transposingLeft: true))
      left = Self.normalized(matrix.detached.product(right))
      pass.update(weights.position(2), to: left.reshaped(to: [linear.outputs]))
      pass.update(weights.position(3), to: right.reshaped(to: [linear.inputs]))
    }
    let singularValue = left.product(matrix.product(right), transposingLeft: true).reshaped(to: [])
    return linear(input, Weights([matrix / singularValue, weights[1]]), &pass)
  }

  private static func normalized(_ vector: Tensor) -> Tensor {
    vector / (vector.squared().sum() + 1e-24).squareRoot()
  }
}
