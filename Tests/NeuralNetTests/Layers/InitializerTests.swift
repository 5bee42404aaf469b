import Testing

@testable import NeuralNet

@Suite struct InitializerTests {
  @Test("Parameters begin as PyTorch's: the same mean, deviation and bound of many")
  func defaults() throws {
    let golden = try Golden("initial")
    let layers: [(String, any Layer)] = [
      ("linear", Linear(20, 5000)), ("convolution", Conv2d(2, 5000, kernel: 3)),
      ("embedding", Embedding(1000, 100)),
      ("layer norm", LayerNorm([4])), ("batch norm", BatchNorm(4)),
      ("attention", MultiHeadAttention(64, heads: 1)),
    ]
    for (name, layer) in layers {
      var generator = SplitMix64(state: 3)
      let parameters = Parameters(of: layer, using: &generator)
      for (description, tensor) in zip(parameters.descriptions, parameters.constants.all) {
        let expected = try golden("\(name)/\(description.name)").values
        let mean = tensor.mean().item
        let deviation = (tensor - mean).squared().mean().item.squareRoot()
        let largest = tensor.magnitude().values.max() ?? 0
        let scale = max(expected[2], 0.01)
        #expect(abs(mean - expected[0]) < 0.03 * scale, "\(name) \(description.name): mean \(mean), \(expected)")
        #expect(
          abs(deviation - expected[1]) < 0.03 * scale, "\(name) \(description.name): \(deviation), \(expected)")
        // A normal distribution has no bound.
        #expect(abs(largest - expected[2]) < (name == "embedding" ? 0.2 : 0.01) * scale, "\(name): \(largest)")
      }
    }
  }

  @Test("Uniform numbers stay within their bound and reach it nearly")
  func uniform() {
    let values = Self.values(.uniform(bound: 0.25), [100, 100])
    #expect(values.allSatisfy { abs($0) <= 0.25 })
    #expect((values.max() ?? 0) > 0.249 && (values.min() ?? 0) < -0.249)
  }

  @Test(
    "Orthogonal rows, or columns if they are fewer, have the gain as their length",
    arguments: [[20, 30], [30, 20]])
  func orthogonal(sizes: [Int]) {
    let matrix = Tensor(Self.values(.orthogonal(gain: 2), Shape(sizes)), shape: Shape(sizes))
    let isWide = sizes[0] < sizes[1]
    let squares = matrix.product(matrix, transposingLeft: !isWide, transposingRight: isWide)
    let expected = (0..<400).map { $0 % 21 == 0 ? Float(4) : 0 }
    expectClose(squares, Tensor(expected, shape: [20, 20]), tolerance: 1e-6)
  }

  @Test("The kernels of a convolution are orthogonal as rows")
  func orthogonalKernels() {
    let rows = Tensor(Self.values(.orthogonal(gain: 1), [4, 2, 3, 3]), shape: [4, 18])
    let expected = (0..<16).map { $0 % 5 == 0 ? Float(1) : 0 }
    expectClose(rows.product(rows, transposingRight: true), Tensor(expected, shape: [4, 4]), tolerance: 1e-6)
  }

  @Test("Orthogonal matrices have no preferred direction")
  func directions() {
    let values = (0..<50).flatMap { Self.values(.orthogonal(gain: 1), [20, 20], seed: $0) }
    let mean = values.reduce(0, +) / Float(values.count)
    let largest = (0..<400).map { index in
      abs(stride(from: index, to: values.count, by: 400).reduce(0) { $0 + values[$1] } / 50)
    }
    #expect(abs(mean) < 0.005)
    // The mean of 50 numbers of deviation 1/√20 has the deviation 0.032.
    #expect((largest.max() ?? 1) < 0.15)
  }

  private static func values(_ initializer: Initializer, _ shape: Shape, seed: UInt64 = 5) -> [Float] {
    var generator = SplitMix64(state: seed)
    let tensor = Tensor(shape: shape) { initializer.fill(&$0, shape: shape, using: &generator) }
    return tensor.values
  }
}
