import Testing

@testable import NeuralNet

/// A function to be differentiated, and the shapes of what it is a function of.
struct FunctionCase: Sendable, CustomTestStringConvertible {
  let name: String
  let shapes: [Shape]
  let range: ClosedRange<Float>
  let function: @Sendable ([Tensor]) -> Tensor

  init(
    _ name: String, _ shapes: Shape..., in range: ClosedRange<Float> = -1...1,
    function: @escaping @Sendable ([Tensor]) -> Tensor
  ) {
    self.name = name
    self.shapes = shapes
    self.range = range
    self.function = function
  }

  var testDescription: String { name }

  /// The function's inputs: at even distances in random order, so that no number is near another or near zero, where a
  /// difference would reach across a kink.
  func inputs() -> [Tensor] {
    var generator = SplitMix64(state: 7)
    let count = shapes.reduce(0) { $0 + $1.elementCount }
    let places = count + count % 2
    var numbers = (0..<places).map { place in
      range.lowerBound + (range.upperBound - range.lowerBound) * (Float(place) + 0.5) / Float(places)
    }
    numbers.shuffle(using: &generator)
    return shapes.map { shape in
      defer { numbers.removeFirst(shape.elementCount) }
      return Tensor(Array(numbers.prefix(shape.elementCount)), shape: shape)
    }
  }
}

/// Every case there is, by topic.
extension FunctionCase {
  static let all =
    arithmetic + broadcasting + comparisons + elementwise + rearrangements + reductions + rows + products + windows
    + attention

  private static let arithmetic = [
    FunctionCase("add", [3, 4], [3, 4]) { $0[0] + $0[1] },
    FunctionCase("subtract", [3, 4], [3, 4]) { $0[0] - $0[1] },
    FunctionCase("multiply", [3, 4], [3, 4]) { $0[0] * $0[1] },
    FunctionCase("divide", [3, 4], [3, 4], in: 0.5...1.5) { $0[0] / $0[1] },
    FunctionCase("add to itself", [5]) { $0[0] + $0[0] },
    FunctionCase("add a number", [5]) { 2 + $0[0] },
    FunctionCase("subtract a number", [5]) { $0[0] - 2 },
    FunctionCase("subtract from a number", [5]) { 2 - $0[0] },
    FunctionCase("multiply by a number", [5]) { 3 * $0[0] },
    FunctionCase("divide by a number", [5]) { $0[0] / 4 },
    FunctionCase("divide a number", [5], in: 0.5...1.5) { 2 / $0[0] },
    FunctionCase("negate", [5]) { -$0[0] },
  ]

  private static let broadcasting = [
    FunctionCase("multiply by a row", [3, 4], [4]) { $0[0] * $0[1] },
    FunctionCase("multiply by a column", [3, 4], [3, 1]) { $0[0] * $0[1] },
    FunctionCase("multiply by one number", [3, 4], []) { $0[0] * $0[1] },
    FunctionCase("multiply one number", [1], [3, 4]) { $0[0] * $0[1] },
    FunctionCase("multiply column and row", [3, 1], [1, 4]) { $0[0] * $0[1] },
    FunctionCase("multiply along the middle", [2, 1, 3], [2, 4, 3]) { $0[0] * $0[1] },
    FunctionCase("multiply along alternate dimensions", [2, 1, 3, 1], [1, 2, 1, 3]) { $0[0] * $0[1] },
    FunctionCase("subtract missing and short dimensions", [3, 1], [2, 1, 4]) { $0[0] - $0[1] },
    FunctionCase("divide by a column", [3, 4], [3, 1], in: 0.5...1.5) { $0[0] / $0[1] },
    FunctionCase("broadcast", [3, 1, 2]) { $0[0].broadcast(to: [2, 3, 2, 2]) },
  ]

  private static let comparisons = [
    FunctionCase("maximum", [3, 4], [3, 4]) { $0[0].maximum($0[1]) },
    FunctionCase("minimum", [3, 4], [3, 4]) { $0[0].minimum($0[1]) },
    FunctionCase("maximum with a row", [3, 4], [4]) { $0[0].maximum($0[1]) },
    FunctionCase("clamp", [12]) { $0[0].clamped(to: -0.5...0.33) },
    FunctionCase("is greater", [3, 4], [3, 4]) { $0[0].isGreater(than: $0[1]) },
    FunctionCase("select", [3, 2], [3, 2], [3, 2]) { .select($0[1], where: $0[0].relu(), else: $0[2]) },
  ]

