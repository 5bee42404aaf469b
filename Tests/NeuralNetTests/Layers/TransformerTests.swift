import TestSupport
import Testing

@testable import NeuralNet

@Suite struct TransformerTests {
  private let block = TransformerBlock(8, heads: 2, isCausal: true)
  private let length = 5

  private var parameters: Parameters {
    var generator = SplitMix64(state: 3)
    return Parameters(of: block, using: &generator)
  }

  private func sequence(seed: UInt64) -> [Float] {
    var generator = SplitMix64(state: seed)
    return (0..<length * 8).map { _ in 2 * generator.unit() - 1 }
  }

  @Test("A later place never changes an earlier one, and an earlier one changes all that follow", arguments: 0..<5)
  func causality(changed: Int) {
    let before = sequence(seed: 1)
    var after = before
    for index in changed * 8..<(changed + 1) * 8 { after[index] = Float(index) - 20 }
    let outputs = [before, after].map { input in
      let output = block(Tensor(input, shape: [1, length, 8]), parameters.constants)
      return (0..<length).map { output.slice($0..<$0 + 1, along: 1).values }
    }
    for place in 0..<length { #expect((outputs[0][place] == outputs[1][place]) == (place < changed)) }
  }

  @Test("Without a mask every place sees all others")
  func noMask() {
    let open = TransformerBlock(8, heads: 2)
    var changed = sequence(seed: 1)
    changed[length * 8 - 1] += 1
    let outputs = [sequence(seed: 1), changed].map { input in
      open(Tensor(input, shape: [1, length, 8]), parameters.constants).slice(0..<1, along: 1).values
    }
    #expect(outputs[0] != outputs[1])
  }

  @Test("Sequences of a batch do not see each other")
  func batches() {
    let (first, second) = (sequence(seed: 1), sequence(seed: 2))
    let together = block(Tensor(first + second, shape: [2, length, 8]), parameters.constants)
    let alone = block(Tensor(second, shape: [1, length, 8]), parameters.constants)
    expectClose(together.slice(1..<2), alone)
  }

  @Test("Gradients of a block, and their gradients, are what differences say")
  func differences() {
    let small = TransformerBlock(2, heads: 1, hidden: 3, activation: Tanh(), isCausal: true)
    var generator = SplitMix64(state: 5)
    let inputs =
      [Tensor([0.9, -0.4, 0.2, 0.7, -0.8, 0.1], shape: [1, 3, 2])]
      + Parameters(of: small, using: &generator).constants.all
    let differences = FiniteDifferences { small($0[0], Weights($0.dropFirst())) }
    let variables = inputs.map(\.variable)
    let loss = Probe.loss(of: small(variables[0], Weights(variables.dropFirst())))
    let gradients = gradient(of: loss, at: variables, createGraph: true)
    expectNear(gradients, differences.gradient(at: inputs))
    let seconds = gradient(of: Probe.projection(of: gradients), at: variables)
    expectNear(seconds, differences.secondGradient(at: inputs))
  }

  private func expectNear(_ tensors: [Tensor], _ expected: [[Double]]) {
    let largest = expected.joined().reduce(0.1) { max($0, abs($1)) }
    for (tensor, expected) in zip(tensors, expected) {
      for (value, difference) in zip(tensor.values, expected) {
        #expect(abs(Double(value) - difference) < 1e-2 * largest, "\(value) is not \(difference)")
      }
    }
  }

  @Test("Predicting gives what computing gives, and allocates nothing")
  func predicting() {
    var predictor = Predictor(block, inputShape: [length, 8])
    let parameters = parameters
    let input = sequence(seed: 1) + sequence(seed: 2)
    var output = [Float](repeating: 0, count: input.count)
    predictor.predict(input, with: parameters, into: &output)
    #expect(output == block(Tensor(input, shape: [2, length, 8]), parameters.constants).values)
    let count = allocations {
      for _ in 0..<10 { predictor.predict(input, with: parameters, into: &output) }
    }
    #expect(count == 0)
  }

  @Test("Dropout of a block acts in training alone")
  func dropout() {
    let dropping = TransformerBlock(8, heads: 2, dropout: 0.5, isCausal: true)
    let input = Tensor(sequence(seed: 1), shape: [1, length, 8])
    var pass = ForwardPass(trainingWithSeed: 1)
    let plain = block(input, parameters.constants).values
    #expect(dropping(input, parameters.constants).values == plain)
    #expect(dropping(input, parameters.constants, &pass).values != plain)
  }

  @Test("Softmax of large numbers and of long rows does not overflow", arguments: [1, 15, 16, 17, 33, 100])
  func softmax(count: Int) {
    let numbers = (0..<count).map { Float($0 * 7 % count) * 50 + 1000 }
    let total = numbers.map { exponential($0 - (numbers.max() ?? 0)) }.reduce(0, +)
    let expected = numbers.map { exponential($0 - (numbers.max() ?? 0)) / total }
    let tensor = Tensor(numbers, shape: [1, count])
    expectClose(tensor.softmax(), Tensor(expected, shape: [1, count]))
  }

  private func exponential(_ x: Float) -> Float { Tensor(x).exponential().item }
}
