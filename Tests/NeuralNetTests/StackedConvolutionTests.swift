import NeuralNet
import Testing

@Suite("Stacked convolutions") struct StackedConvolutionTests {
  @Test("Each part of a stack meets weights of its own, and gradients of gradients pass")
  func stack() {
    var random = SystemRandom(state: 3)
    let convolution = Conv2d(2, 3, kernel: 3, stride: 2, padding: 1)
    let networks = (0..<2).map { _ in Parameters(of: convolution, using: &random) }
    let stack = Parameters(stacking: networks)
    let pictures = Tensor((0..<2 * 4 * 2 * 5 * 5).map { Float($0 % 17) / 17 }, shape: [2, 4, 2, 5, 5])
    let together = convolution(pictures, stack.constants)
    #expect(together.shape == [2, 4, 3, 3, 3])
    for part in 0..<2 {
      let own = pictures.slice(part..<part + 1).reshaped(to: [4, 2, 5, 5])
      let alone = convolution(own, networks[part].constants)
      let found = together.slice(part..<part + 1).reshaped(to: [4, 3, 3, 3])
      for (found, expected) in zip(found.values, alone.values) { #expect(abs(found - expected) < 1e-5) }
    }
  }

  @Test("The slope of a stacked loss's squared slopes is the slopes' own")
  func secondOrder() {
    var random = SystemRandom(state: 5)
    let convolution = Conv2d(1, 2, kernel: 3, stride: 2, padding: 1)
    let parameters = Parameters(of: convolution, using: &random)
    let pictures = Tensor((0..<2 * 3 * 16).map { Float($0 % 7) / 7 }, shape: [2, 3, 1, 4, 4])
    func size(_ weights: Weights) -> Tensor {
      let stacked = weights.stacked(2)
      let loss = convolution(pictures, stacked).squared().sum()
      let slopes = gradient(of: loss, at: stacked.all, createGraph: true)
      return slopes.map { $0.squared().sum() }.reduce(Tensor(0)) { $0 + $1 } * 0.001
    }
    let gradients = parameters.valueAndGradient(size).gradients.tensors.flatMap { $0?.values ?? [] }
    for index in gradients.indices {
      func value(_ step: Float) -> Float {
        var moved = parameters
        moved.values[index] += step
        return size(moved.constants.all.isEmpty ? moved.constants : moved.variables).item
      }
      let difference = (value(0.01) - value(-0.01)) / 0.02
      #expect(abs(difference - gradients[index]) < 0.02 * max(1, abs(gradients[index])))
    }
  }
}

/// A little generator, the same everywhere.
private struct SystemRandom: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}
