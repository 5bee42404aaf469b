import Testing

@testable import NeuralNet

@Suite("Batch renormalization") struct BatchRenormTests {
  private let input = Tensor((0..<24).map { Float($0 * $0 % 11) }, shape: [8, 3])

  private func weights(_ mean: Float, _ variance: Float, passes: Float) -> Weights {
    Weights([
      Tensor([2, 1, 0.5], shape: [3]), Tensor([0, 1, -1], shape: [3]), .filled(mean, shape: [3]),
      .filled(variance, shape: [3]), Tensor([passes], shape: [1]),
    ])
  }

  @Test("normalizes by the batch at first, as batch normalization does")
  func warmUp() {
    var (pass, other) = (ForwardPass(trainingWithSeed: 1), ForwardPass(trainingWithSeed: 1))
    let weights = weights(3, 4, passes: 9)
    let output = BatchRenorm(3, momentum: 0.1, epsilon: 1e-3, warmUpPasses: 10)(input, weights, &pass)
    let plain = BatchNorm(3, momentum: 0.1, epsilon: 1e-3)(input, weights, &other)
    expectClose(output, plain)
    #expect(pass.updates[4]?.values == [10])
    for position in [2, 3] { #expect(pass.updates[position]?.values == other.updates[position]?.values) }
  }

  @Test("then makes of numbers what the running statistics make of them, within its limits")
  func renormalizes() {
    var pass = ForwardPass(trainingWithSeed: 1)
    let layer = BatchRenorm(3, warmUpPasses: 10)
    let near = weights(4, 9, passes: 11)
    expectClose(layer(input, near, &pass), layer(input, near))
    // Far from the running statistics the scale is 3 and the shift 5.
    var far = ForwardPass(trainingWithSeed: 1)
    let output = layer(input, weights(-100, 0.01, passes: 11), &far)
    let normal = (output - Tensor([0, 1, -1], shape: [3])) / Tensor([2, 1, 0.5], shape: [3])
    expectClose(normal.mean(along: [0]), .filled(5, shape: [3]))
    let deviation = (normal - 5).squared().mean(along: [0]).squareRoot()
    for value in deviation.values { #expect(abs(value - 3) < 0.01) }
  }

  @Test("lets gradients through the batch's statistics, so that a shift of all numbers changes nothing")
  func gradients() {
    var generator = SplitMix64(state: 1)
    let network = Sequential(Linear(3, 4), BatchRenorm(4), Linear(4, 1))
    let parameters = Parameters(of: network, using: &generator)
    var objective = Objective(training: { weights, inputs, pass in
      (network(inputs[0], weights, &pass).squared().mean(), [])
    })
    let (_, gradients) = objective.valueAndGradient(at: parameters, [input])
    let bias = gradients.tensors[1]?.values ?? [1]
    #expect(bias.allSatisfy { abs($0) < 1e-5 })
  }

  @Test("An objective in training sets what its layers note, call by call")
  func objective() {
    var generator = SplitMix64(state: 1)
    let network = Sequential(Linear(3, 2), BatchRenorm(2))
    var parameters = Parameters(of: network, using: &generator)
    var expected = parameters
    var objective = Objective(training: { weights, inputs, pass in
      (network(inputs[0], weights, &pass).mean(), [])
    })
    for call in 1...3 {
      let numbers = input + Float(call)
      _ = objective.valueAndGradient(at: parameters, [numbers])
      objective.apply(to: &parameters)
      var pass = ForwardPass(trainingWithSeed: 0)
      _ = network(numbers, expected.constants, &pass)
      expected.apply(pass)
      #expect(parameters.values == expected.values)
    }
  }
}
