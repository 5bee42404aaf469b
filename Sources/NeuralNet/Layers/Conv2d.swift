/// A two-dimensional convolution, as `torch.nn.Conv2d`: every window of an image times a kernel, plus a bias.
///
/// The kernel is a square. Images and results are batch × channels × height × width; along each side, a result has
/// (size + 2 padding − kernel) / stride + 1 places, rounded down.
public struct Conv2d: Layer, Equatable {
  /// The number of channels of the input.
  public let inputs: Int
  /// The number of channels of the output.
  public let outputs: Int
  /// The side length of the square kernel.
  public let kernel: Int
  /// The step from one position of the kernel to the next, along either side.
  public let stride: Int
  /// The number of zeros padded at each edge of an image.
  public let padding: Int
  private let weightInitializer: Initializer
  private let biasInitializer: Initializer

  /// Makes a convolution.
  ///
  /// - Parameters:
  ///   - inputs: The number of channels of the input.
  ///   - outputs: The number of channels of the output.
  ///   - kernel: The side length of the square kernel.
  ///   - stride: The step from one position of the kernel to the next, along either side.
  ///   - padding: The number of zeros padded at each edge of an image.
  ///   - weights: The initial distribution of the weights; PyTorch's default unless given.
  ///   - bias: The initial distribution of the bias; PyTorch's default unless given.
  public init(
    _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0, weights: Initializer? = nil,
    bias: Initializer? = nil
  ) {
    precondition(
      inputs > 0 && outputs > 0 && kernel > 0 && stride > 0 && padding >= 0,
      "a convolution from \(inputs) to \(outputs) channels, kernel \(kernel), stride \(stride), padding \(padding)")
    self.inputs = inputs
    self.outputs = outputs
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    let uniform = Initializer.uniform(bound: 1 / Float(inputs * kernel * kernel).squareRoot())
    weightInitializer = weights ?? uniform
    biasInitializer = bias ?? uniform
  }

  /// `weight`, outputs × inputs × height × width, and `bias`.
  public var parameters: [ParameterDescription] {
    [
      ParameterDescription("weight", [outputs, inputs, kernel, kernel], weightInitializer),
      ParameterDescription("bias", [outputs], biasInitializer),
    ]
  }

  /// Returns the images with a channel for each kernel.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    precondition(
      input.shape.count == 4 && input.shape[1] == inputs,
      "a convolution of \(inputs) channels cannot take the shape \(input.shape)")
    let geometry = WindowGeometry(
      images: input.shape, kernelHeight: kernel, kernelWidth: kernel, stride: stride, padding: padding)
    let rows = input.windows(geometry).affine(
      weights[0].reshaped(to: [outputs, inputs * kernel * kernel]), weights[1])
    return rows.reshaped(to: [input.shape[0], geometry.outputHeight, geometry.outputWidth, outputs])
      .permuted([0, 3, 1, 2])
  }
}
