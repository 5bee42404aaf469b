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
  ///
  /// With stacked weights (``Weights/stacked(_:)``) the first dimension of the input, before that of the images, is that of
  /// the stack: each part of it meets weights of its own.
  public func callAsFunction(_ input: Tensor, _ weights: Weights, _ pass: inout ForwardPass) -> Tensor {
    let stack = Array(weights[0].shape.dropLast(4))
    precondition(
      input.shape.count == stack.count + 4 && input.shape[stack.count + 1] == inputs,
      "a convolution of \(inputs) channels cannot take the shape \(input.shape)")
    let count = input.shape.dropLast(3).reduce(1, *)
    let images = input.reshaped(to: Shape([count] + Array(input.shape.suffix(3))))
    let geometry = WindowGeometry(
      images: images.shape, kernelHeight: kernel, kernelWidth: kernel, stride: stride, padding: padding)
    let size = inputs * kernel * kernel
    let windows = images.windows(geometry)
    let rows = windows.reshaped(to: Shape(stack + [windows.count / (stack.reduce(1, *) * size), size])).affine(
      weights[0].reshaped(to: Shape(stack + [outputs, size])), weights[1])
    let (height, width) = (geometry.outputHeight, geometry.outputWidth)
    return rows.reshaped(to: [count, height, width, outputs]).permuted([0, 3, 1, 2])
      .reshaped(to: Shape(Array(input.shape.dropLast(3)) + [outputs, height, width]))
  }
}