  private static let elementwise = [
    FunctionCase("exponential", [6]) { $0[0].exponential() },
    FunctionCase("logarithm", [6], in: 0.5...2) { $0[0].logarithm() },
    FunctionCase("square root", [6], in: 0.5...2) { $0[0].squareRoot() },
    FunctionCase("power 3", [6]) { $0[0].power(3) },
    FunctionCase("power 2.5", [6], in: 0.5...1.5) { $0[0].power(2.5) },
    FunctionCase("power -0.5", [6], in: 0.5...1.5) { $0[0].power(-0.5) },
    FunctionCase("power 1", [6]) { $0[0].power(1) },
    FunctionCase("power 0", [6]) { $0[0].power(0) },
    FunctionCase("square", [6]) { $0[0].squared() },
    FunctionCase("magnitude", [6]) { $0[0].magnitude() },
    FunctionCase("tanh", [6], in: -2...2) { $0[0].tanh() },
    FunctionCase("sigmoid", [6], in: -3...3) { $0[0].sigmoid() },
    FunctionCase("softplus", [6], in: -3...3) { $0[0].softplus() },
    FunctionCase("error function", [6], in: -2...2) { $0[0].errorFunction() },
    FunctionCase("sine", [6], in: -3...3) { $0[0].sine() },
    FunctionCase("cosine", [6], in: -3...3) { $0[0].cosine() },
    FunctionCase("log gamma", [12], in: 0.3...15) { $0[0].logGamma() },
    FunctionCase("digamma", [12], in: 0.3...15) { $0[0].digamma() },
    FunctionCase("relu", [6]) { $0[0].relu() },
    FunctionCase("leaky relu", [6]) { $0[0].leakyReLU(slope: 0.1) },
    FunctionCase("gelu", [6], in: -2...2) { $0[0].gelu() },
  ]

  private static let rearrangements = [
    FunctionCase("reshape", [3, 4]) { $0[0].reshaped(to: [2, 6]) },
    FunctionCase("transpose", [3, 4]) { $0[0].transposed() },
    FunctionCase("transpose a batch", [2, 3, 4]) { $0[0].transposed() },
    FunctionCase("permute", [2, 3, 4]) { $0[0].permuted([2, 0, 1]) },
    FunctionCase("permute outer dimensions", [2, 3, 4]) { $0[0].permuted([1, 0, 2]) },
    FunctionCase("permute four dimensions", [2, 3, 2, 2]) { $0[0].permuted([3, 1, 0, 2]) },
    FunctionCase("slice first", [4, 3]) { $0[0].slice(1..<3) },
    FunctionCase("slice middle", [2, 4, 3]) { $0[0].slice(1..<3, along: 1) },
    FunctionCase("slice last", [2, 4]) { $0[0].slice(0..<3, along: -1) },
    FunctionCase("pad middle", [2, 2, 3]) { $0[0].padded(to: 5, at: 2, along: 1) },
    FunctionCase("concatenate first", [1, 3], [2, 3]) { .concatenate($0) },
    FunctionCase("concatenate middle", [2, 1, 2], [2, 2, 2], [2, 1, 2]) { .concatenate($0, along: 1) },
    FunctionCase("concatenate with itself", [2, 3]) { .concatenate([$0[0], $0[0]], along: -1) },
  ]

  private static let reductions = [
    FunctionCase("sum", [2, 3, 4]) { $0[0].sum() },
    FunctionCase("mean", [2, 3, 4]) { $0[0].mean() },
    FunctionCase("sum first", [2, 3, 4]) { $0[0].sum(along: [0]) },
    FunctionCase("sum middle", [2, 3, 4]) { $0[0].sum(along: [1]) },
    FunctionCase("sum last", [2, 3, 4]) { $0[0].sum(along: [-1], keepingDimensions: true) },
    FunctionCase("sum outer and inner", [2, 3, 4]) { $0[0].sum(along: [-1, 0]) },
    FunctionCase("mean middle", [2, 3, 4]) { $0[0].mean(along: [1], keepingDimensions: true) },
    FunctionCase("largest", [3, 4]) { $0[0].maximum() },
    FunctionCase("argmax", [3, 4]) { $0[0].argmax() },
    FunctionCase("quantile huber", [3, 2, 5]) {
      // So far off that the loss is a line: second derivatives are left out.
      Loss.quantileHuber($0[0], Tensor([5, -4, 3, -3, 4, 4, -5, 3, -3, -4, -5, -6], shape: [3, 4]))
    },
    FunctionCase("log sum exp", [3, 4]) { $0[0].logSumExp() },
    FunctionCase("log softmax", [3, 4]) { $0[0].logSoftmax() },
    FunctionCase("softmax", [3, 4]) { $0[0].softmax() },
    FunctionCase("causal softmax", [2, 3, 3]) { $0[0].causalSoftmax() },
  ]

