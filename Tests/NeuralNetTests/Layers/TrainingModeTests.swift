import Testing

@testable import NeuralNet

@Suite struct DropoutTests {
  private let ones = Tensor.filled(1, shape: [100, 100])

  private func dropped(_ layer: Dropout, seed: UInt64) -> Tensor {
    var pass = ForwardPass(trainingWithSeed: seed)
    return layer(ones, Weights([]), &pass)
  }

  @Test("In training a share of the numbers becomes zero and the rest grows, so that the mean stays")
  func share() {
    let values = dropped(Dropout(0.2), seed: 1).values
    let zeros = values.count { $0 == 0 }
    #expect(abs(zeros - 2000) < 200)
    #expect(values.allSatisfy { $0 == 0 || $0 == 1.25 })
  }

  @Test("A seed gives the same numbers again, and another gives others")
  func seeds() {
    #expect(dropped(Dropout(0.5), seed: 1).values == dropped(Dropout(0.5), seed: 1).values)
    #expect(dropped(Dropout(0.5), seed: 1).values != dropped(Dropout(0.5), seed: 2).values)
  }

  @Test("Two layers of one pass drop different numbers")
  func twoLayers() {
    var pass = ForwardPass(trainingWithSeed: 1)
    let first = Dropout(0.5)(ones, Weights([]), &pass)
    #expect(Dropout(0.5)(ones, Weights([]), &pass).values != first.values)
  }

  @Test("The gradient goes through the same numbers")
  func gradients() {
    let x = ones.variable
    var pass = ForwardPass(trainingWithSeed: 1)
    let output = Dropout(0.3)(x, Weights([]), &pass)
    #expect(gradient(of: output.sum(), at: [x])[0].values == output.values)
  }
}

@Suite struct BatchNormTests {
  private let network = Sequential(Linear(3, 2), BatchNorm(2))

  private func parameters() -> Parameters {
    var generator = SplitMix64(state: 1)
    return Parameters(of: network, using: &generator)
  }

  @Test("A training pass changes the running statistics once it is applied, and gradients do not move them")
  func running() {
    var parameters = parameters()
    let input = Tensor((0..<12).map { Float($0 * $0 % 7) }, shape: [4, 3])
    var pass = ForwardPass(trainingWithSeed: 1)
    let (_, gradients) = parameters.valueAndGradient { network(input, $0, &pass).squared().mean() }
    #expect(gradients.tensors.map { $0 != nil } == [true, true, true, true, false, false])

    let before = parameters.constants.all.map(\.values)
    parameters.apply(pass)
    let after = parameters.constants.all.map(\.values)
    #expect(after[..<4] == before[..<4])
    #expect(after[4] != before[4] && after[5] != before[5])

    var optimizer = Adam(for: parameters)
    optimizer.update(&parameters, along: gradients)
    #expect(parameters.constants.all[4...].map(\.values) == Array(after[4...]))
  }

  @Test("A layer that is used twice in a pass moves its statistics twice")
  func twice() {
    let layer = BatchNorm(1, momentum: 0.5)
    let weights = Weights([
      Tensor([1], shape: [1]), Tensor([0], shape: [1]), Tensor([0], shape: [1]), Tensor([1], shape: [1]),
    ])
    var pass = ForwardPass(trainingWithSeed: 1)
    let input = Tensor([3, 5], shape: [2, 1])
    _ = layer(input, weights, &pass)
    #expect(pass.updates[2]?.values == [2])
    _ = layer(input, weights, &pass)
    #expect(pass.updates[2]?.values == [3])
  }

  @Test("What comes out in training has no mean and the deviation one")
  func normal() {
    var pass = ForwardPass(trainingWithSeed: 1)
    let input = Tensor((0..<24).map { Float($0 * $0 % 11) }, shape: [2, 2, 2, 3])
    let output = BatchNorm(2, epsilon: 0)(input, parameters(of: BatchNorm(2)), &pass)
    expectClose(output.mean(along: [0, 2, 3]), .filled(0, shape: [2]))
    expectClose(output.squared().mean(along: [0, 2, 3]), .filled(1, shape: [2]))
  }

  private func parameters(of layer: BatchNorm) -> Weights {
    var generator = SplitMix64(state: 1)
    return Parameters(of: layer, using: &generator).constants
  }
}
