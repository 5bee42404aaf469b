import NeuralNet
import TestSupport
import Testing

@Suite("An objective") struct ObjectiveTests {
  private static let network = Sequential(Linear(3, 8), Tanh(), LayerNorm([8]), Linear(8, 8), ReLU(), Linear(8, 4))

  private func parameters(of network: Sequential = network, seed: UInt64 = 1) -> Parameters {
    var generator = SeededGenerator(state: seed)
    return Parameters(of: network, using: &generator)
  }

  private func inputs(rows: Int, shift: Float) -> [Tensor] {
    [
      Tensor((0..<rows * 3).map { Float($0 % 7) * 0.3 - shift }, shape: [rows, 3]),
      Tensor((0..<rows).map { Float(($0 + Int(shift)) % 4) }, shape: [rows]),
    ]
  }

  @Sendable private static func loss(_ weights: Weights, _ inputs: [Tensor]) -> Tensor {
    let logits = network(inputs[0], weights)
    return Loss.crossEntropy(logits, classes: inputs[1]) - logits.softmax().squared().mean() * 0.1
  }

  @Test("gives what a tape gives, bit by bit, for other numbers, parameters and shapes")
  func equalsTape() {
    var objective = Objective(Self.loss)
    for (seed, rows) in [(1, 5), (2, 5), (3, 5), (3, 2), (4, 2)] {
      let parameters = parameters(seed: UInt64(seed))
      let inputs = inputs(rows: rows, shift: Float(seed))
      let expected = parameters.valueAndGradient { Self.loss($0, inputs) }
      let found = objective.valueAndGradient(at: parameters, inputs)
      #expect(found.value == expected.value)
      #expect(found.gradients.tensors.map { $0?.values } == expected.gradients.tensors.map { $0?.values })
    }
  }

  @Test("leaves gradients as they are that someone holds on to, and copies of itself alone")
  func values() {
    var objective = Objective(Self.loss)
    let parameters = parameters()
    let first = objective.valueAndGradient(at: parameters, inputs(rows: 4, shift: 1)).gradients
    let before = first.tensors.map { $0?.values }
    var copy = objective
    _ = copy.valueAndGradient(at: parameters, inputs(rows: 4, shift: 2))
    _ = objective.valueAndGradient(at: parameters, inputs(rows: 4, shift: 3))
    #expect(first.tensors.map { $0?.values } == before)
  }

  @Test("takes no gradients where nothing is trained")
  func untrained() {
    let network = Sequential(Linear(3, 4), BatchNorm(4), Linear(4, 1))
    let parameters = parameters(of: network)
    var objective = Objective { weights, inputs in network(inputs[0], weights).squared().mean() }
    for shift in [0, 1] as [Float] {
      let inputs = inputs(rows: 4, shift: shift)
      let expected = parameters.valueAndGradient { network(inputs[0], $0).squared().mean() }.gradients
      let found = objective.valueAndGradient(at: parameters, inputs).gradients
      #expect(found.tensors.map { $0?.values } == expected.tensors.map { $0?.values })
      #expect(found.tensors.contains { $0 == nil })
    }
  }

  @Test("learns what a tape learns, also while someone else keeps the parameters of before")
  func learning() {
    var objective = Objective(Self.loss)
    var (recorded, taped) = (parameters(), parameters())
    var optimizers = (Adam(for: recorded), Adam(for: taped))
    var kept: [Parameters] = []
    for step in 0..<20 {
      let inputs = inputs(rows: 6, shift: Float(step % 3))
      if step % 4 == 0 { kept.append(recorded) }
      optimizers.0.update(&recorded, along: objective.valueAndGradient(at: recorded, inputs).gradients)
      optimizers.1.update(&taped, along: taped.valueAndGradient { Self.loss($0, inputs) }.gradients)
    }
    #expect(recorded.values == taped.values)
    #expect(Set(kept.map(\.values)).count == kept.count)
  }

  @Test("allocates next to nothing once it is recorded")
  func allocations() {
    var objective = Objective(Self.loss)
    var parameters = parameters()
    var optimizer = Adam(for: parameters)
    let inputs = inputs(rows: 6, shift: 1)
    let steps = (0..<3).map { _ in
      TestSupport.allocations {
        let (_, gradients) = objective.valueAndGradient(at: parameters, inputs)
        optimizer.update(&parameters, along: gradients)
      }
    }
    // In builds for testing, each closure and iterator counts as well.
    #expect(steps[0] > 500 && steps[2] < 30, "\(steps)")
  }

  @Test("refuses rows that are not there when it runs, too")
  func rows() async {
    await #expect(processExitsWith: .failure) {
      let network = Sequential(Linear(1, 2))
      var generator = SeededGenerator(state: 1)
      let parameters = Parameters(of: network, using: &generator)
      var objective = Objective { network($1[0], $0).gathering($1[1]).sum() }
      let input = Tensor([1, 2], shape: [2, 1])
      _ = objective.valueAndGradient(at: parameters, [input, Tensor([0, 1], shape: [2])])
      _ = objective.valueAndGradient(at: parameters, [input, Tensor([0, 2], shape: [2])])
    }
  }
}