  private static let rows = [
    FunctionCase("gather", [4, 3]) { $0[0].gathering(Tensor([1, 3, 1, 0], shape: [2, 2])) },
    FunctionCase("gather numbers", [5]) { $0[0].gathering(Tensor([4, 0, 4], shape: [3])) },
    FunctionCase("scatter", [4, 3]) { $0[0].scattering(to: Tensor([2, 0, 2, 2], shape: [4]), count: 3) },
    FunctionCase("pick", [4, 3]) { $0[0].picking(Tensor([0, 2, 2, 1], shape: [4])) },
  ]

  private static let products = [
    FunctionCase("product", [3, 4], [4, 2]) { $0[0].product($0[1]) },
    FunctionCase("product, left transposed", [4, 3], [4, 2]) { $0[0].product($0[1], transposingLeft: true) },
    FunctionCase("product, right transposed", [3, 4], [2, 4]) { $0[0].product($0[1], transposingRight: true) },
    FunctionCase("product, both transposed", [4, 3], [2, 4]) {
      $0[0].product($0[1], transposingLeft: true, transposingRight: true)
    },
    FunctionCase("product of a batch", [2, 3, 4], [2, 4, 2]) { $0[0].product($0[1]) },
    FunctionCase("product of a batch, left transposed", [2, 4, 3], [2, 4, 2]) {
      $0[0].product($0[1], transposingLeft: true)
    },
    FunctionCase("product of a batch, right transposed", [2, 3, 4], [2, 2, 4]) {
      $0[0].product($0[1], transposingRight: true)
    },
    FunctionCase("product of a batch, both transposed", [2, 4, 3], [2, 2, 4]) {
      $0[0].product($0[1], transposingLeft: true, transposingRight: true)
    },
    FunctionCase("product of a row", [1, 4], [4, 3]) { $0[0].product($0[1]) },
    FunctionCase("product of a row, right transposed", [1, 4], [3, 4]) {
      $0[0].product($0[1], transposingRight: true)
    },
    FunctionCase("outer product", [3, 1], [1, 4]) { $0[0].product($0[1]) },
    FunctionCase("affine", [3, 4], [2, 4], [2]) { $0[0].affine($0[1], $0[2]) },
    FunctionCase("affine of a row", [1, 4], [3, 4], [3]) { $0[0].affine($0[1], $0[2]) },
    FunctionCase("affine of a stack", [2, 3, 4], [2, 5, 4], [2, 5]) { $0[0].affine($0[1], $0[2]) },
  ]

  private static let windows = [
    FunctionCase("windows", [2, 2, 3, 4]) { images in
      images[0].windows(
        WindowGeometry(images: images[0].shape, kernelHeight: 2, kernelWidth: 3, stride: 1, padding: 0))
    },
    FunctionCase("windows with stride and padding", [2, 2, 4, 3]) { images in
      images[0].windows(
        WindowGeometry(images: images[0].shape, kernelHeight: 3, kernelWidth: 2, stride: 2, padding: 1))
    },
    FunctionCase("windows apart", [1, 2, 5, 5]) { images in
      images[0].windows(
        WindowGeometry(images: images[0].shape, kernelHeight: 2, kernelWidth: 2, stride: 3, padding: 0))
    },
    FunctionCase("overlap", [8, 4]) {
      $0[0].overlapped(
        WindowGeometry(images: [2, 1, 3, 3], kernelHeight: 2, kernelWidth: 2, stride: 1, padding: 0))
    },
    FunctionCase("overlap with stride and padding", [4, 12]) {
      $0[0].overlapped(
        WindowGeometry(images: [1, 2, 4, 3], kernelHeight: 3, kernelWidth: 2, stride: 2, padding: 1))
    },
  ]

  private static let attention = [
    FunctionCase("attention", [2, 3, 4], [2, 2, 4], [2, 2, 3]) { inputs in
      (inputs[0] * 0.5).product(inputs[1], transposingRight: true).softmax().product(inputs[2])
    },
    FunctionCase("causal attention", [2, 3, 4], [2, 3, 4], [2, 3, 2]) { inputs in
      (inputs[0] * 0.5).product(inputs[1], transposingRight: true).causalSoftmax().product(inputs[2])
    },
  ]
}
